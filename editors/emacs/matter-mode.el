;;; matter-mode.el --- The Matter language with eglot  -*- lexical-binding: t -*-

;;; Commentary:
;; Put this folder on `load-path' and (require 'matter-mode).  `matter' is taken from PATH; customise `matter-program'.
;; Emacs 29 has eglot; before that it is a package.

;;; Code:

(require 'eglot)
(require 'project)

(defgroup matter nil "Government service matters." :group 'languages)

(defcustom matter-program "matter" "The program that serves the language." :type 'string)

(defcustom matter-format-on-save t "Whether saving formats the file." :type 'boolean)

(defvar matter-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?_ "w" table)
    ;; Full-width marks end a word and pair up.
    (mapc (lambda (mark) (modify-syntax-entry mark "." table))
          '(#xFF1A #xFF0C #xFF1B #x3001 #x3002 #xFF1D #x2260 #x2264 #x2265))
    (mapc (lambda (pair)
            (modify-syntax-entry (car pair) (format "(%c" (cdr pair)) table)
            (modify-syntax-entry (cdr pair) (format ")%c" (car pair)) table))
          '((#xFF08 . #xFF09) (#x300A . #x300B) (#x300C . #x300D) (#x201C . #x201D)))
    table)
  "Comments, words and pairs.")

(defun matter--format ()
  "Format the buffer if the server serves it."
  (when (and matter-format-on-save (eglot-current-server)) (eglot-format-buffer)))

;;;###autoload
(define-derived-mode matter-mode prog-mode "Matter"
  "Government service matters."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "//+ *")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 2)
  (setq-local indent-line-function #'indent-relative)
  (add-hook 'before-save-hook #'matter--format nil t))

(defun matter-project (folder)
  "The catalogue around FOLDER: the nearest folder with a manifest."
  (when-let ((root (locate-dominating-file folder "matters.toml"))) (cons 'matter root)))

(cl-defmethod project-root ((catalogue (head matter))) (cdr catalogue))

(add-hook 'project-find-functions #'matter-project)

(defun matter--server (&rest _) "How the server is started." (list matter-program "lsp"))

(add-to-list 'eglot-server-programs '(matter-mode . matter--server))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.matter\\'" . matter-mode))

(add-hook 'matter-mode-hook #'eglot-ensure)

(provide 'matter-mode)
;;; matter-mode.el ends here
