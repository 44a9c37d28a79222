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

--- The file beside a draft that is named after it, without its ending.
---@param draft string
---@return string
local function beside(draft)
  return vim.fn.fnamemodify(draft == '' and 'duizhao' or draft, ':p:r')
end

---@param arguments string[] the file; without it, an .xlsx beside the draft
---@param options table with `bang` a file that exists is overwritten
function M.run(arguments, options)
  local bufnr = requests.draft()
  local draft = vim.api.nvim_buf_get_name(bufnr)
  local given = table.concat(arguments, ' ')
  local path = given == '' and beside(draft) .. '.xlsx' or vim.fn.fnamemodify(vim.fn.expand(given), ':p')
  local form = FORMATS[vim.fn.fnamemodify(path, ':e'):lower()]
  local real = neovim.uv.fs_realpath(path)
  if not form then
    return words.tell(vim.log.levels.ERROR, 'ledger_format', path)
  elseif path == draft or real and real == neovim.uv.fs_realpath(draft) then
    return words.tell(vim.log.levels.ERROR, 'ledger_is_draft')
  elseif real and not options.bang then
    return words.tell(vim.log.levels.ERROR, 'ledger_exists', vim.fn.fnamemodify(path, ':t'))
  end
  requests.about(bufnr, 'showMatrix', { form }, function(text)
    write(path, form == 'xlsx' and neovim.from_base64(text) or text)
  end)
end

---@return string[]
function M.complete()
  local draft = vim.api.nvim_buf_get_name(requests.draft())
  if draft == '' then
    return {}
  end
  local base = vim.fn.fnamemodify(beside(draft), ':~:.')
  return { base .. '.xlsx', base .. '.html', base .. '.csv', base .. words.say('ledger_name') .. '.md' }
end

return M
