-- Neovim 0.8: the subcommands of :Duizhao, typed.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('commands.md', {
  '# 关于落实巡察反馈意见整改情况的报告',
  '',
  '## 一、存在的问题',
  '',
  '1. 巡库记录不全😋。<!-- p1 -->',
  '',
  '## 三、整改措施',
  '',
  '1. 增配两名巡库员。<!-- for: p1 -->',
})

typist.type(':Duizhao <C-d>')
typist.wait_for('the subcommands are completed', 'renumber')
typist.type('<Esc>')
local function completed(line)
  return typist.lua([[return vim.fn.getcompletion(..., 'cmdline')]], line)
end
checks.equal(vim.tbl_contains(completed('Duizhao kind min'), 'minzhu/2021-geren'), true, 'so are the kinds')
checks.equal(completed('Duizhao explain numbering/dup'), { 'numbering/duplicate' }, 'the codes')
checks.equal(completed('Duizhao stage '), { 'draft', 'final', 'auto' }, 'and the stages')

if typist.has('0.11') then -- an older one answers no questions while it asks one
  typist.type(':Duizhao kind<CR>')
  typist.wait_for('the kinds are offered, with why it is this one', '文种，现为')
  typist.type('<Esc>')
end
typist.type(':Duizhao kind zhenggai/xunshi<CR>')
checks.wait('the one chosen is in the front matter', function()
  return vim.tbl_contains(typist.text(), 'report: zhenggai/xunshi')
end, typist.screen)
typist.type(':Duizhao kind auto<CR>')
checks.wait('and taken out again', function()
  return typist.text()[1] == '# 关于落实巡察反馈意见整改情况的报告'
end, typist.screen)

typist.type(':Duizhao stage final<CR>')
typist.wait_for('the stage is told', '阶段：定稿')
typist.type(':Duizhao stage auto<CR>')
typist.wait_for('and left to the draft again', '阶段：草稿')

typist.type(':Duizhao explain numbering/duplicate<CR>')
typist.wait_for('a rule is explained', 'numbering/duplicate')
typist.type('<Right><Left>')

typist.type(':Duizhao renumber<CR>')
checks.wait('the headings are numbered anew', function()
  return vim.tbl_contains(typist.text(), '## 二、整改措施')
end, typist.screen)

typist.type(':Duizhao ledger<CR>')
checks.wait('the ledger is written beside the draft', function()
  local file = io.open('commands.xlsx', 'rb')
  return file and file:read(2) == 'PK' and file:close()
end, typist.screen)
typist.type(':Duizhao ledger<CR>')
typist.wait_for('one that exists is not overwritten', ':Duizhao! ledger')
typist.type(':Duizhao! ledger 台账.csv<CR>')
checks.wait('as another kind of file', function()
  local file = io.open('台账.csv')
  return file and file:read('*a'):find('增配两名巡库员', 1, true)
end, typist.screen)
local text = typist.text()
typist.type(':write<CR>:Duizhao! ledger commands.md<CR>')
typist.wait_for('the draft itself is never overwritten', '文稿自己')
typist.type(':Duizhao! ledger ' .. vim.uv.cwd() .. '/./commands.md<CR>')
typist.wait_for('by whatever name', '文稿自己')
checks.equal(vim.fn.readfile('commands.md'), text, 'it is as it was')
vim.fn.mkdir('folder')
vim.uv.fs_copyfile('commands.md', 'folder/within.md')
typist.type(':edit folder/within.md<CR>')
checks.wait('in another folder', function()
  return typist.lua([[return vim.fn.expand('%')]]) == 'folder/within.md' and typist.server()
end, typist.messages)
checks.equal(
  completed('Duizhao ledger '),
  { 'folder/within.xlsx', 'folder/within.html', 'folder/within.csv', 'folder/within台账.md' },
  'files beside the draft are offered'
)
typist.type(':Duizhao ledger folder/within台账.md<CR>')
checks.wait('and written there', function()
  return vim.uv.fs_stat('folder/within台账.md')
end, typist.screen)
typist.type(':buffer commands.md<CR>')
typist.type(':Duizhao ledger 台账.doc<CR>')
typist.wait_for('what cannot be written is refused', '台账应为')

typist.type(':Duizhao log<CR>')
checks.wait('the log is shown', function()
  return typist.lua([[return vim.fn.expand('%:t')]]) == 'lsp.log'
end, typist.screen)
typist.type(':q<CR>')
typist.type(':Duizhao nothing<CR>')
typist.wait_for('what there is not is told', '没有这个子命令：nothing')

typist.open('pasted.md', {
  '关于巡库的报告',
  '',
  '一、存在的问题',
  '',
  '记录不全😋。',
  '',
  '二、整改措施',
  '',
  '增配人员。',
})
typist.type(':Duizhao convert<CR>')
checks.wait('pasted text gets headings', function()
  return vim.tbl_contains(typist.text(), '## 一、存在的问题')
end, typist.screen)

typist.type(':enew!<CR>:Duizhao new incident/postmortem<CR>')
checks.wait('a new report is begun', function()
  return typist.text()[1] ~= '' and #typist.text() > 5 and typist.lua([[return vim.bo.filetype]]) == 'markdown'
end, typist.screen)
checks.wait('and the server serves it', typist.server, typist.messages)
typist.quit()

typist.start()
typist.type(':Duizhao new minzhu/2021-geren 心得.md<CR>')
checks.wait('where no server runs yet one is started for it', function()
  return typist.lua([[return vim.fn.expand('%:t')]]) == '心得.md' and #typist.text() > 5
end, typist.screen)
checks.wait('and serves it', typist.server, typist.messages)
checks.watch_server(typist.server())
typist.quit()
