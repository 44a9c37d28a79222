-- Neovim 0.8: a server that is killed comes back by itself, one that is asked to starts anew, and one that goes on
-- crashing is left alone.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('restarting.md', { '# 报告😋', '', '## 一、情况', '', '## 一、问题' })
local marked = { 'numbering/duplicate 一、' }
typist.wait_for_findings('a finding is there', marked)
local first = typist.server()
vim.uv.kill(first, 'sigkill')
checks.wait('killed, the server comes back', function()
  local now = typist.server()
  return now and now ~= first
end, typist.messages)
checks.watch_server(typist.server())
typist.wait_for_findings('and the finding', marked)

local second = typist.server()
typist.type(':Duizhao restart<CR>')
checks.wait('asked to, it starts anew', function()
  local now = typist.server()
  return now and now ~= second
end, typist.messages)
checks.watch_server(typist.server())
typist.type('Go<CR>## 一、措施<Esc>')
typist.wait_for_findings('and follows what is typed', { 'numbering/duplicate 一、', 'numbering/duplicate 一、' })
typist.quit()

typist.start({ cmd = { 'sh', '-c', 'exit 3' } })
vim.fn.writefile({ '# 报告' }, 'crashing.md')
typist.type(':edit crashing.md<CR>')
checks.wait('one that ends at once five times is left alone', function()
  return typist.messages():find('不再自动重启', 1, true)
end, typist.messages)
typist.quit()
