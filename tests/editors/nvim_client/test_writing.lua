-- Keys typed behind Chinese and emoji: what is marked is right, its message is on the screen, the outline is at hand.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('writing.md', {
  '# Café与𠮷野家😋整改情况的报告',
  '',
  '## 一、𠮷野家门店😋问题,制度',
  '',
  '门店𠮷号😋管理不严,制度在墙上。',
})
local encoding = typist.lua([[return require('duizhao.neovim').clients()[1].offset_encoding]])
checks.equal(encoding, typist.has('0.11') and 'utf-8' or 'utf-16', 'positions are counted as this Neovim counts best')
typist.wait_for_findings('the words behind Chinese, an emoji, 𠮷 and é are marked', {
  'punctuation/half-width ,',
  'punctuation/half-width ,',
})
typist.type('5Gf家a😋👨‍👩‍👧𠮷<Esc>')
typist.type('3Gf店i😋<Esc>')
typist.type('Go<CR>## 一、人员😋的问题<CR><CR>原因在人员。<Esc>')
typist.wait_for_findings('the same words and the number that is typed twice', {
  'punctuation/half-width ,',
  'punctuation/half-width ,',
  'numbering/duplicate 一、',
})
typist.wait_for('its message is on the screen, in Chinese', '“一、”')
typist.type('?人员😋<CR>0f一r二')
typist.wait_without('mended, it is gone', '“一、”')

if typist.has('0.11') then
  typist.type('gO')
else
  typist.type(':lua vim.lsp.buf.document_symbol()<CR>')
end
checks.wait('the outline is in a list', function()
  local found = table.concat(typist.text(), '\n')
  return typist.lua('return vim.bo.filetype') == 'qf'
    and found:find('一、𠮷野家', 1, true)
    and found:find('二、人员😋的问题', 1, true)
end, typist.text)
typist.type('G<CR>')
checks.wait('which leads to the heading', function()
  return typist.line() == '## 二、人员😋的问题'
end, typist.screen)
typist.quit()
