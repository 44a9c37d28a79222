-- A Neovim with the server attached, and what the tests ask of it. Used in the Neovim that runs a test and in the one
-- it types into; prints nothing.
local M = {}

-- Exit code and signal of the server once it has ended.
M.exit = nil

-- Sets the server up as a user's init.lua does; `settings` are its initialisation options.
function M.configure(settings)
  vim.o.swapfile = false
  vim.cmd('filetype on')
  vim.lsp.config('duizhao', {
    cmd = { vim.env.DUIZHAO_PYTHON, '-P', '-m', 'duizhao', 'serve' },
    filetypes = { 'markdown' },
    init_options = settings or vim.empty_dict(),
    on_exit = function(code, signal) M.exit = { code, signal } end,
  })
  vim.lsp.enable('duizhao')
end

-- The client of the current buffer once the server has answered `initialize`, else nil.
function M.client()
  assert(not M.exit, 'the server has ended: ' .. vim.inspect(M.exit))
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'duizhao' })[1]
  return client and client.initialized and client or nil
end

-- Process id of the server.
function M.server()
  local children = vim.api.nvim_get_proc_children(vim.fn.getpid())
  for _, child in ipairs(children) do
    local process = vim.api.nvim_get_proc(child)
    if process and process.name:find('python') then return child end
  end
end

-- Writes a draft of these lines and returns its name.
function M.write(name, lines)
  vim.fn.writefile(lines, name)
  return name
end

-- The diagnostics of the current buffer, of one code or all, in the order of the text.
function M.diagnostics(code)
  local found = vim.tbl_filter(function(each) return code == nil or each.code == code end, vim.diagnostic.get(0))
  table.sort(found, function(a, b)
    if a.lnum ~= b.lnum then return a.lnum < b.lnum end
    if a.col ~= b.col then return a.col < b.col end
    return a.code < b.code
  end)
  return found
end

-- The text that a diagnostic marks.
function M.words(diagnostic)
  local lines = vim.api.nvim_buf_get_text(
    0, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {})
  return table.concat(lines, '\n')
end

-- `code words` of every diagnostic, in the order of the text.
function M.findings(code)
  return vim.tbl_map(function(each) return each.code .. ' ' .. M.words(each) end, M.diagnostics(code))
end

-- The answer of the server to a request about the current buffer.
function M.ask(method, params)
  local client = M.client()
  params = vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params() }, params or {})
  local answer = assert(client:request_sync(method, params, 5000, 0), method .. ' is not answered')
  assert(not answer.err, method .. ': ' .. vim.inspect(answer.err))
  return answer.result
end

return M
