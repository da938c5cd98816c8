#!/usr/bin/env bash
# Helix: its set-up is read, and the server answers the first message that Helix sends with it. Where Helix is installed, its own health
# check finds the server; it has no headless session.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/catalogue.bash"
if ! command -v python3 >/dev/null; then
  echo "skipped: helix, python3 is not installed"
  exit 0
fi
PATH="$(dirname "$MATTER"):$PATH" timeout 30 python3 "$here/helix.py" "$here/../helix/languages.toml" "$CATALOGUE"
helix="$(command -v hx || command -v helix || true)"
if [ -z "$helix" ]; then
  echo "skipped: helix itself is not installed; its set-up is read, and the server answers its first message"
  exit 0
fi
mkdir -p "$WORK/config/helix"
cp "$here/../helix/languages.toml" "$WORK/config/helix/"
report="$(XDG_CONFIG_HOME="$WORK/config" PATH="$(dirname "$MATTER"):$PATH" "$helix" --health matter)"
printf '%s\n' "$report"
grep -q "$MATTER" <<<"$report"
