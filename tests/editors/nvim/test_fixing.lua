-- Quick fixes as the editor applies them, and the text right afterwards.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session = require('checks'), require('session')

session.configure()
vim.cmd.edit('showcase.md')
checks.wait('the server attaches', session.client)
checks.watch_server(session.server())
checks.wait('the second 二、 is marked', function()
  return vim.deep_equal(session.findings('numbering/duplicate'), { 'numbering/duplicate 二、' })
end)

local before = vim.api.nvim_buf_get_lines(0, 0, -1, true)
local diagnostic = session.diagnostics('numbering/duplicate')[1]
checks.equal(before[diagnostic.lnum + 1], '## 二、原因分析', 'it is marked where it stands')
vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action) return action.isPreferred end,
})
local wanted = vim.deepcopy(before)
wanted[diagnostic.lnum + 1] = '## 三、原因分析'
checks.wait('the quick fix makes it 三、 and touches nothing else', function()
  return vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, true), wanted)
end)
checks.wait('and the finding is gone', function() return #session.findings('numbering/duplicate') == 0 end)

vim.cmd.undo()
checks.equal(vim.api.nvim_buf_get_lines(0, 0, -1, true), before, 'one undo takes it back')
checks.wait('and the finding is there again', function() return #session.findings('numbering/duplicate') == 1 end)

vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.fixAll.duizhao' }, diagnostics = {} } })
checks.wait('everything safe is fixed at once', function()
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  return lines[15] == '### （二）调查研究方面'
    and lines[31]:find('讲出大意，但联系市场监管实际想得不深，还没有', 1, true)
    and lines[61] == '## 三、原因分析'
    and lines[85] == '### （二）站稳人民立场，办好民生实事'
end)
checks.equal(vim.api.nvim_buf_get_lines(0, 64, 65, true)[1], before[65], 'what only the writer knows stays as it is')
