--- What the server is started with: the configuration that there is, below what setup() was given.
local neovim = require('duizhao.neovim')
local options = require('duizhao.options')
local M = {}

local FILE = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h') .. '/lsp/duizhao.lua'

--- What the configuration says by itself, and what setup() has put over it, which must not be taken for it.
local theirs, added = {}, {}

---@param given? function|function[]
---@param ... any
local function call(given, ...)
  for _, each in ipairs(type(given) == 'table' and given or { given }) do
    each(...)
  end
end

---@param config table
---@return table<string, any>
local function settings_over(config)
  local own = config.settings and config.settings.duizhao or {}
  local found = vim.tbl_deep_extend('force', own, options.settings())
  return next(found) and found or vim.empty_dict()
end

--- The settings that hold: those of setup() over those that the user's own configuration has.
---@return table<string, any>
function M.settings()
  return settings_over(neovim.configured(FILE))
end

--- Only when a server starts the settings go into its configuration: in it for good, one could not be left out again.
local function before_init(params, config)
  call(theirs.before_init, params, config)
  local settings = settings_over(config)
  config.settings.duizhao = settings
  local own = type(params.initializationOptions) == 'table' and params.initializationOptions or {}
  local all = vim.tbl_deep_extend('force', own, settings)
  params.initializationOptions = next(all) and all or vim.empty_dict()
end

local function on_exit(...)
  call(theirs.on_exit, ...)
  require('duizhao.lifecycle').on_exit(...)
end

--- What setup() puts over the configuration, by the options that hold now.
---@return table
function M.over()
  local config = neovim.configured(FILE)
  for _, key in ipairs({ 'cmd', 'filetypes', 'root_markers', 'before_init', 'on_exit' }) do
    if not vim.deep_equal(config[key], added[key]) then
      theirs[key] = config[key]
    end
  end
  added = {
    cmd = options.now.cmd or theirs.cmd,
    filetypes = options.now.filetypes or theirs.filetypes,
    root_markers = options.now.root_markers or theirs.root_markers,
    before_init = before_init,
    on_exit = on_exit,
  }
  return vim.tbl_extend('error', added, {
    settings = { duizhao = vim.empty_dict() },
    capabilities = { workspace = { codeLens = { refreshSupport = true } } },
    handlers = {
      ['workspace/codeLens/refresh'] = function()
        vim.schedule(require('duizhao.attaching').refresh_lenses)
        return vim.NIL
      end,
    },
  })
end

--- The whole configuration as it holds now, for starting a server.
---@return table
function M.whole()
  local config = vim.deepcopy(neovim.configured(FILE))
  if not neovim.enables then
    config = vim.tbl_extend('force', config, M.over())
    local able = vim.lsp.protocol.make_client_capabilities()
    config.capabilities = vim.tbl_deep_extend('force', able, config.capabilities)
    if vim.fn.exists('##LspAttach') == 0 then
      config.on_attach = function(client, bufnr)
        require('duizhao.attaching').attached(client.id, bufnr)
      end
    end
  end
  config.name = 'duizhao'
  return config
end

return M
