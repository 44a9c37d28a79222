--- Writing the matrix to a file.
local neovim = require('duizhao.neovim')
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

local FORMATS = { xlsx = 'xlsx', html = 'html', htm = 'html', md = 'markdown', csv = 'csv' }

---@param path string
---@param bytes string
local function write(path, bytes)
  local file = io.open(path, 'wb')
  if file and file:write(bytes) and file:close() then
    return words.tell(vim.log.levels.INFO, 'ledger_written', path)
  end
  words.tell(vim.log.levels.ERROR, 'cannot_write', path)
end

---@param arguments string[] the file; without it, an .xlsx beside the draft
---@param options table with `bang` a file that exists is overwritten
function M.run(arguments, options)
  local bufnr = vim.api.nvim_get_current_buf()
  local draft = vim.api.nvim_buf_get_name(bufnr)
  local given = table.concat(arguments, ' ')
  local beside = (draft == '' and 'duizhao' or vim.fn.fnamemodify(draft, ':r')) .. '.xlsx'
  local path = vim.fn.fnamemodify(given == '' and beside or vim.fn.expand(given), ':p')
  local form = FORMATS[vim.fn.fnamemodify(path, ':e'):lower()]
  if not form then
    return words.tell(vim.log.levels.ERROR, 'ledger_format', path)
  elseif neovim.uv.fs_stat(path) and not options.bang then
    return words.tell(vim.log.levels.ERROR, 'ledger_exists', vim.fn.fnamemodify(path, ':t'))
  end
  requests.about(bufnr, 'showMatrix', { form }, function(text)
    write(path, form == 'xlsx' and neovim.from_base64(text) or text)
  end)
end

---@return string[]
function M.complete()
  local base = vim.fn.expand('%:t:r')
  return { base .. '.xlsx', base .. '.html', base .. '.csv' }
end

return M
