-- Keys typed into a Neovim with a screen: a slip shows at once and goes when it is mended; what is merely not finished
-- waits for a pause and for the writer to go on elsewhere.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session, writer = require('checks'), require('session'), require('writer')
local pause = 800

writer.start(session.write('typing.md', {
  '# 整改情况的报告',
  '',
  '## 一、𠮷野家门店😋的问题',
  '',
  '原因在管理。',
}), { pause = pause })
-- Notes for each code how long after the last key its first finding came, in milliseconds.
writer.lua([[
  came, last_key = {}, 0
  vim.api.nvim_create_autocmd('TextChangedI', { callback = function() last_key = vim.uv.hrtime() end })
  vim.api.nvim_create_autocmd('DiagnosticChanged', { callback = function()
    for _, each in ipairs(session.diagnostics()) do
      came[each.code] = came[each.code] or math.floor((vim.uv.hrtime() - last_key) / 1e6)
    end
  end })
  vim.diagnostic.config({ virtual_text = true })
]])
local function came(code)
  return writer.lua([[return came[...] or false]], code)
end
local function seen()
  return { findings = writer.findings(), came = writer.lua([[return came]]), line = writer.line() }
end

writer.type('Go<CR>## 一、人员😋的问题<CR><CR>原因在人员。')
writer.wait_findings('a number used twice is marked', 'numbering/duplicate', { 'numbering/duplicate 一、' })
checks.equal(came('numbering/duplicate') < pause, true, 'at once')
writer.type('<Esc>')
checks.wait('its message stands beside the line', function()
  return writer.lua([[
    local marks = vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, { details = true })
    for _, mark in ipairs(marks) do
      for _, chunk in ipairs(mark[4].virt_text or {}) do
        if chunk[1]:find('“一、”', 1, true) then return true end
      end
    end
    return false
  ]])
end)
writer.type('kk0f一r二')
writer.wait_findings('mended, it is gone', 'numbering/duplicate', {})
checks.equal(writer.line(), '## 二、人员😋的问题', 'the line is as typed')

writer.type('Go<CR>他说“没有下')
checks.lasts('an open quotation is not marked while it is being typed, however long that takes', 2 * pause,
  function() return not came('punctuation/unpaired') end, seen)
writer.type('<CR><CR>另起一段')
checks.wait('it is marked after the writer went on', function() return came('punctuation/unpaired') end, seen)
checks.equal(came('punctuation/unpaired') >= pause, true, 'and paused')
writer.wait_findings('at the mark', 'punctuation/unpaired', { 'punctuation/unpaired “' })
writer.type('<Esc>kkA文了”')
writer.wait_findings('mended, it is gone', 'punctuation/unpaired', {})
checks.equal(writer.line(), '他说“没有下文了”', 'the line is as typed')
writer.quit()
