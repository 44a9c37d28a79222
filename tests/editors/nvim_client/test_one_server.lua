-- Neovim 0.8: all drafts of one folder have one server, and no draft has two.
local checks, typist = require('checks'), require('typist')

local function draft(name)
  vim.fn.writefile({ '# 报告😋', '', '## 一、情况', '', '## 一、问题' }, name)
end

local function edit(name)
  typist.type(':edit ' .. name .. '<CR>')
  checks.wait('the server attaches to ' .. name, function()
    return typist.lua([[return vim.fn.expand('%')]]) == name and typist.server()
  end, typist.messages)
end

local marked = { 'numbering/duplicate 一、' }

typist.start()
for _, name in ipairs({ 'first.md', 'second.md', 'third.md' }) do
  draft(name)
  edit(name)
end
typist.wait_for_findings('what is wrong is marked once', marked)
local first = typist.servers()
checks.equal(#first, 1, 'three files without a project have one server')
checks.watch_server(first[1])

typist.type('ihalf <Esc>:edit!<CR>')
checks.wait('read anew, the file is served again', function()
  return typist.text()[1] == '# 报告😋' and typist.server()
end, typist.messages)
typist.wait_for_findings('with what is wrong in it, once', marked)
checks.equal(typist.servers(), first, 'by the same server')

typist.lua([[require('duizhao').setup({ cmd = ... })]], typist.command())
checks.lasts('a second setup() starts none', 700, function()
  return vim.deep_equal(typist.servers(), first)
end, typist.servers)
typist.wait_for_findings('and marks nothing twice', marked)

vim.fn.mkdir('project/.git', 'p')
draft('project/fourth.md')
draft('project/fifth.md')
edit('project/fourth.md')
edit('project/fifth.md')
checks.equal(#typist.servers(), 2, 'a project has one of its own')

typist.lua([[vim.cmd('messages clear')]])
typist.type(':Duizhao restart<CR>')
checks.wait('both are started anew', function()
  local now = typist.servers()
  return #now == 2 and not vim.tbl_contains(now, first[1])
end, typist.messages)
checks.wait('that is told', function()
  return typist.messages():find('已重启', 1, true)
end, typist.messages)
for _, process in ipairs(typist.servers()) do
  checks.watch_server(process)
end
checks.lasts('once', 500, function()
  return select(2, typist.messages():gsub('已重启', '')) == 1
end, typist.messages)
for _, name in ipairs({ 'first.md', 'project/fifth.md' }) do
  typist.type(':buffer ' .. name .. '<CR>')
  typist.wait_for_findings(name .. ' is marked once', marked)
end
checks.equal(#typist.servers(), 2, 'and no more servers are there')
typist.quit()

vim.fn.mkdir('other/marked/deep', 'p')
vim.fn.writefile({ 'stage: draft' }, 'other/marked/duizhao.yaml')
vim.fn.mkdir('other/.git')
draft('other/marked/deep/sixth.md')
for markers, root in pairs({ [{ { '.git', 'duizhao.yaml' } }] = 'other/marked', [{ '.git', 'duizhao.yaml' }] = 'other' }) do
  typist.start({ root_markers = markers })
  edit('other/marked/deep/sixth.md')
  typist.type(':lua vim.lsp.stop_client(vim.lsp.get_active_clients())<CR>')
  checks.wait('stopped', function()
    return typist.lua([[return #require('duizhao.neovim').clients()]]) == 0
  end, typist.messages)
  typist.type(':Duizhao restart<CR>')
  checks.wait('where none runs, asked to start anew one starts', typist.server, typist.messages)
  checks.equal(
    typist.lua([[return require('duizhao.neovim').clients(0)[1].config.root_dir]]),
    vim.uv.cwd() .. '/' .. root,
    'in the folder of the nearest of those that are alike, or of the first'
  )
  typist.quit()
end
