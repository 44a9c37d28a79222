-- Neovim 0.10: what a user sees of the messages with nothing but setup(), and with settings of their own.
local checks, typist = require('checks'), require('typist')

local LINES = { '# 报告😋', '', '## 一、情况', '', '## 一、问题' }

local function at_ease(what)
  checks.lasts(what, 500, function()
    return not typist.seen('“一、”')
  end, typist.screen)
end

typist.start()
typist.open('plain.md', LINES)
typist.wait_for('the message stands behind its line', '“一、”')
local global = typist.lua([[return vim.diagnostic.config().virtual_text]])
checks.equal(global, not typist.has('0.11'), 'other messages are shown as before')
typist.lua([[
  local space = vim.api.nvim_create_namespace('other')
  vim.diagnostic.set(space, 0, { { lnum = 1, col = 0, message = 'of another tool', severity = 1 } })
]])
if typist.has('0.11') then
  checks.lasts('as this Neovim does', 300, function()
    return not typist.seen('of another tool')
  end, typist.screen)
  typist.type('5G0<C-w>d')
  checks.wait('<C-W>d shows it in a window', function()
    return typist.lua([[return #vim.tbl_filter(function(each)
      return vim.api.nvim_win_get_config(each).relative ~= ''
    end, vim.api.nvim_list_wins())]]) == 1
  end, typist.screen)
end
local modern = typist.has('0.11')
typist.quit()

typist.start({ virtual_text = false })
typist.open('silent.md', LINES)
typist.wait_for_findings('switched off, the finding is there', { 'numbering/duplicate 一、' })
at_ease('and its message not on the screen')
typist.quit()

if modern then
  typist.start(false)
  typist.lua(
    [[
    vim.diagnostic.config({ virtual_lines = { current_line = true } })
    require('duizhao').setup({ cmd = ... })
  ]],
    typist.command()
  )
  typist.open('chosen.md', LINES)
  typist.wait_for_findings('where lines below are chosen, the finding is there', { 'numbering/duplicate 一、' })
  at_ease('and nothing stands behind its line')
  typist.type('5G')
  typist.wait_for('but below, where the cursor is', '“一、”')
  typist.quit()
end
