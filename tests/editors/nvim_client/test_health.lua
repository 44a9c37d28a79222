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

-- What the health says of a command, line by line, as soon as it has said it.
local function told_of(command)
  typist.start({ cmd = command })
  local began = vim.uv.now()
  typist.type(':checkhealth duizhao<CR>')
  checks.wait(table.concat(command, ' ') .. ' is looked at', function()
    return table.concat(typist.text(), '\n'):find('服务', 1, true)
  end, typist.text)
  local lines, lasted = typist.text(), vim.uv.now() - began
  typist.quit()
  return table.concat(lines, '\n'), lasted
end

local function script(path, ...)
  vim.fn.writefile({ '#!/bin/sh', ... }, path)
  assert(vim.uv.fs_chmod(path, 493))
  return vim.uv.cwd() .. '/' .. path
end

local old = told_of({ script('old', 'echo "duizhao, version 0.0.9"'), 'serve' })
checks.equal(
  old:find('ERROR[^\n]*duizhao, version 0%.0%.9[^\n]*太旧') ~= nil and old:find('pip install -U', 1, true) ~= nil,
  true,
  'a version that is too old is an error'
)
local newer = told_of({ script('newer', 'echo "duizhao, version 0.10.0"'), 'serve' })
checks.equal(newer:find('OK[^\n]*duizhao, version 0%.10%.0') ~= nil, true, 'a newer one is not')
local silent = told_of({ script('silent', 'exit 0'), 'serve' })
checks.equal(silent:find('ERROR[^\n]*没有说出版本') ~= nil, true, 'one that tells none is an error')
local other, lasted = told_of({ 'sh', '-c', 'exec ' .. table.concat(typist.command(), ' ') })
checks.equal(other:find('ERROR', 1, true), nil, 'a command that cannot be asked is none')
checks.equal(lasted < 2000, true, 'nobody waits for it')
checks.equal(other:find('没有问它的版本', 1, true) ~= nil, true, 'but that is said')
vim.fn.mkdir('python3')
local named =
  told_of({ script('python3/duizhao', 'exec ' .. vim.env.DUIZHAO_PYTHON .. ' -P -m duizhao "$@"'), 'serve' })
checks.equal(named:find('OK[^\n]*duizhao, version') ~= nil, true, 'a folder may be called like Python')
local real = vim.fn.fnamemodify(vim.env.DUIZHAO_PYTHON, ':h') .. '/duizhao'
if vim.uv.fs_stat(real) then
  assert(vim.uv.fs_symlink(real, 'python3/linked'))
  local linked = told_of({ vim.uv.cwd() .. '/python3/linked', 'serve' })
  checks.equal(linked:find('Python 3.', 1, true) ~= nil, true, 'the Python of its first line is told')
end
