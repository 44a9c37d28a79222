-- Neovim 0.11: vim.lsp.enable('duizhao') is enough; what the plugin switches on only setup() does.
local checks, typist = require('checks'), require('typist')

typist.start(false)
typist.lua(
  [[
  vim.diagnostic.config({ virtual_text = true })
  vim.lsp.config('duizhao', { cmd = ... })
  vim.lsp.enable('duizhao')
]],
  typist.command()
)
typist.open('enabling.md', { '# 报告😋', '', '## 一、情况', '', '## 一、问题' })
typist.wait_for('findings are there, in the language of this Neovim', '“一、”')
checks.equal(typist.lua([[return vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })]]), false, 'hints are left to the user')
checks.equal(typist.lua([[return vim.bo.completeopt]]), '', 'and so is completion')
typist.type(':Duizhao stage final<CR>')
typist.wait_for('the subcommands are there too', '阶段：定稿')
local first = typist.server()
typist.type(':Duizhao restart<CR>')
checks.wait('it can be started anew', function()
  local now = typist.server()
  return now and now ~= first
end, typist.messages)
typist.quit()
