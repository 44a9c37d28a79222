-- Neovim 0.8: :checkhealth duizhao and :help duizhao.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open(
  'health.md',
  { '# 党史学习教育专题民主生活会个人对照检查材料😋', '', '## 一、存在的问题' }
)
typist.type(':checkhealth duizhao<CR>')
checks.wait('the health is told', function()
  return vim.tbl_contains(typist.text(), '服务 ~') or table.concat(typist.text(), '\n'):find('服务', 1, true)
end, typist.screen)
local health = table.concat(typist.text(), '\n')
for _, each in ipairs({
  'NVIM v0.',
  '-m duizhao serve',
  'duizhao, version ',
  'Python 3.',
  typist.has('0.11') and 'utf-8' or 'utf-16',
  'minzhu/2021-geren',
}) do
  checks.equal(health:find(each, 1, true) ~= nil, true, each .. ' is in it')
end
checks.equal(health:find('ERROR', 1, true), nil, 'and nothing is wrong')
checks.equal(health:find('此版本没有', 1, true) == nil, typist.has('0.11'), 'what an older Neovim lacks is said')
typist.quit()

typist.start({ cmd = { 'no-such-duizhao', 'serve' } })
typist.type(':checkhealth duizhao<CR>')
checks.wait('a command that is not there is an error', function()
  local text = table.concat(typist.text(), '\n')
  return text:find('no-such-duizhao', 1, true)
    and text:find('ERROR', 1, true)
    and text:find('pip install duizhao', 1, true)
end, typist.text)

typist.type(':help duizhao<CR>')
checks.wait('the help file opens', function()
  return typist.lua([[return vim.fn.expand('%:t')]]) == 'duizhao.txt' and typist.line():find('*duizhao*', 1, true)
end, typist.screen)
typist.type(':help duizhao-matrix<CR>')
checks.wait('at what is asked for', function()
  return typist.line():find('*duizhao-matrix*', 1, true)
end, typist.screen)
typist.quit()
