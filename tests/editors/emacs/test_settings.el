;;; test_settings.el --- Settings reach the server, at the start and when they change  -*- lexical-binding: t -*-

;;; Code:

(require 'session)

(defun settings-kind ()
  "What the server takes the draft for: (PACK STAGE)."
  (let ((answer (jsonrpc-request
                 (eglot-current-server) :workspace/executeCommand
                 (list :command "duizhao.showReportKind"
                       :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri))))))
    (list (plist-get answer :pack) (plist-get answer :stage))))

(defun settings-duplicate ()
  "What is said of a number that is used twice, or the empty string."
  (or (car (session-texts "numbering/duplicate")) ""))

(make-directory "our-packs/house" t)
(write-region "pack: house/memo\ntitle: {zh: 便函, en: Memo}\nextends: gongwen/base\n" nil "our-packs/house/memo.yaml")

(session-run
 (setq-default eglot-workspace-configuration
               '(:duizhao (:language "en" :stage "final" :report "house/memo" :packs ["our-packs"]
                           :rules (:punctuation/half-width "off") :pause 100)))
 (session-open "draft.md" "# 报告" "" "一、情况" "" "学习,时间有保证。" "" "一、问题" "" "有。")
 (session-wait "messages are in the language that is set"
               (lambda () (string-match-p "\\`duizhao \\[numbering/duplicate\\]: .*[a-z]" (settings-duplicate)))
               #'session-findings)
 (session-equal (settings-kind) '("house/memo" "final") "the kind of report is from the folder that is set, the stage is final")
 (session-equal (session-marked "punctuation/half-width") nil "a rule that is off says nothing")

 (setq-default eglot-workspace-configuration '(:duizhao (:language "zh" :stage "draft")))
 (session-type "M-x eglot-signal-didChangeConfiguration RET" "a change holds at once"
               (lambda () (session-marked "punctuation/half-width")) #'session-findings)
 (session-wait "for the language, too" (lambda () (string-search "重复" (settings-duplicate))) #'session-findings)
 (session-equal (settings-kind) '("gongwen/base" "draft") "and for the kind of report and the stage"))

;;; test_settings.el ends here
