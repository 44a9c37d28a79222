-- However the editor goes, the server goes too: stopped as the protocol has it, left running at `:qa!`, or orphaned.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session, writer = require('checks'), require('session'), require('writer')

session.configure()
vim.cmd.edit('showcase.md')
checks.wait('the server attaches', session.client)
checks.watch_server(session.server())
checks.wait('diagnostics are there', function() return #session.diagnostics() > 0 end)
session.client():stop()
checks.wait('the server ends when it is stopped', function() return session.exit end)
checks.equal(session.exit, { 0, 0 }, 'with exit code 0 and by itself')
checks.wait('no diagnostics are left', function() return #session.diagnostics() == 0 end)

writer.start('showcase.md')
writer.quit()
checks.say('a Neovim left with a server running')

writer.start('showcase.md')
writer.kill()
checks.say('a Neovim killed with a server running')
