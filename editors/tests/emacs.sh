#!/usr/bin/env bash
# Emacs in batch mode with eglot: the wrong name is marked at its place, hover and definition answer, saving formats.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
if ! command -v emacs >/dev/null; then
  echo "skipped: emacs is not installed"
  exit 0
fi
. "$here/catalogue.bash"
cat >"$WORK/start.el" <<'E2'
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(setq debian-emacs-flavor 'emacs)
(package-initialize)
E2
if ! HOME="$WORK" emacs -Q --batch -l "$WORK/start.el" --eval "(require 'eglot)" </dev/null >/dev/null 2>&1; then
  echo "skipped: emacs has no eglot"
  exit 0
fi
HOME="$WORK" LC_ALL=C.UTF-8 timeout 60 emacs -Q --batch -l "$WORK/start.el" -L "$here/../emacs" -l "$here/emacs.el" </dev/null 2>&1
