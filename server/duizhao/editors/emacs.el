;; zh: Emacs 28 及以后（eglot）：加到 ~/.emacs.d/init.el
;; en: Emacs 28 and newer (eglot): goes into ~/.emacs.d/init.el
;; zh: 已在 Emacs 28.2、eglot 1.9、markdown-mode 2.5 里试过。markdown-mode 要先装（M-x package-install），Emacs 28 还要装 eglot。
;; en: Tried in Emacs 28.2 with eglot 1.9 and markdown-mode 2.5. Install markdown-mode first (M-x package-install), on Emacs 28 also eglot.
;; zh: eglot 把一串汉字当一个词：固定表述在标点后面才补得出来。它还监视草稿所在项目（没有项目时是所在文件夹）下的所有文件夹。
;; en: eglot takes a run of Chinese for one word: set phrases complete behind punctuation only. It also watches all folders below the draft's project or, without one, its folder.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((markdown-mode gfm-mode) . ("/PATH/TO/PROGRAM" "serve"))))
(add-hook 'markdown-mode-hook #'eglot-ensure)
;; zh: Emacs 30 以前，C-M-i 在 Markdown 里是查英文单词
;; en: Before Emacs 30, C-M-i in Markdown looks words up in an English dictionary
(with-eval-after-load 'markdown-mode
  (define-key markdown-mode-map (kbd "C-M-i") #'completion-at-point))
;; zh: 光标处先显示有什么问题，再显示为什么
;; en: Where point is, first what is wrong is shown, then why
(add-hook 'eglot-managed-mode-hook
          (lambda ()
            (when (derived-mode-p 'markdown-mode)
              (remove-hook 'eldoc-documentation-functions #'flymake-eldoc-function t)
              (add-hook 'eldoc-documentation-functions #'flymake-eldoc-function nil t)
              (setq-local eldoc-documentation-strategy #'eldoc-documentation-compose))))
;; (setq-default eglot-workspace-configuration
;;               '(:duizhao (:language "zh" :stage "draft" :report "minzhu/2021-geren" :packs ["our-packs"]
;;                           :rules (:numbering/gap "error") :pause 700)))
