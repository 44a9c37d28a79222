--- Waiting until changes settle.
local M = {}

--- A function that runs `run` once it has not been called for so many milliseconds.
---@param milliseconds integer
---@param run fun()
---@return fun()
function M.settled(milliseconds, run)
  local calls = 0
  return function()
    calls = calls + 1
    local this = calls
    vim.defer_fn(function()
      if this == calls then
        run()
      end
    end, milliseconds)
  end
end

return M
