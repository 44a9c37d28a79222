-- Neovim 0.10: completion with documentation beside it, as keys are typed; before 0.11 when it is asked for.
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

local function take(label)
  for place, each in ipairs(typist.offered()) do
    if each == label then
      return typist.type(('<C-n>'):rep(place - (modern and 0 or 1)) .. '<C-y>')
    end
  end
end

if not modern then
  typist.type(':set completeopt=menuone,preview<CR>')
end
local ask = modern and '' or '<C-x><C-o>'
typist.type('Go## ' .. ask)
checks.wait('the next heading is offered first', function()
  return typist.offered()[1] == '二、存在的主要问题'
end, typist.offered)
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
local function takes(what, typed, phrase, whole)
  typist.type('<Esc>Go<CR>' .. typed .. ask)
  checks.wait(what, function()
    return vim.tbl_contains(typist.offered(), phrase)
  end, typist.offered)
  take(phrase)
  checks.wait('taken, it is in the text', function()
    return typist.line() == whole
  end, typist.screen)
end
takes('a set phrase is offered', '要坚持“四个服', '坚持“四个服从”', '要坚持“四个服从”')
takes(
  'so is one that no mark announces',
  '要坚持从群众中',
  '从群众中来、到群众中去',
  '要坚持从群众中来、到群众中去'
)
typist.quit()

if modern then
  vim.fn.mkdir('later/lua', 'p')
  vim.fn.writefile({ 'return {}' }, 'later/lua/cmp.lua')
  typist.start()
  typist.lua([[
    vim.api.nvim_create_autocmd('InsertEnter', {
      once = true,
      callback = function()
        vim.opt.rtp:append(vim.fn.getcwd() .. '/later')
        require('cmp')
      end,
    })
  ]])
  typist.open('later.md', { '# 党史学习教育专题民主生活会个人对照检查材料', '' })
  typist.type('Go## ')
  checks.lasts('nothing is offered beside a plugin that is loaded for the first key', 700, function()
    return #typist.offered() == 0
  end, typist.offered)
  typist.quit()
  typist.start({ completion = true })
  typist.lua([[vim.opt.rtp:append(vim.fn.getcwd() .. '/later')]])
  typist.open('both.md', { '# 党史学习教育专题民主生活会个人对照检查材料', '' })
  typist.type('Go## ')
  checks.wait('unless that is asked for', function()
    return #typist.offered() > 0
  end, typist.offered)
  typist.quit()

  typist.start({ restart = false })
  typist.open('gone.md', { '# 党史学习教育专题民主生活会个人对照检查材料', '' })
  typist.lua([[require('duizhao.neovim').clients()[1]:stop()]])
  checks.wait('the server is stopped', function()
    return typist.lua([[return #require('duizhao.neovim').clients()]]) == 0
  end, typist.messages)
  typist.type('Go要坚持<Esc>')
  checks.wait('one goes on typing without it', function()
    return typist.line() == '要坚持'
  end, typist.screen)
  checks.equal(typist.messages():find('Error', 1, true), nil, 'without an error')
  typist.quit()
end
