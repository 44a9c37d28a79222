--- The matrix of the draft in a window of its own.
local M = {}

function M.run()
  require('duizhao.matrix').show(vim.api.nvim_get_current_buf())
end

return M
