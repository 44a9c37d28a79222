-- zh: Neovim 0.8 及以后，用插件：加到 ~/.config/nvim/init.lua（Windows：~/AppData/Local/nvim/init.lua）
-- en: Neovim 0.8 and newer, with the plugin: goes into ~/.config/nvim/init.lua (Windows: ~/AppData/Local/nvim/init.lua)
-- zh: 已在 Neovim 0.11.4 和 0.10.4 里试过。不要插件的见 duizhao editor neovim-plain；选项见 :help duizhao
-- en: Tried in Neovim 0.11.4 and 0.10.4. Without a plugin: duizhao editor neovim-plain. For options see :help duizhao
-- zh: 换了 Python（路径里的版本号变了）以后，重新运行 duizhao editor neovim
-- en: After a change of Python, whose version is in the path, run duizhao editor neovim again
vim.opt.runtimepath:append("/PATH/TO/PLUGIN")
require('duizhao').setup({
  cmd = { "PROGRAM", 'serve' },
  -- language = 'zh',
  -- settings = { stage = 'draft', report = 'minzhu/2021-geren', packs = { 'our-packs' }, rules = { ['numbering/gap'] = 'error' }, pause = 700 },
})
-- zh: 用 lazy.nvim 的，不要上面这些，在插件列表里加一条：
-- en: With lazy.nvim leave out the above and list the plugin instead:
-- { dir = "/PATH/TO/PLUGIN", name = 'duizhao', main = 'duizhao', lazy = false, opts = { cmd = { "PROGRAM", 'serve' } } },
