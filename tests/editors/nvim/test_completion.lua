-- The popup that comes while keys are typed: the next heading, what a section must hold; taken, it is in the text.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session, writer = require('checks'), require('session'), require('writer')

writer.start(session.write('completion.md', {
  '# 党史学习教育专题民主生活会个人对照检查材料',
  '',
  '## 一、上年度民主生活会整改措施落实情况',
  '',
  '### （一）理论学习方面',
  '',
  '整改问题：𠮷😋学习时间没有保证。',
  '',
  '整改落实情况：每周自学2小时。',
  '',
  '### （二）调查研究方面',
  '',
}))

-- The text of the window beside the popup.
local function documentation()
  return writer.lua([[
    local window = vim.fn.complete_info().preview_winid
    if not window or not vim.api.nvim_win_is_valid(window) then return '' end
    return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
  ]])
end

local function place_of(label)
  for place, each in ipairs(writer.offered()) do
    if each == label then return place end
  end
end

writer.type('Go整')
checks.wait('the fields that the sister has are offered', function()
  return place_of('整改问题') and place_of('整改落实情况')
end, writer.offered)
writer.type(('<C-n>'):rep(place_of('整改问题')) .. '<C-y>')
checks.wait('the one taken is in the text', function() return writer.line() == '整改问题：' end, writer.line)
writer.type('蹲点少。<CR><CR>## ')
checks.wait('the next heading is offered first, with its number', function()
  return writer.offered()[1] == '二、存在的主要问题'
end, writer.offered)
writer.type('<C-n>')
checks.wait('what the section must hold stands beside it', function()
  return documentation():find('带头', 1, true)
end, documentation)
writer.type('<C-y>')
checks.wait('taken, it is in the text', function()
  return vim.tbl_contains(writer.text(), '## 二、存在的主要问题')
end, writer.text)

writer.type('<CR><CR>## ')
checks.wait('the bare next number is offered too', function() return place_of('三、') end, writer.offered)
writer.type(('<C-n>'):rep(place_of('三、')) .. '<C-y>')
checks.wait('taken, it has a title to be filled in', function() return writer.line() == '## 三、标题' end, writer.text)
writer.type('原因分析')
checks.wait('what is typed becomes the title', function() return writer.line() == '## 三、原因分析' end, writer.text)
writer.quit()
