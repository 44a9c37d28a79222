-- Neovim 0.10: completion with documentation beside it, as keys are typed; before 0.11 when it is asked for, and only
-- of what stands at the beginning of a word.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('completing.md', {
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
})
local modern = typist.has('0.11')

local function offered()
  return typist.lua([[
    if vim.fn.pumvisible() == 0 then return {} end
    return vim.tbl_map(function(item) return item.abbr ~= '' and item.abbr or item.word end,
      vim.fn.complete_info({ 'items' }).items)
  ]])
end

local function take(label)
  for place, each in ipairs(offered()) do
    if each == label then
      return typist.type(('<C-n>'):rep(place - (modern and 0 or 1)) .. '<C-y>')
    end
  end
end

local ask = modern and '' or '<C-x><C-o>'
typist.type('Go## ' .. ask)
checks.wait('the next heading is offered first', function()
  return offered()[1] == '二、存在的主要问题'
end, offered)
if modern then
  typist.type('<C-n>')
  typist.wait_for('beside it stands what its section must hold', '带头')
  typist.type('<C-y>')
else
  take('二、存在的主要问题')
end
checks.wait('taken, it is in the text', function()
  return vim.tbl_contains(typist.text(), '## 二、存在的主要问题')
end, typist.text)
if modern then
  typist.type('<Esc>Go<CR>要坚持“四个服')
  checks.wait('a set phrase is offered', function()
    return vim.tbl_contains(offered(), '坚持“四个服从”')
  end, offered)
  take('坚持“四个服从”')
  checks.wait('taken, it is in the text', function()
    return typist.line() == '要坚持“四个服从”'
  end, typist.screen)
  typist.type('<Esc>Go<CR>要坚持从群众中')
  local phrase = '从群众中来、到群众中去'
  checks.wait('so is one that no mark announces', function()
    return vim.tbl_contains(offered(), phrase)
  end, offered)
  take(phrase)
  checks.wait('taken, it is in the text', function()
    return typist.line() == '要坚持' .. phrase
  end, typist.screen)
end
typist.quit()
