-- Neovim 0.11: sections fold when that is asked for, and nothing folds when it is not.
local checks, typist = require('checks'), require('typist')

local draft = { '# 报告', '', '## 一、情况', '', '在😋前。', '', '## 二、问题', '', '有问题。' }
typist.start({ folding = true })
typist.open('folding.md', draft)
checks.wait('sections fold', function()
  return typist.lua([[return vim.fn.foldlevel(3)]]) > 0
end, typist.screen)
typist.type('zMggzo')
typist.wait_for('a closed section is one line', '+---')
checks.equal(
  typist.lua([[return { vim.fn.foldclosed(3), vim.fn.foldclosedend(3) }]]),
  { 3, 5 },
  'up to the blank line before the next'
)
typist.quit()

typist.start()
typist.open('unfolded.md', draft)
checks.equal(typist.lua([[return vim.wo.foldmethod]]), 'manual', 'without the option folding is left as it was')
typist.quit()
