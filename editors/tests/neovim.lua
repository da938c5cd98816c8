-- One session, as a person would have it. Any failure ends the editor with 1: an uncaught error would leave it waiting.
local function session()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.FILE))
  assert(vim.bo.filetype == "matter", "the kind of file is not known: " .. vim.bo.filetype)
  local function diagnostics() return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) end
  assert(vim.wait(20000, function() return #diagnostics() > 0 end, 50), "no diagnostic came")
  local function line(number) return vim.api.nvim_buf_get_lines(0, number, number + 1, false)[1] end
  local wrong = diagnostics()[1]
  local shown = line(wrong.lnum):sub(wrong.col + 1, wrong.end_col)
  assert(shown == "已昏", "underlined: " .. shown .. ": " .. wrong.message)

  local function ask(method, row, byte)
    vim.api.nvim_win_set_cursor(0, { row, byte })
    local params = vim.lsp.util.make_position_params(0, "utf-16")
    local answers = vim.lsp.buf_request_sync(0, method, params, 10000) or {}
    for _, answer in pairs(answers) do return answer.result end
  end
  local row = wrong.lnum + 1
  local member = line(wrong.lnum):find("𠮷") - 1
  local hover = ask("textDocument/hover", row, member)
  assert(hover and vim.inspect(hover.contents):find("𠮷野家会员"), "hover says nothing of the fact")
  local definition = ask("textDocument/definition", row, member)
  definition = definition and (definition[1] or definition)
  assert(definition and (definition.range or definition.targetRange).start.line == 1, "definition is not on line 2")
  local completion = ask("textDocument/completion", row, wrong.col)
  assert(completion and #(completion.items or completion) > 0, "no completion")

  local lenses = ask("textDocument/codeLens", 1, 0)
  assert(lenses and #lenses > 0 and lenses[1].range.start.line == 0, "no lens above the first fact")
  local client = vim.lsp.buf_get_clients(0)
  for _, one in pairs(client) do
    local lens = one.request_sync("codeLens/resolve", lenses[1], 10000, 0).result
    assert(lens.command.title:find("1"), "uses are not counted: " .. lens.command.title)
    vim.lsp.commands[lens.command.command](lens.command, { bufnr = 0, client_id = one.id })
    local uses = vim.fn.getqflist()
    assert(#uses == 1, "the use is not listed")
    local used = vim.api.nvim_buf_get_lines(uses[1].bufnr, uses[1].lnum - 1, uses[1].lnum, false)[1]
    -- The list counts bytes from one.
    local name = "已婚"
    assert(used:sub(uses[1].col, uses[1].col + #name - 1) == name, "the use is listed at column " .. uses[1].col)
    vim.cmd("cclose")
  end

  local fixed = line(wrong.lnum):gsub("已昏", "已婚")
  vim.api.nvim_buf_set_lines(0, wrong.lnum, wrong.lnum + 1, false, { fixed })
  assert(vim.wait(20000, function() return #diagnostics() == 0 end, 50), "the diagnostic did not go")
  vim.cmd("write")
  assert(vim.fn.readfile(vim.env.FILE)[18] == "    承诺  5 个工作日", "saving did not format: " .. line(17))
end

local well, problem = xpcall(session, debug.traceback)
if not well then io.stderr:write(tostring(problem) .. "\n") end
vim.cmd(well and "quitall!" or "cquit! 1")
