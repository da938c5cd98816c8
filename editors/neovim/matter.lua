-- The Matter language in Neovim 0.7 and later: file type, comments, server, formatting on save.
-- Put this file into `~/.config/nvim/plugin/`. `matter` is taken from PATH; vim.g.matter_path names another one.

local clients = {}

-- The catalogue of a file is the nearest folder with a manifest; a file without one is served by itself.
local function root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local manifest = vim.fn.findfile("matters.toml", folder .. ";")
  return manifest == "" and folder or vim.fn.fnamemodify(manifest, ":p:h")
end

local function attach(buffer)
  local folder = root(vim.api.nvim_buf_get_name(buffer))
  local config = {
    name = "matter",
    cmd = { vim.g.matter_path or "matter", "lsp" },
    root_dir = folder,
    init_options = { language = vim.g.matter_language or "auto" },
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  -- Before 0.8 the editor does not remember which client serves a folder.
  if not clients[folder] or vim.lsp.client_is_stopped(clients[folder]) then
    clients[folder] = vim.lsp.start_client(config)
  end
  if clients[folder] then vim.lsp.buf_attach_client(buffer, clients[folder]) end
end

local function format(buffer)
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ bufnr = buffer, timeout_ms = 2000 })
  else
    vim.lsp.buf.formatting_sync(nil, 2000)
  end
end

-- What lenses above a line do: list uses, run tests.
vim.lsp.commands["matter.showReferences"] = function(command, context)
  local client = context and context.client_id and vim.lsp.get_client_by_id(context.client_id)
  local encoding = client and client.offset_encoding or "utf-16"
  local items = vim.lsp.util.locations_to_items(command.arguments[1].locations, encoding)
  vim.fn.setqflist({}, " ", { title = command.title, items = items })
  vim.cmd("copen")
end

vim.lsp.commands["matter.runTests"] = function(command, context)
  vim.lsp.buf_request(context.bufnr, "matter/runTests", command.arguments[1], function(problem, report)
    if problem then return vim.notify(problem.message, vim.log.levels.ERROR) end
    if report.problem then vim.notify(report.problem, vim.log.levels.WARN) end
    for _, test in ipairs(report.tests) do
      local lines = { (test.passed and "✓ " or "✗ ") .. test.name }
      for _, one in ipairs(test.differences) do table.insert(lines, "    " .. one.expected .. " → " .. one.got) end
      vim.notify(table.concat(lines, "\n"), test.passed and vim.log.levels.INFO or vim.log.levels.WARN)
    end
  end)
end

local group = vim.api.nvim_create_augroup("matter", {})

-- Neovim 0.7 asks vim.filetype only if it is told to.
vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  group = group,
  pattern = "*.matter",
  callback = function() vim.bo.filetype = "matter" end,
})

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = "matter",
  callback = function(event)
    local buffer = event and event.buf or vim.api.nvim_get_current_buf()
    vim.bo[buffer].commentstring = "// %s"
    vim.bo[buffer].shiftwidth = 2
    vim.bo[buffer].expandtab = true
    attach(buffer)
  end,
})

vim.api.nvim_create_autocmd("BufWritePre", {
  group = group,
  pattern = "*.matter",
  callback = function(event) format(event and event.buf or vim.api.nvim_get_current_buf()) end,
})
