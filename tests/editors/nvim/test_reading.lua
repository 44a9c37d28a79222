-- Hovering explains what is marked.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session = require('checks'), require('session')

session.configure()
vim.cmd.edit('showcase.md')
checks.wait('the server attaches', session.client)
checks.watch_server(session.server())
checks.wait('二是 without 一是 is marked', function() return #session.diagnostics('runs/missing-first') == 1 end)

local function hover(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  vim.lsp.buf.hover()
  local window
  checks.wait('a window opens at line ' .. line, function()
    for _, each in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(each).relative ~= '' then window = each end
    end
    return window
  end)
  local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
  vim.api.nvim_win_close(window, true)
  return text
end

local function has(text, words)
  for _, each in ipairs(words) do
    assert(text:find(each, 1, true), ('%s is not in\n%s'):format(each, text))
  end
end

local found = session.diagnostics('runs/missing-first')[1]
has(hover(found.lnum + 1, found.col), { 'runs/missing-first', '一是' })
checks.say('at a finding it has the page of its code')

has(hover(vim.fn.search('^## 二、存在', 'w'), 4), {
  '存在的主要问题',
  '带头践行以人民为中心的发展思想',
  '依据',
})
checks.say('at a heading it has what the section must hold, and by what source')
