;;; session.el --- What the tests ask of an Emacs that a writer uses  -*- lexical-binding: t -*-

;; A test runs in the command loop of an Emacs with a terminal; what it states goes, line by line, to the file that
;; DUIZHAO_REPORT names.  A statement that does not hold ends Emacs with exit code 1.

;;; Code:

(require 'subr-x)
(require 'flymake)
(require 'imenu)

(defvar session--busy nil "Whether a command runs.")
(add-hook 'pre-command-hook (lambda () (setq session--busy t)))
(add-hook 'post-command-hook (lambda () (setq session--busy nil)))

(defun session-say (format &rest arguments)
  "Report one line, written by FORMAT from ARGUMENTS."
  (write-region (concat (apply #'format format arguments) "\n") nil (getenv "DUIZHAO_REPORT") t 'quiet))

(defun session-fail (format &rest arguments)
  "Report what FORMAT and ARGUMENTS say, and what the server and Emacs said, and end Emacs."
  (apply #'session-say format arguments)
  (dolist (buffer (buffer-list))
    (when (string-match-p "\\*EGLOT .*stderr\\*\\|\\*Messages\\*\\|\\*Warnings\\*" (buffer-name buffer))
      (with-current-buffer buffer (session-say "--- %s\n%s" (buffer-name) (buffer-string)))))
  (kill-emacs 1))

(defun session-equal (got want what)
  "State WHAT: that GOT is WANT."
  (if (equal got want)
      (session-say "ok - %s" what)
    (session-fail "%s\nwanted %S\ngot %S" what want got)))

(defun session-wait (what condition &optional seen)
  "Let Emacs serve its user until CONDITION holds and state WHAT; SEEN tells what was there instead."
  (let* ((end (+ (float-time) 8))
         (timer (run-with-timer
                 0 0.02
                 (lambda ()
                   (set-buffer (window-buffer))
                   (cond
                    ((> (float-time) end)
                     (session-fail "waited in vain: %s\ngot %S" what (and seen (funcall seen))))
                    ((and (not session--busy) (not (input-pending-p)) (funcall condition))
                     (exit-recursive-edit)))))))
    (unwind-protect (recursive-edit) (cancel-timer timer)))
  (set-buffer (window-buffer))
  (session-say "ok - %s" what))

(defmacro session-run (&rest body)
  "Do BODY once Emacs waits for its user, then end Emacs with exit code 0."
  `(run-with-timer
    0 nil
    (lambda ()
      (condition-case problem
          (progn ,@body (kill-emacs 0))
        ((error quit) (session-fail "%S" problem))))))

(defvar session--keyboard
  (make-network-process :name "keyboard" :family 'local :service (getenv "DUIZHAO_KEYBOARD") :coding 'binary :noquery t)
  "What goes into it comes out of the keyboard of the terminal.")

(defun session-type (keys what condition &optional seen)
  "Type KEYS, written as `kbd' reads them, and wait for CONDITION as `session-wait' does."
  (process-send-string
   session--keyboard
   (mapconcat (lambda (key)
                (concat (and (memq 'meta (event-modifiers key)) "\e")
                        (encode-coding-string (string (logand key #x3fffff)) 'utf-8)))
              (append (kbd keys) nil) ""))
  (session-wait what condition seen))

(defun session-open (name &rest lines)
  "Visit the file NAME as a user does, with LINES in it if any are given, and wait for the server."
  (when lines
    (write-region (concat (string-join lines "\n") "\n") nil name nil 'quiet))
  (session-type (concat "C-x C-f " name " RET") (concat name " is opened") (lambda () (equal (buffer-name) name)))
  (session-wait "the server attaches to a Markdown file" #'eglot-current-server)
  (session-say "# server %d" (process-id (jsonrpc--process (eglot-current-server)))))

(defun session-findings ()
  "Each diagnostic of the buffer as (LINE WORDS TYPE TEXT), in the order of the text."
  (mapcar
   (lambda (diagnostic)
     (let ((start (flymake-diagnostic-beg diagnostic)))
       (list (line-number-at-pos start)
             (buffer-substring-no-properties start (flymake-diagnostic-end diagnostic))
             (flymake-diagnostic-type diagnostic)
             (flymake-diagnostic-text diagnostic))))
   (sort (flymake-diagnostics)
         (lambda (one other) (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other))))))

(defun session--with-code (code)
  "The diagnostics of the buffer with this CODE, in the order of the text."
  (seq-filter (lambda (each) (string-search (format "[%s]" code) (flymake-diagnostic-text each)))
              (sort (flymake-diagnostics)
                    (lambda (one other) (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other))))))

(defun session-marked (code)
  "Each place that a diagnostic with this CODE marks as (CHARACTERS-BEFORE-IT-IN-THE-LINE . WORDS)."
  (mapcar (lambda (each)
            (let ((start (flymake-diagnostic-beg each)))
              (cons (- start (save-excursion (goto-char start) (line-beginning-position)))
                    (buffer-substring-no-properties start (flymake-diagnostic-end each)))))
          (session--with-code code)))

(defun session-texts (code)
  "What the diagnostics with this CODE say."
  (mapcar #'flymake-diagnostic-text (session--with-code code)))

(defun session-line ()
  "The line that point is in."
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun session-lines ()
  "The lines of the buffer."
  (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n"))

(provide 'session)
;;; session.el ends here
