--- What setup() takes.
local M = {}

---@class duizhao.Options
---@field cmd? string[] command of the server; {'duizhao', 'serve'} without it
---@field filetypes? string[] {'markdown'} without it
---@field root_markers? (string|string[])[] {'duizhao.yaml', '.git'} without it
---@field language 'auto'|'zh'|'en' of messages; 'auto' is that of Neovim
---@field settings table<string, any> settings of the server: stage, report, packs, rules, pause
---@field virtual_text 'auto'|boolean messages behind their lines; 'auto': unless Neovim shows all messages its own way
---@field code_lens boolean counts above sections, what is open above problems
---@field inlay_hints boolean what is only inferred, behind causes and measures
---@field completion 'auto'|boolean complete while typing; 'auto': unless another plugin does
---@field folding boolean fold sections as the server says (Neovim 0.11)
---@field restart boolean start the server again when it crashes

---@type duizhao.Options
local DEFAULTS = {
  language = 'auto',
  settings = {},
  virtual_text = 'auto',
  code_lens = true,
  inlay_hints = true,
  completion = 'auto',
  folding = false,
  restart = true,
}

local function one_of(...)
  local known = { ... }
  local names = vim.tbl_map(vim.inspect, known)
  return {
    table.concat(names, ' | '),
    function(value)
      return vim.tbl_contains(known, value)
    end,
  }
end

local function of_type(name, shown)
  return {
    shown or name,
    function(value)
      return type(value) == name
    end,
  }
end

local KNOWN = {
  cmd = of_type('table', 'string[]'),
  filetypes = of_type('table', 'string[]'),
  root_markers = of_type('table', 'string[]'),
  language = one_of('auto', 'zh', 'en'),
  settings = of_type('table'),
  virtual_text = one_of('auto', true, false),
  code_lens = one_of(true, false),
  inlay_hints = one_of(true, false),
  completion = one_of('auto', true, false),
  folding = one_of(true, false),
  restart = one_of(true, false),
}

--- The options that hold.
---@type duizhao.Options
M.now = vim.deepcopy(DEFAULTS)

--- Takes options over the defaults; what is wrong in them is told and changes nothing.
---@param given? table
function M.take(given)
  local words = require('duizhao.words')
  M.now = vim.deepcopy(DEFAULTS)
  for key, value in pairs(given or {}) do
    local known = KNOWN[key]
    if not known then
      local names = vim.tbl_keys(KNOWN)
      table.sort(names)
      words.tell(vim.log.levels.WARN, 'unknown_option', tostring(key), table.concat(names, ', '))
    elseif not known[2](value) then
      words.tell(vim.log.levels.WARN, 'wrong_option', key, known[1])
    else
      M.now[key] = value
    end
  end
end

--- The settings to send to the server.
---@return table<string, any>
function M.settings()
  local settings = vim.deepcopy(M.now.settings)
  if M.now.language ~= 'auto' then
    settings.language = M.now.language
  end
  return next(settings) and settings or vim.empty_dict()
end

return M
