-- zh: Neovim 0.11 及以后，不用插件：加到 ~/.config/nvim/init.lua（Windows：~/AppData/Local/nvim/init.lua）
-- en: Neovim 0.11 and newer, without a plugin: goes into ~/.config/nvim/init.lua (Windows: ~/AppData/Local/nvim/init.lua)
-- zh: 已在 Neovim 0.11.4 里试过
-- en: Tried in Neovim 0.11.4
vim.lsp.config('duizhao', {
  cmd = { "PROGRAM", 'serve' },
  filetypes = { 'markdown' },
  root_markers = { 'duizhao.yaml', '.git' },
  before_init = function(params)
    params.locale = vim.v.lang:gsub('^Chinese', 'zh'):match('^%a%a[_%a]*')
  end,
  -- settings = { duizhao = { language = 'zh', stage = 'draft', report = 'minzhu/2021-geren', packs = { 'our-packs' },
  --                          rules = { ['numbering/gap'] = 'error' }, pause = 700 } },
})
vim.lsp.enable('duizhao')
