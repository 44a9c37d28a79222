--- Code actions that are asked for by their kind.
local requests = require('duizhao.requests')
local M = {}

--- Carries out the code action of a kind in the current buffer, in the lines of a range if one was given.
---@param kind string
---@param options table `range`, `line1`, `line2` as a user command has them
function M.run(kind, options)
  local bufnr = vim.api.nvim_get_current_buf()
  if not requests.client(bufnr) then
    return
  end
  local range
  if options.range > 0 then
    local last = vim.api.nvim_buf_get_lines(bufnr, options.line2 - 1, options.line2, false)[1] or ''
    range = { start = { options.line1, 0 }, ['end'] = { options.line2, #last } }
  end
  vim.lsp.buf.code_action({ context = { only = { kind }, diagnostics = {} }, apply = true, range = range })
end

return M
