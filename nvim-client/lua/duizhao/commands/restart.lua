--- Ending the server and starting it again.
local M = {}

function M.run()
  require('duizhao.lifecycle').restart()
end

return M
