--- Whether the server is there and new enough for this plugin; where it is not, that is told, once.
local words = require('duizhao.words')
local M = {}

--- The oldest version of the server that has all that is asked of it here.
M.OLDEST = '0.1.0'

local NEEDED = {
  'chooseReportKind',
  'explain',
  'listCodes',
  'listReportKinds',
  'newReport',
  'setStage',
  'showMatrix',
  'showReportKind',
}

---@type table<string|integer, boolean> commands and clients that have been told of
local told = {}

---@param about string|integer
---@param key string
---@param ... any
local function tell_once(about, key, ...)
  if not told[about] then
    told[about] = true
    local text = { ... }
    vim.schedule(function()
      words.tell(vim.log.levels.ERROR, key, unpack(text))
    end)
  end
end

--- Whether the command of the server can be run.
---@param config table
---@param again? boolean tell it even though it was told before
---@return boolean
function M.is_there(config, again)
  local command = type(config.cmd) == 'table' and config.cmd[1] or nil
  if not command or vim.fn.executable(command) == 1 then
    return true
  end
  if again then
    told[command] = nil
  end
  tell_once(command, 'not_installed', command)
  return false
end

--- Whether a version is one that this plugin can work with.
---@param version string
---@return boolean
function M.is_new_enough(version)
  local function numbers(text)
    return vim.tbl_map(tonumber, { text:match('^(%d+)%.(%d+)%.?(%d*)') })
  end
  local has, needs = numbers(version), numbers(M.OLDEST)
  for place, need in ipairs(needs) do
    local number = has[place] or 0
    if number ~= need then
      return number > need
    end
  end
  return true
end

--- The first command that is asked of a server here and that the one of a client does not have.
---@param client table
---@return string?
function M.lacking(client)
  local provider = (client.server_capabilities or {}).executeCommandProvider
  local commands = type(provider) == 'table' and provider.commands or {}
  for _, name in ipairs(NEEDED) do
    if not vim.tbl_contains(commands, 'duizhao.' .. name) then
      return 'duizhao.' .. name
    end
  end
end

--- Tells where the server of a client lacks what is asked of it here.
---@param client table
function M.check(client)
  local lacking = M.lacking(client)
  if lacking then
    tell_once(client.id, 'server_too_old', lacking)
  end
end

return M
