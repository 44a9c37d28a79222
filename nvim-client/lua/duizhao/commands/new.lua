--- Beginning a new report.
local lifecycle = require('duizhao.lifecycle')
local neovim = require('duizhao.neovim')
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

local STARTING = 10000

--- Runs `run` with a client, one started for this where none is running.
---@param run fun(client: table, done: fun())
local function with_client(run)
  local running = neovim.clients()[1]
  if running then
    return run(running, function() end)
  end
  local config = lifecycle.config()
  config.name, config.root_dir = 'duizhao', vim.fn.getcwd()
  local id = neovim.start_alone(config)
  local function ready()
    local client = id and vim.lsp.get_client_by_id(id)
    return client and (client.initialized or not vim.tbl_isempty(client.server_capabilities or {})) and client
  end
  local waited = id and vim.wait(STARTING, function()
    return ready() and true or false
  end, 20)
  if not waited then
    return words.tell(vim.log.levels.ERROR, 'cannot_start')
  end
  run(ready(), function()
    local client = vim.lsp.get_client_by_id(id)
    if client and #neovim.buffers(client) == 0 then
      neovim.stop(client)
    end
  end)
end

--- A name that no file in the current folder has.
---@param title string
---@return string
local function free_name(title)
  local base, number = title:gsub('[/\\:*?"<>|%s]', ''), 1
  local name = base .. '.md'
  while neovim.uv.fs_stat(name) or vim.fn.bufexists(name) == 1 do
    number = number + 1
    name = ('%s%d.md'):format(base, number)
  end
  return name
end

--- Opens a new file with this text, not written yet.
---@param name string
---@param text string
local function open(name, text)
  vim.cmd('edit ' .. vim.fn.fnameescape(name))
  local lines = vim.split(text:gsub('\n$', ''), '\n')
  vim.api.nvim_buf_set_lines(0, 0, -1, true, lines)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.bo.filetype ~= 'markdown' then
    vim.bo.filetype = 'markdown'
  end
end

---@param arguments string[] the pack, and the file to begin; without them, a kind is chosen and its title is the name
function M.run(arguments)
  local pack, file = arguments[1], arguments[2]
  local bufnr = vim.api.nvim_get_current_buf()
  with_client(function(client, done)
    local function begin(kind)
      requests.ask(client, bufnr, 'newReport', { kind.pack }, function(text)
        open(file or free_name(kind.title), text)
        done()
      end)
    end
    requests.ask(client, bufnr, 'listReportKinds', {}, function(kinds)
      if pack then
        local known = vim.tbl_filter(function(each)
          return each.pack == pack
        end, kinds)[1]
        return begin(known or { pack = pack, title = (pack:gsub('.*/', '')) })
      end
      vim.ui.select(kinds, {
        prompt = words.say('new_prompt'),
        format_item = function(each)
          return ('%s (%s)'):format(each.title, each.pack)
        end,
      }, function(each)
        if each then
          begin(each)
        else
          done()
        end
      end)
    end)
  end)
end

---@param place integer
---@return string[]
function M.complete(place)
  return place == 1 and requests.names(vim.api.nvim_get_current_buf(), 'listReportKinds', 'pack') or {}
end

return M
