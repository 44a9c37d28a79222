;;; test_opening.el --- A draft is opened: what is found, which words are marked, the outline  -*- lexical-binding: t -*-

;;; Code:

(require 'session)

(defun opening-headings (index)
  "Each heading in the imenu INDEX as (NAME . LINE); a section is named after the sections around it, too."
  (mapcan
   (lambda (entry)
     (let ((position (if (consp (cdr entry)) (car-safe (get-text-property 0 'imenu-region (car entry))) (cdr entry))))
       (append
        (and (integer-or-marker-p position)
             (list (cons (substring-no-properties (car entry)) (line-number-at-pos position))))
        (and (consp (cdr entry)) (opening-headings (cdr entry))))))
   index))

(session-run
 (session-open "showcase.md")
 (session-wait "diagnostics are there" #'flymake-diagnostics)
 (let ((found (session-findings)))
   (dolist (planted '((3 "XX" eglot-note)
                      (15 "。" eglot-warning)
                      (31 "," eglot-warning)
                      (31 "二是" eglot-note)
                      (49 "光荣" eglot-note)
                      (57 "“" eglot-note)
                      (61 "二、" eglot-error)
                      (85 "、" eglot-warning)))
     (session-equal (and (seq-find (lambda (each) (equal (seq-take each 3) planted)) found) t) t
                    (format "line %d: %s is marked" (car planted) (cadr planted))))
   (session-equal (nth 3 (seq-find (lambda (each) (eq (nth 2 each) 'eglot-error)) found))
                  "duizhao [numbering/duplicate]: 序号“二、”与前面的“二、存在的主要问题”重复，这里应为“三、”"
                  "what is wrong is said in Chinese, with its code"))

 (let ((headings (opening-headings (funcall imenu-create-index-function))))
   (dolist (heading '(("二、存在的主要问题" . 27) ("（二）调查研究方面" . 15) ("2. 疫情防控抓的不紧" . 37)))
     (session-equal (cdr (assoc (car heading) headings)) (cdr heading)
                    (format "the outline has %s at line %d" (car heading) (cdr heading)))))

 (session-open "emoji.md" "# 报告" "" "一、情况" "" "学习👍🏽𠮷时间没有保证,另见😋附件,等。")
 (session-wait "words are marked right behind emoji and rare characters"
               (lambda () (equal (mapcar #'car (session-marked "punctuation/half-width")) '(11 17)))
               #'session-findings))

;;; test_opening.el ends here
