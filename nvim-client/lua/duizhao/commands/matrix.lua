--- The matrix of the draft in a window of its own.
local M = {}

function M.run()
  require('duizhao.matrix').show(require('duizhao.requests').draft())
end

return M
