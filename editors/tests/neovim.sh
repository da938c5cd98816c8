#!/usr/bin/env bash
# Neovim, headless: the wrong name is underlined at its place, hover and definition answer, saving formats.
set -euo pipefail
if ! command -v nvim >/dev/null; then
  echo "skipped: neovim is not installed"
  exit 0
fi
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/catalogue.bash"
cd "$WORK"
HOME="$WORK" timeout 60 nvim --headless -u NONE -i NONE -n --cmd "lua vim.g.matter_path = vim.env.MATTER" \
  -c "luafile $here/../neovim/matter.lua" -c "luafile $here/neovim.lua" </dev/null 2>&1
