-- What a test states; a statement that does not hold ends Neovim with exit code 1.
local M = {}

function M.say(what)
  io.stdout:write('ok - ', what, '\n')
end

function M.equal(got, want, what)
  if not vim.deep_equal(got, want) then
    error(('%s\nwanted %s\ngot %s'):format(what, vim.inspect(want), vim.inspect(got)), 2)
  end
  M.say(what)
end

-- Waits until `condition` holds; `seen`, if given, tells what was there instead.
function M.wait(what, condition, seen)
  if not vim.wait(8000, condition, 10) then
    error(('waited in vain: %s%s'):format(what, seen and '\ngot ' .. vim.inspect(seen()) or ''), 2)
  end
  M.say(what)
end

-- States what holds now and goes on holding for `milliseconds`.
function M.lasts(what, milliseconds, condition, seen)
  if vim.wait(milliseconds, function() return not condition() end, 10) then
    error(('did not last: %s%s'):format(what, seen and '\ngot ' .. vim.inspect(seen()) or ''), 2)
  end
  M.say(what)
end

-- The server process, which the test outside watches.
function M.watch_server(process)
  io.stdout:write('# server ', assert(process, 'no server process'), '\n')
end

return M
