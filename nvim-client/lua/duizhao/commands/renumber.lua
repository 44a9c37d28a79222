--- The headings are numbered anew.
local M = {}

---@param _ string[]
---@param options table
function M.run(_, options)
  require('duizhao.actions').run('source.renumber.duizhao', options)
end

return M
