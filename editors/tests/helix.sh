#!/usr/bin/env bash
# Helix: its set-up is read, and the server answers the first message that Helix sends with it. Where Helix itself is installed (`hx` on PATH,
# or named by HELIX) and tmux, somebody sits down at it: a finding and its repair, completion by pinyin, rename, formatting, saving.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/catalogue.bash"
if ! command -v python3 >/dev/null; then
  echo "skipped: helix, python3 is not installed"
  exit 0
fi
PATH="$(dirname "$MATTER"):$PATH"
export PATH
timeout 30 python3 "$here/helix.py" "$here/../helix/languages.toml" "$CATALOGUE"
helix="${HELIX:-$(command -v hx || command -v helix || true)}"
if [ -z "$helix" ] || ! command -v tmux >/dev/null; then
  echo "skipped: helix itself or tmux is not installed; its set-up is read, and the server answers its first message"
  exit 0
fi
mkdir -p "$WORK/config/helix"
cp "$here/../helix/languages.toml" "$WORK/config/helix/"
export XDG_CONFIG_HOME="$WORK/config" XDG_CACHE_HOME="$WORK/cache" LANG=C.UTF-8
report="$("$helix" --health matter)"
printf '%s\n' "$report"
grep -q "$MATTER" <<<"$report"

terminal() { tmux -S "$WORK/terminal" -f /dev/null "$@"; }
screen() { terminal capture-pane -p; }
keys() { terminal send-keys "$@"; }
shows() {
  for _ in $(seq 150); do
    # In one piece: grep that has seen enough must not end the writer.
    seen="$(screen)"
    if grep -qF -- "$1" <<<"$seen"; then return 0; fi
    sleep 0.2
  done
  echo "never shown: $1"
  screen
  return 1
}
lacks() {
  for _ in $(seq 150); do
    seen="$(screen)"
    if ! grep -qF -- "$1" <<<"$seen"; then return 0; fi
    sleep 0.2
  done
  echo "still shown: $1"
  screen
  return 1
}

trap 'terminal kill-server 2>/dev/null || true; rm -rf "$WORK"' EXIT
terminal -u new-session -d -x 160 -y 40 "cd '$CATALOGUE' && '$helix' '$FILE'"
shows '没有叫「已昏」的'
keys ' ' d
shows 'E0240'
keys Escape
# The name on line 12, its repair from the menu of actions.
keys ':12' Enter
keys 'f昏'
keys ' ' a
# The repair's words stand beside the line as well; the last row stands in the menu only.
shows '改用英文关键词'
keys Enter
lacks '没有叫「已昏」的'
shows '且 已婚 = 是'
# Initials find a name in a new line, which is taken back.
keys ':14' Enter
keys o 'jmhk'
shows '居民户口簿'
keys Escape
keys u
keys ':1' Enter
keys 'f婚'
keys ' ' r
shows 'rename-to:'
keys C-u '成家' Enter
shows '且 成家 = 是'
shows '当 成家 = 是'
keys ':format' Enter
shows '承诺  5 个工作日'
keys ':write-quit' Enter
for _ in $(seq 100); do terminal has-session 2>/dev/null || break; sleep 0.1; done
grep -qF '信息项 成家：是否' "$FILE"
grep -qF '    会员  𠮷野家会员 = 是 且 成家 = 是' "$FILE"
grep -qF '    承诺  5 个工作日' "$FILE"
echo "a session in $("$helix" --version)"
