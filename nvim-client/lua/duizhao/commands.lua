--- :Duizhao and its subcommands.
local words = require('duizhao.words')
local M = {}

---@class duizhao.Subcommand
---@field run fun(arguments: string[], options: table) `options` as a user command has them
---@field complete? fun(place: integer): string[] what its argument at `place` can be

--- Each is in a file of its own; those without a `complete` take no argument that could be offered.
local ORDER = { 'kind', 'stage', 'matrix', 'ledger', 'convert', 'renumber', 'explain', 'new', 'log', 'restart' }

---@param name string
---@return duizhao.Subcommand?
local function subcommand(name)
  return vim.tbl_contains(ORDER, name) and require('duizhao.commands.' .. name) or nil
end

---@param options table as a user command has them
function M.run(options)
  local arguments = options.fargs
  if #arguments > 0 then
    local name = table.remove(arguments, 1)
    local found = subcommand(name)
    if found then
      return found.run(arguments, options)
    end
    return words.tell(vim.log.levels.ERROR, 'no_command', name)
  end
  vim.ui.select(ORDER, {
    prompt = words.say('choose_command'),
    format_item = function(name)
      return name .. '  ' .. words.say('do_' .. name)
    end,
  }, function(name)
    if name then
      subcommand(name).run({}, options)
    end
  end)
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local before = vim.split(line:sub(1, #line - #lead), '%s+', { trimempty = true })
  while #before > 0 and not before[1]:match('Dui?z?h?a?o?!?$') do
    table.remove(before, 1)
  end
  local found = ORDER
  if #before > 1 then
    local chosen = subcommand(before[2])
    found = chosen and chosen.complete and chosen.complete(#before - 1) or {}
  end
  return vim.tbl_filter(function(each)
    return vim.startswith(each, lead)
  end, found)
end

return M
