-- Quick fixes, renaming and hovering by Neovim's own keys, or before 0.11 by what they stand for.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('mending.md', {
  '# 南岭水务所自查整改报告😋',
  '',
  '## 一、存在的问题',
  '',
  '### （一）巡库记录不全',
  '',
  '### （二）闸门漏水',
  '',
  '## 一、整改措施',
  '',
  '针对问题（二），更换闸门。',
})
typist.wait_for_findings('the number used twice is marked', { 'numbering/duplicate 一、' })
local modern = typist.has('0.11')
if modern then
  typist.type('9G0wgra')
  typist.wait_for('the quick fixes are offered', '1: ')
  typist.type('1<CR>')
else -- an older one answers no questions while it asks one
  typist.type('9G0w:lua vim.lsp.buf.code_action()<CR>')
  vim.wait(500)
  typist.type('1<CR>')
end
checks.wait('the first one makes it 二、', function()
  return typist.text()[9] == '## 二、整改措施'
end, typist.screen)
typist.wait_for_findings('and the finding is gone', {})

if modern then
  typist.type('7G0f二grn')
  typist.wait_for('a new number is asked for', 'New Name')
  typist.type('<C-u>三<CR>')
else
  typist.type('7G0f二:lua vim.lsp.buf.rename("三")<CR>')
end
checks.wait('the reference goes along', function()
  return typist.text()[11]:find('针对问题（三）', 1, true)
end, typist.screen)
typist.type('u')
checks.wait('undone', function()
  return typist.text()[7]:find('（二）', 1, true)
end, typist.screen)

-- From 0.10 on Neovim shows Markdown only with a parser, which Debian leaves out.
if modern or not typist.has('0.10') then
  typist.type(modern and '7G0f闸K' or '7G0f闸:lua vim.lsp.buf.hover()<CR>')
  typist.wait_for('hovering shows what answers the problem', '更换闸门')
  checks.wait('in a window above the text', function()
    return typist.lua([[
      for _, each in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(each).relative ~= '' then return true end
      end
      return false
    ]])
  end)
end
typist.quit()
