;;; emacs.el --- Emacs with eglot on movies.py  -*- lexical-binding: t -*-
;; Run by `emacs -Q --batch -l emacs.el FILE': prints `ok NAME' or `FAIL NAME: WHY' for each step.
;; LSP_SERVER names the server's file, LSP_NODE the Node to run it with.  Ends with 1 when a step failed.

;; -Q leaves out Debian's start-up files, and with them the folders of its Emacs packages.
(let ((default-directory "/usr/share/emacs/site-lisp/elpa/"))
  (when (file-directory-p default-directory) (normal-top-level-add-subdirs-to-load-path)))
(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(setq eglot-sync-connect 20 eglot-connect-timeout 20 eglot-autoshutdown nil
      backup-inhibited t auto-save-default nil create-lockfiles nil)

(defvar tests-failed nil "Whether a step has failed.")

(defun tests-say (line) (princ (concat (string-replace "\n" " " line) "\n")))

(defmacro step (name &rest body)
  "Run BODY as the step NAME and say how it went."
  (declare (indent 1))
  `(condition-case failure
       (progn ,@body (tests-say (concat "ok " ,name)))
     (error (setq tests-failed t)
            (tests-say (format "FAIL %s: %s" ,name (error-message-string failure))))))

(defun wait-for (what ask)
  "Call ASK until it returns something, and return that; WHAT is what is waited for."
  (let ((end (+ (float-time) 15)) answer)
    (while (and (not (setq answer (funcall ask))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or answer (error "no %s" what))))

(defun expect (actual expected)
  (unless (equal actual expected) (error "expected %S, got %S" expected actual)))

(defun expect-parts (text &rest parts)
  (dolist (part parts)
    (unless (string-search part text) (error "%S is not in %S" part text))))

(defun lenses ()
  "Lines and titles of all lenses; eglot 1.9 does not show them, so the server is asked."
  (let ((server (eglot--current-server-or-lose)))
    (sort (mapcar (lambda (lens)
                    (unless (plist-get lens :command)
                      (setq lens (jsonrpc-request server :codeLens/resolve lens)))
                    (list (1+ (plist-get (plist-get (plist-get lens :range) :start) :line))
                          (plist-get (plist-get lens :command) :title)))
                  (jsonrpc-request server :textDocument/codeLens
                                   (list :textDocument (eglot--TextDocumentIdentifier))))
          (lambda (a b) (< (car a) (car b))))))

(defun expect-lenses (expected)
  "Ask until the lenses are EXPECTED: right after an edit the server may still be at work."
  (let (last)
    (condition-case nil
        (wait-for "lenses" (lambda () (equal (setq last (lenses)) expected)))
      (error (expect last expected)))))

(defun diagnostics ()
  "Line, type and text of what each diagnostic is under."
  ;; Idle timers do not run in batch mode, so flymake is told to look.
  (flymake-start)
  (mapcar (lambda (diagnostic)
            (list (line-number-at-pos (flymake-diagnostic-beg diagnostic))
                  (flymake-diagnostic-type diagnostic)
                  (buffer-substring-no-properties (flymake-diagnostic-beg diagnostic)
                                                  (flymake-diagnostic-end diagnostic))))
          (flymake-diagnostics)))

(defun send-edit ()
  "Tell the server about the edit at once; an idle timer does it otherwise."
  (eglot--signal-textDocument/didChange))

(defvar known-lenses '((12 "Movies: select") (17 "Movies: select, insert, delete")))

(find-file (pop command-line-args-left))

(step "the server starts and answers"
  (python-mode)
  (setq eglot-server-programs `((python-mode . (,(getenv "LSP_NODE") ,(getenv "LSP_SERVER") "--stdio"))))
  ;; `eglot-ensure' waits for the end of a command, which batch mode never has.
  (apply #'eglot (eglot--guess-contact))
  (wait-for "connection" #'eglot-managed-p))

(step "the diagnostic is under the name that is not known, behind an emoji"
  (flymake-mode 1)
  (expect (wait-for "diagnostic" #'diagnostics) '((23 eglot-warning "table_name"))))

(step "code lenses have lines and titles"
  (expect-lenses (append known-lenses '((22 "unknown table: select")))))

(step "hover shows operation, table and links through eldoc"
  (goto-char (point-min))
  (search-forward "movies.get_")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (expect-parts (wait-for "hover" (lambda () shown)) "get_item" "Movies" "select")))

(step "hover works behind an emoji"
  (search-forward "client.sca")
  (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                (eglot--TextDocumentPositionParams))))
    (expect-parts (plist-get (plist-get hover :contents) :value) "scan" "table_name")))

(step "a name that becomes known removes the diagnostic"
  (search-forward "table_name")
  (replace-match "MOVIES" t t)
  (send-edit)
  (wait-for "end of the diagnostic" (lambda () (null (diagnostics))))
  (expect-lenses (append known-lenses '((22 "Movies: select")))))

(step "new lines behind it bring a new diagnostic and a new lens"
  (goto-char (point-max))
  (insert "\n\ndef remove(where):\n    client.delete_item(TableName=where)\n")
  (send-edit)
  (expect (wait-for "diagnostic" #'diagnostics) '((27 eglot-warning "where")))
  (expect-lenses (append known-lenses '((22 "Movies: select") (26 "unknown table: delete")))))

(step "the server ends when the client stops"
  (let ((process (jsonrpc--process (eglot--current-server-or-lose))))
    (eglot-shutdown (eglot--current-server-or-lose))
    (wait-for "end" (lambda () (not (process-live-p process))))))

(set-buffer-modified-p nil)
(kill-emacs (if tests-failed 1 0))
