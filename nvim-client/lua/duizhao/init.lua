--- duizhao for Neovim: `require('duizhao').setup()` is all that is needed.
local neovim = require('duizhao.neovim')
local options = require('duizhao.options')
local M = {}

local ROOT = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h')

--- What setup() adds to the configuration of the server.
---@return table
local function ours()
  local settings = options.settings()
  return {
    cmd = options.now.cmd,
    filetypes = options.now.filetypes,
    root_markers = options.now.root_markers,
    settings = { duizhao = settings },
    init_options = settings,
    capabilities = { workspace = { codeLens = { refreshSupport = true } } },
    handlers = {
      ['workspace/codeLens/refresh'] = function()
        vim.schedule(require('duizhao.attaching').refresh_lenses)
        return vim.NIL
      end,
    },
    on_exit = function(...)
      require('duizhao.lifecycle').on_exit(...)
    end,
  }
end

--- The whole configuration of the server, for a Neovim that does not put it together by itself.
---@return table
function M.config()
  local config = vim.tbl_extend('force', dofile(ROOT .. '/lsp/duizhao.lua'), ours())
  local able = vim.lsp.protocol.make_client_capabilities()
  config.capabilities = vim.tbl_deep_extend('force', able, config.capabilities)
  if vim.fn.exists('##LspAttach') == 0 then
    config.on_attach = function(client, bufnr)
      require('duizhao.attaching').attached(client.id, bufnr)
    end
  end
  return config
end

--- Sends the settings to the servers that run.
local function configure()
  for _, client in ipairs(neovim.clients()) do
    local settings = { duizhao = options.settings() }
    client.settings, client.config.settings = settings, settings
    neovim.notify(client, 'workspace/didChangeConfiguration', { settings = settings })
  end
end

--- Starts the server for Markdown files and switches on what it offers. Called again, it changes the options: settings
--- of the server hold at once, what concerns a buffer from the next time the server attaches.
---@param given? table see |duizhao-options|
function M.setup(given)
  vim.cmd('runtime plugin/duizhao.lua') -- where a plugin manager came too late to
  options.take(given)
  local group = vim.api.nvim_create_augroup('duizhao', {})
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
  if neovim.enables then
    vim.lsp.config('duizhao', ours())
    vim.lsp.enable('duizhao')
  else
    local start = function(event)
      require('duizhao.lifecycle').start(event.buf)
    end
    vim.api.nvim_create_autocmd('FileType', { group = group, pattern = M.config().filetypes, callback = start })
    for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
      start({ buf = bufnr })
    end
  end
  configure()
end

return M
