-- A buffer without a name is no draft yet; it is one as soon as it is written to a file.
local checks, typist = require('checks'), require('typist')

local marked = { 'numbering/duplicate 一、' }

local function write_unnamed(name)
  typist.type(':enew<CR>:setlocal filetype=markdown<CR>')
  typist.type('i# 报告😋<CR><CR>## 一、情况<CR><CR>## 一、问题<Esc>')
  checks.wait('it is typed', function()
    return #typist.text() == 5
  end, typist.text)
  typist.type(':Duizhao matrix<CR>')
  typist.wait_for('what has no name is to be written first', '请先 :w')
  checks.equal(typist.server(), nil, 'it is not served')
  typist.type(':write ' .. name .. '<CR>')
  typist.wait_for_findings(name .. ': written, what is wrong is marked', marked)
  typist.type('Go<CR>## 一、措施<Esc>')
  typist.wait_for_findings('and what is typed', { marked[1], marked[1] })
end

typist.start()
write_unnamed('first.md')
write_unnamed('second.md')
checks.equal(#typist.servers(), 1, 'one server serves both')
checks.watch_server(typist.server())
local enables = typist.has('0.11')
typist.quit()

if enables then
  typist.start(false)
  typist.lua([[vim.lsp.config('duizhao', { cmd = ... }) vim.lsp.enable('duizhao')]], typist.command())
  write_unnamed('third.md')
  typist.quit()
end
