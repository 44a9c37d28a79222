-- A second Neovim, that keys are typed into; Lua that runs in it has `session`.
local checks = require('checks')
local M = setmetatable({}, { __index = require('embedded') })

-- Starts it and opens `file` with the server attached.
function M.start(file, settings)
  M.launch({ vim.v.progpath, '--clean', '--embed' })
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

function M.findings(code)
  return M.lua([[return session.findings(...)]], code)
end

-- Waits until the findings of `code` are these.
function M.wait_findings(what, code, want)
  checks.wait(what, function() return vim.deep_equal(M.findings(code), want) end, function() return M.findings() end)
end

return M
