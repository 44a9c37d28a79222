-- The stage of a draft: its own word in the front matter, and the editor's command.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session = require('checks'), require('session')
local severity = vim.diagnostic.severity

session.configure({ pause = 100 })
vim.cmd.edit('showcase.md')
checks.wait('the server attaches', session.client)
checks.watch_server(session.server())

local function weighs(what, code, want)
  checks.wait(what, function()
    local found = session.diagnostics(code)[1]
    return found and found.severity == want
  end, session.diagnostics)
end

weighs('in a draft what is not there yet is information', 'runs/missing-first', severity.INFO)
vim.api.nvim_buf_set_lines(0, 0, 0, true, { '---', 'status: final', '---', '' })
weighs('with `status: final` it counts in full', 'runs/missing-first', severity.WARN)
vim.api.nvim_buf_set_lines(0, 0, 4, true, {})
weighs('and less again without', 'runs/missing-first', severity.INFO)

local client = session.client()
local function choose(stage)
  client:exec_cmd({ title = '', command = 'duizhao.setStage', arguments = { vim.uri_from_bufnr(0), stage } })
end
choose('final')
weighs('the command makes it final too', 'runs/missing-first', severity.WARN)
choose(vim.NIL)
weighs('and leaves it to the draft again', 'runs/missing-first', severity.INFO)
