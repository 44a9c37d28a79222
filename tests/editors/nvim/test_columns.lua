-- Columns behind characters of one to four bytes: what is marked is compared as text, before and after edits.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session = require('checks'), require('session')

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, true)[1]
end

-- Types `text` behind `before` in a line.
local function insert(number, before, text)
  local _, column = line(number):find(before, 1, true)
  vim.api.nvim_buf_set_text(0, number - 1, column, number - 1, column, { text })
end

local function finds(what, want)
  checks.wait(what, function() return vim.deep_equal(session.findings(), want) end, session.findings)
end

session.configure()
vim.cmd.edit(session.write('columns.md', {
  '# Café与𠮷野家😋整改情况的报告',
  '',
  '## 一、𠮷野家门店😋问题,制度',
  '',
  '门店𠮷号😋管理不严,制度在墙上见附件）。另有Café一家,同样不严。',
  '',
  '## 二、人员的问题',
  '',
  '培训不够。',
}))
checks.wait('the server attaches', session.client)
checks.watch_server(session.server())
local marked = {
  'punctuation/half-width ,',
  'punctuation/half-width ,',
  'punctuation/unpaired ）',
  'punctuation/half-width ,',
}
finds('the words behind Chinese, an emoji, 𠮷 and é are marked', marked)

insert(5, '门店𠮷号', '👨‍👩‍👧与𠮷')
insert(3, '一、', '😋')
insert(1, '# ', '𠮷')
vim.api.nvim_buf_set_lines(0, 1, 1, true, { '', '在😋之前插入一段。' })
insert(7, '另有', '𠮷')
finds('the same words after text of all widths is typed before them', marked)

local last = session.diagnostics('punctuation/half-width')[3]
vim.api.nvim_win_set_cursor(0, { last.lnum + 1, last.col })
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
checks.wait('a fix behind them lands where it should', function()
  return line(7) == '门店𠮷号👨‍👩‍👧与𠮷😋管理不严,制度在墙上见附件）。另有𠮷Café一家，同样不严。'
end, function() return line(7) end)
