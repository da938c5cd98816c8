#!/usr/bin/env bash
# Helix has no headless session: its own health check reads the set-up and finds the server.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
helix="$(command -v hx || command -v helix || true)"
if [ -z "$helix" ]; then
  echo "skipped: helix is not installed"
  exit 0
fi
. "$here/catalogue.bash"
mkdir -p "$WORK/config/helix"
cp "$here/../helix/languages.toml" "$WORK/config/helix/"
report="$(XDG_CONFIG_HOME="$WORK/config" PATH="$(dirname "$MATTER"):$PATH" "$helix" --health matter)"
printf '%s\n' "$report"
grep -q "$MATTER" <<<"$report"
