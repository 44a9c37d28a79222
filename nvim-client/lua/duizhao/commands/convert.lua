--- Pasted text becomes Markdown headings.
local M = {}

---@param _ string[]
---@param options table
function M.run(_, options)
  require('duizhao.actions').run('source.convert.duizhao', options)
end

return M
