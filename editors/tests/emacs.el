;;; emacs.el --- One session  -*- lexical-binding: t -*-
(require 'matter-mode)
(require 'flymake)
(setq matter-program (getenv "MATTER")
      eglot-sync-connect 20
      eglot-events-buffer-size 0
      flymake-no-changes-timeout 0.1
      make-backup-files nil
      create-lockfiles nil)
(remove-hook 'matter-mode-hook #'eglot-ensure)

(defun until (what test)
  "Wait until TEST gives something, or fail with WHAT."
  (let ((end (+ (float-time) 20)) (found nil))
    (while (and (not (setq found (funcall test))) (< (float-time) end)) (accept-process-output nil 0.05))
    (or found (error "%s; %S" what (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))))

(defun errors ()
  "Errors in the buffer."
  (flymake-start)
  (seq-filter (lambda (one) (eq (flymake-diagnostic-type one) 'eglot-error)) (flymake-diagnostics)))

(defun ask (method)
  "What the server answers METHOD at point."
  (jsonrpc-request (eglot--current-server-or-lose) method (eglot--TextDocumentPositionParams)))

(find-file (getenv "FILE"))
(unless (eq major-mode 'matter-mode) (error "The mode is %s" major-mode))
(unless (equal (file-name-as-directory (expand-file-name (project-root (project-current))))
               (file-name-as-directory (getenv "CATALOGUE")))
  (error "The project is %S" (project-current)))
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)
(let ((wrong (car (until "no diagnostic came" #'errors))))
  (let ((shown (buffer-substring (flymake-diagnostic-beg wrong) (flymake-diagnostic-end wrong))))
    (unless (equal shown "已昏") (error "Marked: %s: %s" shown (flymake-diagnostic-text wrong)))))
(goto-char (point-min))
(search-forward "会员  ")
(unless (string-match-p "𠮷野家会员" (format "%S" (ask :textDocument/hover))) (error "Hover says nothing of the fact"))
(let* ((answer (ask :textDocument/definition))
       (place (if (vectorp answer) (aref answer 0) answer)))
  (unless (equal 1 (plist-get (plist-get (plist-get place :range) :start) :line)) (error "Definition: %S" place)))
(goto-char (point-min))
(search-forward "已昏")
;; Changes are sent when the editor is idle, which it never is in batch mode.
(replace-match "已婚")
(eglot--signal-textDocument/didChange)
(until "the diagnostic did not go" (lambda () (null (errors))))
(save-buffer)
(goto-char (point-min))
(unless (search-forward "\n    承诺  5 个工作日\n" nil t) (error "Saving did not format"))
(ignore-errors (eglot-shutdown (eglot-current-server) nil 2))
(kill-emacs 0)
