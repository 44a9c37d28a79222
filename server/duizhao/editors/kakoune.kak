# zh: Kakoune（kakoune-lsp 18 及以后）：加到 ~/.config/kak/kakrc，在 eval %sh{kak-lsp} 和 lsp-enable 之后
# en: Kakoune with kakoune-lsp 18 or newer: goes into ~/.config/kak/kakrc, behind eval %sh{kak-lsp} and lsp-enable
# zh: 没有和 kakoune-lsp 一起试过，只对照了 kakoune-lsp 21 的文档和源码；Kakoune 2022.10.31 能读
# en: Not tried with kakoune-lsp, only checked against the documentation and source of kakoune-lsp 21; Kakoune 2022.10.31 can read it
remove-hooks global lsp-filetype-markdown
hook -group lsp-filetype-markdown global BufSetOption filetype=markdown %{
    set-option buffer lsp_servers %{
        [duizhao]
        command = "PROGRAM"
        args = ["serve"]
        root_globs = ["duizhao.yaml", ".git"]
        settings_section = "duizhao"
        [duizhao.settings.duizhao]
        # language = "zh"
        # stage = "draft"
        # report = "minzhu/2021-geren"
        # packs = ["our-packs"]
        # rules = { "numbering/gap" = "error" }
        # pause = 700
    }
}
