-- Neovim 0.8: with a range, the server is asked to convert these lines, and converts no others.
local checks, typist = require('checks'), require('typist')

local LINES = {
  '关于巡库的报告',
  '',
  '一、存在的问题',
  '',
  '记录不全😋。',
  '',
  '二、整改措施',
  '',
  '增配人员。',
  '',
  '三、下步打算',
  '',
  '继续巡库。',
}

typist.start()
typist.open('converting.md', LINES)
typist.lua([[
  local client = require('duizhao.neovim').clients(0)[1]
  local request = client.rpc.request
  client.rpc.request = function(method, params, ...)
    if method == 'textDocument/codeAction' then
      asked = params
    end
    return request(method, params, ...)
  end
]])
typist.type(':7,11Duizhao convert<CR>')
checks.wait('it is asked for with a range', function()
  return typist.lua([[return asked ~= nil]])
end, typist.messages)
local last = typist.lua([[return require('duizhao.neovim').clients(0)[1].offset_encoding]]) == 'utf-8' and 18 or 6
local range = typist.lua([[return asked.range]])
checks.equal(range.start, { line = 6, character = 0 }, 'from the beginning of its first line')
checks.equal(range['end'].line, 10, 'up to its last line')
-- Neovim adds one; behind its end is the end of a line.
checks.equal(range['end'].character >= last, true, 'to the end of that')
checks.equal(
  typist.lua([[return asked.context.only]]),
  { 'source.convert.duizhao' },
  'and nothing but this is asked for'
)
local converted = vim.deepcopy(LINES)
converted[7], converted[11] = '## 二、整改措施', '## 三、下步打算'
checks.wait('these lines are converted, and no others', function()
  return vim.deep_equal(typist.text(), converted)
end, typist.text)
typist.quit()
