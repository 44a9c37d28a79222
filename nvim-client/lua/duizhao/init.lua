--- duizhao for Neovim: `require('duizhao').setup()` is all that is needed.
local neovim = require('duizhao.neovim')
local options = require('duizhao.options')
local M = {}

local GROUP = 'duizhao'

--- Sends the settings to the servers that run.
local function configure()
  local settings = { duizhao = require('duizhao.configuration').settings() }
  for _, client in ipairs(neovim.clients()) do
    client.settings, client.config.settings = settings, settings
    neovim.notify(client, 'workspace/didChangeConfiguration', { settings = settings })
  end
end

--- Has attaching.lua called for each draft that a server attaches to.
---@param group integer
local function on_attach(group)
  if vim.fn.exists('##LspAttach') == 1 then
    vim.api.nvim_create_autocmd('LspAttach', {
      group = group,
      callback = function(event)
        local client = vim.lsp.get_client_by_id(event.data.client_id)
        if client and client.name == 'duizhao' then
          require('duizhao.attaching').attached(client.id, event.buf)
        end
      end,
    })
  end
end

--- Starts the server for the drafts that are open and that will be; where it is missing, that is told.
---@param group integer
local function serve(group)
  local lifecycle = require('duizhao.lifecycle')
  local serving = neovim.enables and lifecycle.is_startable or lifecycle.start
  local function on_draft(event)
    serving(event.buf)
  end
  local configuration = require('duizhao.configuration')
  if neovim.enables then
    vim.lsp.config('duizhao', configuration.over())
    vim.lsp.enable('duizhao')
  end
  local filetypes = configuration.whole().filetypes
  vim.api.nvim_create_autocmd('FileType', { group = group, pattern = filetypes, callback = on_draft })
  vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufAdd' }, { group = group, callback = on_draft })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    serving(bufnr)
  end
end

--- Starts the server for Markdown files and switches on what it offers. Called again, it changes the options: settings
--- of the server hold at once, what concerns a buffer from the next time the server attaches.
---@param given? table see |duizhao-options|
function M.setup(given)
  vim.cmd('runtime plugin/duizhao.lua') -- where a plugin manager came too late to
  options.take(given)
  local group = vim.api.nvim_create_augroup(GROUP, {})
  on_attach(group)
  serve(group)
  configure()
end

return M
