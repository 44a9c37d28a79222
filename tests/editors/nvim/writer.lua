-- A second Neovim, with a screen, that keys are typed into.
local checks = require('checks')
local M = {}
local channel

-- Runs Lua in the second Neovim; `session` is there.
function M.lua(code, ...)
  return vim.rpcrequest(channel, 'nvim_exec_lua', code, { ... })
end

-- Types keys as nvim_input takes them.
function M.type(keys)
  vim.rpcrequest(channel, 'nvim_input', keys)
end

-- Starts it and opens `file` with the server attached.
function M.start(file, settings)
  channel = vim.fn.jobstart({ vim.v.progpath, '--clean', '--embed' }, { rpc = true })
  assert(channel > 0, 'Neovim does not start')
  vim.rpcrequest(channel, 'nvim_ui_attach', 120, 40, vim.empty_dict())
  M.lua([[
    local scripts, file, settings = ...
    package.path = scripts
    session = require('session')
    vim.o.messagesopt = 'wait:0,history:100'  -- else a long message waits for a key, and so do we
    vim.o.completeopt = 'menuone,noselect,popup'
    vim.api.nvim_create_autocmd('LspAttach', { callback = function(attached)
      local client = vim.lsp.get_client_by_id(attached.data.client_id)
      if client:supports_method('textDocument/completion') then
        vim.lsp.completion.enable(true, client.id, attached.buf, { autotrigger = true })
      end
    end })
    session.configure(settings)
    vim.cmd.edit(file)
  ]], package.path, file, settings or vim.empty_dict())
  checks.wait('a second Neovim has the draft and the server', function()
    return M.lua([[return session.client() ~= nil]])
  end)
  checks.watch_server(M.lua([[return session.server()]]))
end

-- The current line.
function M.line()
  return M.lua([[return vim.api.nvim_get_current_line()]])
end

function M.findings(code)
  return M.lua([[return session.findings(...)]], code)
end

-- Waits until the findings of `code` are these.
function M.wait_findings(what, code, want)
  checks.wait(what, function() return vim.deep_equal(M.findings(code), want) end, function() return M.findings() end)
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
