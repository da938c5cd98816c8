#!/usr/bin/env bash
# Neovim, headless, set up word by word as the file says, with the program on PATH: the wrong name is underlined at its place, hover and
# definition answer, saving formats.
set -euo pipefail
if ! command -v nvim >/dev/null; then
  echo "skipped: neovim is not installed"
  exit 0
fi
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/catalogue.bash"
cd "$WORK"
mkdir -p .config/nvim/plugin bin
cp "$here/../neovim/matter.lua" .config/nvim/plugin/
ln -s "$(realpath "$MATTER")" bin/matter
unset XDG_CONFIG_HOME
HOME="$WORK" PATH="$WORK/bin:$PATH" timeout 60 nvim --headless -i NONE -n -c "luafile $here/neovim.lua" </dev/null 2>&1
