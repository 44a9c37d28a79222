--- Starting the server, and starting it again: when asked to, and by itself after a crash.
local configuration = require('duizhao.configuration')
local installed = require('duizhao.installed')
local neovim = require('duizhao.neovim')
local options = require('duizhao.options')
local words = require('duizhao.words')
local M = {}

local WINDOW, ATTEMPTS, FIRST_DELAY = 180, 4, 500
local SIGTERM = 15

---@type table<string, integer[]> by root folder, when its server crashed, in seconds
local crashes = {}

--- A file of a type that the server is for. What has no name yet is none: Neovim gives all such buffers one address.
---@param bufnr integer
---@return boolean
local function is_draft(bufnr)
  return vim.api.nvim_buf_is_loaded(bufnr)
    and vim.bo[bufnr].buftype == ''
    and vim.api.nvim_buf_get_name(bufnr) ~= ''
    and vim.tbl_contains(configuration.whole().filetypes, vim.bo[bufnr].filetype)
end

--- Whether a buffer is a draft and its server can be started; a server that is not there is told.
---@param bufnr integer
---@return boolean
function M.is_startable(bufnr)
  return is_draft(bufnr) and installed.is_there(configuration.whole())
end

--- Starts the server for a draft, in the folder that it belongs to.
---@param bufnr integer
function M.start(bufnr)
  if M.is_startable(bufnr) then
    local config = configuration.whole()
    if type(config.root_dir) ~= 'string' then
      config.root_dir = neovim.root(bufnr, config.root_markers)
    end
    neovim.start(config, bufnr)
  end
end

--- Attaches those of these buffers that are still there.
---@param buffers integer[]
---@param root_dir? string
local function attach(buffers, root_dir)
  local config = configuration.whole()
  config.root_dir = root_dir
  for _, bufnr in ipairs(buffers) do
    if is_draft(bufnr) and #neovim.clients(bufnr) == 0 then
      neovim.start(config, bufnr)
    end
  end
end

--- Runs `run` once a client is gone; one that does not go is ended.
---@param id integer
---@param run fun()
---@param waited? integer milliseconds
local function once_gone(id, run, waited)
  waited = waited or 0
  local client = vim.lsp.get_client_by_id(id)
  if not client then
    return run()
  end
  if waited == 3000 then
    neovim.stop(client, true)
  end
  vim.defer_fn(function()
    once_gone(id, run, waited + 50)
  end, 50)
end

--- Stops the servers and starts them again for the same drafts, with the configuration that holds now.
function M.restart()
  crashes = {}
  if not installed.is_there(configuration.whole(), true) then
    return
  end
  local clients = neovim.clients()
  if #clients == 0 then
    return vim.tbl_map(M.start, vim.api.nvim_list_bufs())
  end
  local left = #clients
  for _, client in ipairs(clients) do
    local buffers, root_dir = neovim.buffers(client), client.config.root_dir
    neovim.stop(client)
    once_gone(client.id, function()
      attach(buffers, root_dir)
      left = left - 1
      if left == 0 then
        words.tell(vim.log.levels.INFO, 'restarted')
      end
    end)
  end
end

--- Called when a server has ended: one that was not asked to is started again, sooner at first, later each time.
---@param code integer
---@param signal integer
---@param id integer
function M.on_exit(code, signal, id)
  local client = vim.lsp.get_client_by_id(id)
  if not client or (code == 0 and signal == 0) or signal == SIGTERM then
    return
  end
  local root_dir, buffers = client.config.root_dir, vim.tbl_keys(client.attached_buffers or {})
  vim.schedule(function()
    if not options.now.restart or vim.v.exiting ~= vim.NIL then
      return
    end
    local now, root = os.time(), root_dir or ''
    local recent = vim.tbl_filter(function(at)
      return now - at < WINDOW
    end, crashes[root] or {})
    table.insert(recent, now)
    crashes[root] = recent
    if #recent > ATTEMPTS then
      return words.tell(vim.log.levels.ERROR, 'gave_up', #recent)
    end
    vim.defer_fn(function()
      once_gone(id, function()
        attach(buffers, root_dir)
      end)
    end, FIRST_DELAY * 2 ^ (#recent - 1))
  end)
end

return M
