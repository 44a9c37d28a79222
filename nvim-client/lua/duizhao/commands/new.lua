--- Beginning a new report.
local configuration = require('duizhao.configuration')
local installed = require('duizhao.installed')
local neovim = require('duizhao.neovim')
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

local STARTING, ASKING = 10000, 20

--- Runs `run` once a server that was started answers; one that ends before, or takes too long, is told.
---@param id integer
---@param run fun(client: table)
---@param waited? integer milliseconds
local function once_ready(id, run, waited)
  waited = waited or 0
  local client = vim.lsp.get_client_by_id(id)
  if client and (client.initialized or not vim.tbl_isempty(client.server_capabilities or {})) then
    return run(client)
  elseif not client or waited > STARTING then
    return words.tell(vim.log.levels.ERROR, 'cannot_start')
  end
  vim.defer_fn(function()
    once_ready(id, run, waited + ASKING)
  end, ASKING)
end

--- Runs `run` with a client, one started for this where none is running.
---@param run fun(client: table, done: fun())
local function with_client(run)
  local running = neovim.clients()[1]
  if running then
    return run(running, function() end)
  end
  local config = configuration.whole()
  if not installed.is_there(config, true) then
    return
  end
  config.root_dir = vim.fn.getcwd()
  local id = neovim.start_alone(config)
  if not id then
    return words.tell(vim.log.levels.ERROR, 'cannot_start')
  end
  once_ready(id, function(client)
    run(client, function()
      if #neovim.buffers(client) == 0 then
        neovim.stop(client)
      end
    end)
  end)
end

--- Whether a file has something in it, on the disk or only in its buffer.
---@param name string
---@return boolean
local function is_taken(name)
  local path = vim.fn.fnamemodify(name, ':p')
  if neovim.uv.fs_stat(path) then
    return true
  end
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.api.nvim_buf_get_name(bufnr) == path then
      return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, 2, false), '\n') ~= ''
    end
  end
  return false
end

--- A name that no file in the current folder has.
---@param title string
---@return string
local function free_name(title)
  local base, number = title:gsub('[/\\:*?"<>|%s]', ''), 1
  local name = base .. '.md'
  while is_taken(name) do
    number = number + 1
    name = ('%s%d.md'):format(base, number)
  end
  return name
end

--- Opens a new file with this text, not written yet; in a window of its own where the current one must keep what it has.
---@param name string
---@param text string
local function open(name, text)
  local kept = vim.bo.modified
    and not vim.o.hidden
    and vim.bo.bufhidden == ''
    and #vim.fn.win_findbuf(vim.fn.bufnr()) == 1
  vim.cmd((kept and 'split ' or 'edit ') .. vim.fn.fnameescape(name))
  local lines = vim.split(text:gsub('\n$', ''), '\n')
  vim.api.nvim_buf_set_lines(0, 0, -1, true, lines)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.bo.filetype ~= 'markdown' then
    vim.bo.filetype = 'markdown'
  end
end

---@param arguments string[] the pack, and the file to begin; without them, a kind is chosen and its title is the name
function M.run(arguments)
  local pack, file = arguments[1], table.concat(arguments, ' ', 2)
  local bufnr = vim.api.nvim_get_current_buf()
  if file ~= '' and is_taken(file) then
    return words.tell(vim.log.levels.ERROR, 'new_exists', file)
  end
  with_client(function(client, done)
    local function begin(kind)
      requests.ask(client, bufnr, 'newReport', { kind.pack }, function(text)
        local opened, why = pcall(open, file ~= '' and file or free_name(kind.title), text)
        done()
        if not opened then
          vim.notify(tostring(why):gsub('^.*(E%d+:)', '%1'), vim.log.levels.ERROR, { title = 'duizhao' })
        end
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
