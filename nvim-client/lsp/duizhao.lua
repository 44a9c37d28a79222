---@brief
---
--- `duizhao`, a language server for structured reports in Markdown, Chinese first: outline and numbering, set phrases,
--- and whether every problem has its cause and its measure. It can be installed with `pip`:
---
--- ```sh
--- pip install duizhao
--- ```
---
--- Settings, all of them optional:
---
--- ```lua
--- vim.lsp.config('duizhao', {
---   settings = {
---     duizhao = {
---       language = 'auto', -- 'zh' or 'en'
---       stage = 'draft', -- or 'final'
---       report = 'minzhu/2021-geren', -- the kind of report of drafts that do not say it themselves
---       packs = { 'our-packs' }, -- folders with rules of one's own
---       rules = { ['numbering/gap'] = 'error' }, -- or 'off'
---       pause = 700, -- milliseconds
---     },
---   },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'duizhao', 'serve' },
  filetypes = { 'markdown' },
  root_markers = { 'duizhao.yaml', '.git' },
  before_init = function(params)
    -- Messages follow the language of Neovim, which does not tell it by itself.
    local language = vim.v.lang:match('^%a%a[_%a]*')
    params.locale = params.locale or language and language:gsub('_', '-')
  end,
}
