-- Neovim 0.8: servers that crash are counted by project: many that crash once are not one that goes on crashing.
local checks, typist = require('checks'), require('typist')

typist.start()
local names = {}
for number = 1, 5 do
  local folder = 'project' .. number
  vim.fn.mkdir(folder .. '/.git', 'p')
  names[number] = folder .. '/draft.md'
  vim.fn.writefile({ '# 报告😋', '', '## 一、情况', '', '## 一、问题' }, names[number])
  typist.type(':edit ' .. names[number] .. '<CR>')
  checks.wait('the server attaches to ' .. names[number], function()
    return typist.lua([[return vim.fn.expand('%')]]) == names[number] and typist.server()
  end, typist.messages)
end
local first = typist.servers()
checks.equal(#first, 5, 'each project has a server')
for _, process in ipairs(first) do
  vim.uv.kill(process, 'sigkill')
end
checks.wait('killed, all of them come back', function()
  local now = typist.servers()
  return #now == 5 and now[1] > first[5]
end, typist.messages)
for _, process in ipairs(typist.servers()) do
  checks.watch_server(process)
end
checks.equal(typist.messages():find('不再自动重启', 1, true), nil, 'none is left alone')
typist.wait_for_findings('and what is wrong is marked', { 'numbering/duplicate 一、' })
typist.quit()
