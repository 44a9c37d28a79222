-- The matrix in its window: aligned, following the draft, leading into it.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('matrix.md', {
  '# 南岭水务所自查整改报告😋',
  '',
  '## 一、存在的问题',
  '',
  '1. 巡库记录不全。<!-- p1 -->',
  '2. 闸门漏水😋，Café旁的𠮷字闸门也漏，已经连续三个汛期没有检修，下游群众意见很大，至今没有更换。<!-- p2 -->',
  '3. 收费不公开。<!-- p3 -->',
  '',
  '## 二、整改措施',
  '',
  '1. 增配两名巡库员。<!-- for: p1 -->',
  '2. 公开收费标准。<!-- for: p3 -->',
})
typist.type(':Duizhao matrix<CR>')
checks.wait('it opens in a window of its own', function()
  return typist.lua([[return vim.bo.filetype]]) == 'duizhao-matrix'
end, typist.screen)
typist.wait_for('with how each problem stands', '未对应')
local columns = typist.lua([[
  local found = {}
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local before = {}
    for at in line:gmatch('()│') do
      table.insert(before, vim.fn.strdisplaywidth(line:sub(1, at - 1)))
    end
    if #before > 0 then table.insert(found, table.concat(before, ' ')) end
  end
  return found
]])
checks.equal(#columns > 3, true, 'it has rows')
for _, each in ipairs(columns) do
  checks.equal(each, columns[1], 'columns are below each other behind wide characters')
end

typist.type('/增配<CR><CR>')
checks.wait('<CR> leads to the item', function()
  return typist.line() == '1. 增配两名巡库员。<!-- for: p1 -->'
end, typist.screen)
typist.type('o3. 更换闸门。<LT>!-- for: p2 --><Esc>')
typist.wait_for('what is typed comes into it', '│ 更换闸门')
typist.wait_without('and the problem is answered', '│ 未对应')
typist.type('u')
typist.wait_for('undone, it is open again', '│ 未对应')
typist.type(':Duizhao matrix<CR>')
checks.wait('asked for again, the same window is gone to', function()
  return typist.lua([[return vim.bo.filetype]]) == 'duizhao-matrix' and typist.lua([[return vim.fn.winnr('$')]]) == 2
end, typist.screen)
typist.type('q')
checks.wait('q closes it', function()
  return typist.lua([[return vim.fn.winnr('$')]]) == 1
end, typist.screen)
typist.type('Go<CR>另有<Esc>:Duizhao matrix<CR>')
checks.wait('and it opens again', function()
  return typist.lua([[return vim.bo.filetype]]) == 'duizhao-matrix'
end, typist.screen)
typist.type(':bdelete! matrix.md<CR>')
checks.wait('its window goes with the draft', function()
  return not typist.lua([[return vim.bo.filetype]]):find('matrix')
end, typist.screen)
typist.quit()
