-- Neovim 0.8: the matrix of a draft in several windows and tab pages, asked for twice, and after the draft is read anew.
local checks, typist = require('checks'), require('typist')

local LINES = {
  '# 南岭水务所自查整改报告😋',
  '',
  '## 一、存在的问题',
  '',
  '经查，存在三个方面的问题。一是巡库记录不全，值班人员长期不登记。二是闸门漏水，多年没有检修。三是收费不公开，群众意见大。',
  '',
  '## 二、整改措施',
  '',
  '针对以上问题，采取三项措施。一是增配两名巡库员，逐日登记。二是更换闸门，年底前完成。三是公开收费标准，接受监督。',
}

local function in_matrix()
  return typist.lua([[return vim.bo.filetype]]) == 'duizhao-matrix'
end

local function windows()
  return typist.lua([[return vim.tbl_map(function(each)
    return each.tabnr .. ' ' .. vim.bo[each.bufnr].filetype
  end, vim.fn.getwininfo())]])
end

local function under_cursor()
  return typist.lua([[return vim.api.nvim_get_current_line():sub(vim.fn.col('.'))]])
end

typist.start()
typist.open('windows.md', LINES)
typist.type(':set number wrap<CR>')
typist.type(':Duizhao matrix<CR>:Duizhao matrix<CR>')
checks.wait('asked for twice, it opens', in_matrix, typist.screen)
checks.lasts('once', 400, function()
  return vim.deep_equal(windows(), { '1 markdown', '1 duizhao-matrix' })
end, windows)

typist.type('/收费不公开<CR><CR>')
checks.wait('<CR> leads to the item within its line', function()
  return vim.startswith(under_cursor(), '收费不公开，群众意见大')
end, under_cursor)
typist.type('ggO<CR><Esc><C-w>j/增配<CR><CR>')
checks.wait('also where lines have just been put before it', function()
  return vim.startswith(under_cursor(), '增配两名巡库员')
end, under_cursor)
typist.type('u<C-w>j:Duizhao stage final<CR>')
typist.wait_for('in the matrix, commands are about its draft', '阶段：定稿')
typist.type(':Duizhao matrix<CR>')
checks.lasts('so it is itself', 400, function()
  return in_matrix() and #windows() == 2 and not typist.messages():find('没有连接', 1, true)
end, typist.messages)
if typist.has('0.11') then -- an older one answers no questions while it asks one
  typist.type(':Duizhao explain<CR>')
  typist.wait_for('what is marked in the draft is not explained here: a list is offered', 'words/typo')
  typist.type('<Esc>')
end
typist.type('<C-w>k:Duizhao stage auto<CR>')
typist.wait_for('the stage is left to the draft again', '阶段：草稿')
typist.type(':write<CR>')

typist.type(':tabedit windows.md<CR>:Duizhao matrix<CR>')
checks.wait('in another tab page it opens as well', function()
  return vim.deep_equal(windows(), { '1 markdown', '1 duizhao-matrix', '2 markdown', '2 duizhao-matrix' })
    and in_matrix()
end, windows)
checks.equal(typist.messages():find('E%d+'), nil, 'without an error')
typist.type('q:tabclose<CR>')
checks.wait('closed there, it stays here', function()
  return vim.deep_equal(windows(), { '1 markdown', '1 duizhao-matrix' })
end, windows)

local function reread(command, from, to)
  local changed = vim.fn.readfile('windows.md')
  changed[5] = changed[5]:gsub(from, to)
  vim.fn.writefile(changed, 'windows.md')
  typist.type(':' .. command .. '<CR>')
  typist.wait_for('after :' .. command .. ' the matrix follows the draft', '│ ' .. to)
  checks.equal(#windows(), 2, 'in its window')
end
typist.type('<C-w>k')
reread('edit!', '闸门漏水', '水位尺模糊')
typist.type('5G:substitute/收费不公开/印章不全/<CR>')
typist.wait_for('and what is typed then', '│ 印章不全')
typist.type(':write<CR>:set autoread<CR>')
vim.wait(1100) -- the time of a file has seconds
reread('checktime', '水位尺模糊', '档案不齐')

typist.type('<C-w>j:edit other.md<CR>')
checks.wait('another file in its window', function()
  return typist.lua([[return vim.fn.expand('%')]]) == 'other.md'
end, typist.screen)
if typist.has('0.10') then
  checks.equal(
    typist.lua([[return { vim.wo.number, vim.wo.wrap, vim.wo.signcolumn, vim.wo.cursorline }]]),
    { true, true, 'auto', false },
    'is shown as files are'
  )
end
checks.equal(
  #typist.lua([[return vim.api.nvim_get_autocmds({ group = 'duizhao.matrix', event = 'BufWipeout' })]]),
  0,
  'and the matrix is gone'
)
checks.watch_server(typist.server())
typist.quit()
