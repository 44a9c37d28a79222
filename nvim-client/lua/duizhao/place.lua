--- Where in a draft an item of its matrix stands, though lines may have moved since the matrix was made.
local M = {}

local BEGINNING = 8

--- The texts to look for, the surer first.
---@param words string
---@return string[]
local function wanted(words)
  local beginning = vim.fn.strcharpart(words, 0, BEGINNING)
  return vim.tbl_filter(function(each)
    return each ~= ''
  end, { words, beginning })
end

--- The line that has these words, the one at hand before the others, the nearer before the farther; else the beginning
--- of the one at hand.
---@param lines string[]
---@param line integer from 1
---@param words string
---@return integer line from 1
---@return integer column byte from 0
function M.of(lines, line, words)
  local near = math.max(1, math.min(line, #lines))
  local function found(candidates)
    for _, each in ipairs(wanted(words)) do
      for _, candidate in ipairs(candidates) do
        local at = (lines[candidate] or ''):find(each, 1, true)
        if at then
          return candidate, at - 1
        end
      end
    end
  end
  local outward = {}
  for distance = 1, #lines - 1 do
    table.insert(outward, near - distance)
    table.insert(outward, near + distance)
  end
  local at, column = found({ near })
  if not at then
    at, column = found(outward)
  end
  if at then
    return at, column
  end
  return near, #lines[near]:match('^%s*')
end

return M
