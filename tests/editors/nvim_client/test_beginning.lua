-- Neovim 0.8: a new report goes into a file of its own, never over what is there, and nothing waits for the server.
local checks, typist = require('checks'), require('typist')

local function file()
  return typist.lua([[return vim.fn.expand('%:t')]])
end

local function begun(name)
  return function()
    return file() == name and #typist.text() > 5
  end
end

typist.start()
typist.type(':Duizhao new gongwen/base 年度 总结.md<CR>')
checks.wait('a name may have spaces', begun('年度 总结.md'), function()
  return { typist.screen(), typist.messages() }
end)
checks.wait('the server serves it', typist.server, typist.messages)
checks.watch_server(typist.server())
checks.equal(vim.uv.fs_stat('年度 总结.md'), nil, 'it is not written yet')

local kept = { '# 已有的报告😋' }
vim.fn.writefile(kept, 'kept.md')
typist.type(':Duizhao new gongwen/base kept.md<CR>')
typist.wait_for('a file that is there is not begun anew', 'kept.md 已有内容')
checks.equal(file(), '年度 总结.md', 'it is not even opened')
typist.type(':enew<CR>ityped<Esc>:file unwritten.md<CR>:Duizhao new gongwen/base unwritten.md<CR>')
typist.wait_for('neither is one that is only typed', 'unwritten.md 已有内容')
checks.equal(typist.text(), { 'typed' }, 'what is typed stays')

typist.type(':set nohidden<CR>:Duizhao new gongwen/base further.md<CR>')
checks.wait('where the window must keep its file, another one opens', begun('further.md'), function()
  return { typist.screen(), typist.messages() }
end)
checks.equal(typist.lua([[return vim.fn.winnr('$')]]), 2, 'beside it')
checks.equal(typist.messages():find('E37', 1, true), nil, 'without an error')
typist.quit()

vim.fn.writefile({ 'import time', 'time.sleep(30)' }, 'slow.py')
typist.start({ cmd = { vim.env.DUIZHAO_PYTHON, 'slow.py' } })
typist.type(':Duizhao new gongwen/base<CR>ityped meanwhile<Esc>')
checks.wait('while a server starts, one goes on typing', function()
  return typist.line() == 'typed meanwhile'
end, typist.screen)
for _, process in ipairs(typist.servers()) do
  vim.uv.kill(process, 'sigterm')
end
checks.wait('that it does not start is told', function()
  return typist.messages():find('duizhao 没有启动', 1, true)
end, typist.messages)
typist.quit()
