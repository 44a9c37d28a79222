--- Asking the server to run one of its commands.
local neovim = require('duizhao.neovim')
local words = require('duizhao.words')
local M = {}

local PATIENCE = 1000

--- The draft that a command is about: the current buffer, or what its matrix is of.
---@return integer
function M.draft()
  local bufnr = vim.api.nvim_get_current_buf()
  local draft = vim.b[bufnr].duizhao_draft
  return draft and vim.api.nvim_buf_is_loaded(draft) and draft or bufnr
end

--- The client of a buffer; where there is none, that is told.
---@param bufnr integer
---@return table?
function M.client(bufnr)
  local client = neovim.clients(bufnr)[1]
  if not client then
    local nameless = vim.api.nvim_buf_get_name(bufnr) == '' and vim.bo[bufnr].filetype == 'markdown'
    words.tell(vim.log.levels.ERROR, nameless and 'no_name' or 'no_client')
  end
  return client
end

--- Runs a command of the server; what it refuses is shown.
---@param client table
---@param bufnr integer the draft that it is about
---@param command string without `duizhao.`
---@param arguments any[]
---@param run fun(result: any)
function M.ask(client, bufnr, command, arguments, run)
  local params = { command = 'duizhao.' .. command, arguments = arguments }
  neovim.request(client, 'workspace/executeCommand', params, function(err, result)
    if err then
      vim.notify(err.message, vim.log.levels.ERROR, { title = 'duizhao' })
    else
      run(result)
    end
  end, bufnr)
end

--- Runs a command about the draft in a buffer, which is its first argument.
---@param bufnr integer
---@param command string without `duizhao.`
---@param arguments any[] those behind the draft
---@param run fun(result: any)
function M.about(bufnr, command, arguments, run)
  local client = M.client(bufnr)
  if client then
    M.ask(client, bufnr, command, { vim.uri_from_bufnr(bufnr), unpack(arguments) }, run)
  end
end

--- Runs a command and waits for its result; nil where it cannot be had soon.
---@param bufnr integer
---@param command string without `duizhao.`
---@param arguments any[]
---@return any?
function M.wait(bufnr, command, arguments)
  local client = neovim.clients(bufnr)[1] or neovim.clients()[1]
  if client then
    local params = { command = 'duizhao.' .. command, arguments = arguments }
    return neovim.request_sync(client, 'workspace/executeCommand', params, PATIENCE, bufnr)
  end
end

--- The names under `key` of what a command lists, for completion.
---@param bufnr integer
---@param command string without `duizhao.`
---@param key string
---@return string[]
function M.names(bufnr, command, key)
  return vim.tbl_map(function(each)
    return each[key]
  end, M.wait(bufnr, command, {}) or {})
end

return M
