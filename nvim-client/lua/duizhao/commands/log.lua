--- What the server wrote to its log.
local M = {}

--- The file of Neovim's log of language servers.
---@return string
local function path()
  local log = vim.lsp.log
  return log and log.get_filename and log.get_filename() or vim.lsp.get_log_path()
end

function M.run()
  vim.cmd('split ' .. vim.fn.fnameescape(path()))
  vim.bo.autoread = true
  vim.cmd('normal! G')
end

return M
