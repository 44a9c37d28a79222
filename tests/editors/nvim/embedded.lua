-- A Neovim with a screen, that keys are typed into.
local M = {}
local channel

-- Starts it by this command, whose last word is to be --embed; `environment` is added to that of the test.
function M.launch(command, environment)
  channel = vim.fn.jobstart(command, { rpc = true, env = environment })
  assert(channel > 0, 'Neovim does not start')
  vim.rpcrequest(channel, 'nvim_ui_attach', 120, 40, vim.empty_dict())
end

-- Runs Lua in it.
function M.lua(code, ...)
  return vim.rpcrequest(channel, 'nvim_exec_lua', code, { ... })
end

-- Types keys as nvim_input takes them.
function M.type(keys)
  vim.rpcrequest(channel, 'nvim_input', keys)
end

-- The current line.
function M.line()
  return M.lua([[return vim.api.nvim_get_current_line()]])
end

-- The lines of the current buffer.
function M.text()
  return M.lua([[return vim.api.nvim_buf_get_lines(0, 0, -1, true)]])
end

-- What the popup of completions offers, in its order.
function M.offered()
  return M.lua([[
    if vim.fn.pumvisible() == 0 then return {} end
    return vim.tbl_map(function(item) return item.abbr ~= '' and item.abbr or item.word end,
      vim.fn.complete_info({ 'items' }).items)
  ]])
end

-- Leaves it as a user does.
function M.quit()
  vim.rpcnotify(channel, 'nvim_command', 'qa!')
  assert(vim.fn.jobwait({ channel }, 5000)[1] == 0, 'Neovim does not quit')
end

-- Kills it, as a crash does.
function M.kill()
  vim.uv.kill(vim.fn.jobpid(channel), 'sigkill')
  assert(vim.fn.jobwait({ channel }, 5000)[1] ~= -1, 'Neovim survives')
end

return M
