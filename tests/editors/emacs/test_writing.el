;;; test_writing.el --- What is typed and chosen is in the text  -*- lexical-binding: t -*-

;;; Code:

(require 'session)

(defun writing-completions ()
  "The list of completions, as it is shown."
  (when-let ((window (get-buffer-window "*Completions*")))
    (with-current-buffer (window-buffer window)
      (buffer-substring-no-properties (point-min) (point-max)))))

(defun writing-complete (keys label line)
  "Type KEYS and have the line completed to LINE by LABEL, which is in the list of completions."
  (session-type (concat keys " C-M-i") (format "%s is offered" label)
                (lambda () (string-search label (or (writing-completions) "")))
                #'writing-completions)
  (session-type (concat "C-x o C-s " label " RET C-b RET") "taken, it is in the text"
                (lambda () (and (equal (buffer-name) "draft.md") (equal (session-line) line)))
                #'session-line))

(session-run
 (session-open "draft.md"
               "# 党史学习教育专题民主生活会个人对照检查材料"
               ""
               "## 一、上年度民主生活会整改措施落实情况"
               ""
               "### （一）理论学习方面"
               ""
               "整改问题：𠮷😋学习时间没有保证,计划不细。"
               ""
               "整改落实情况：每周自学2小时。"
               ""
               "### （二）调查研究方面"
               "")
 (session-wait "the half-width comma is marked" (lambda () (session-marked "punctuation/half-width")) #'session-findings)

 (goto-char (point-min))
 (search-forward "保证")
 (session-type "C-b C-f" "what is wrong with it is shown below"
               (lambda () (and (current-message) (string-search "不用半角" (current-message))))
               (lambda () (list (current-message) (session-line) (point))))
 (session-type "M-x eglot-code-actions RET RET"  ; the preferred of several
               "the quick fix is in the text, behind emoji and rare characters"
               (lambda () (equal (nth 6 (session-lines)) "整改问题：𠮷😋学习时间没有保证，计划不细。"))
               #'session-lines)
 (session-wait "and the finding is gone"
               (lambda () (not (session-marked "punctuation/half-width"))) #'session-findings)

 (goto-char (point-max))
 (writing-complete "整改" "整改问题" "整改问题：")
 (writing-complete "蹲点少。 RET RET # # SPC" "二、存在的主要问题" "## 二、存在的主要问题")
 (session-equal (seq-filter (lambda (line) (string-prefix-p "## " line)) (session-lines))
                '("## 一、上年度民主生活会整改措施落实情况" "## 二、存在的主要问题")
                "and nothing else came with it"))

;;; test_writing.el ends here
