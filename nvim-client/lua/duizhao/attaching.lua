--- What is switched on in a draft when the server attaches, as far as this Neovim has it.
local installed = require('duizhao.installed')
local neovim = require('duizhao.neovim')
local options = require('duizhao.options')
local settling = require('duizhao.settling')
local M = {}

local REFRESHING, COMPLETING = 300, 150
local GROUP = vim.api.nvim_create_augroup('duizhao.attached', {})

---@param bufnr integer
local function refresh_lenses(bufnr)
  if vim.api.nvim_buf_is_loaded(bufnr) and #neovim.clients(bufnr) > 0 then
    vim.api.nvim_buf_call(bufnr, function()
      vim.lsp.codelens.refresh(vim.fn.has('nvim-0.10') == 1 and { bufnr = bufnr } or nil)
    end)
  end
end

--- Asks for the lenses of all drafts anew; called when the server says that they have changed.
function M.refresh_lenses()
  for _, client in ipairs(neovim.clients()) do
    vim.tbl_map(refresh_lenses, neovim.buffers(client))
  end
end

---@param bufnr integer
local function show_lenses(bufnr)
  if vim.lsp.codelens.enable then
    return vim.lsp.codelens.enable(true, { bufnr = bufnr })
  end
  local refresh = settling.settled(REFRESHING, function()
    refresh_lenses(bufnr)
  end)
  vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave' }, { group = GROUP, buffer = bufnr, callback = refresh })
  refresh()
end

local OTHERS = { 'cmp', 'blink.cmp', 'mini.completion', 'coq', 'care' }

--- Whether another plugin completes while typing.
---@return boolean
local function others_complete()
  for _, name in ipairs(OTHERS) do
    local path = 'lua/' .. name:gsub('%.', '/')
    if
      package.loaded[name]
      or #vim.api.nvim_get_runtime_file(path .. '.lua', false) > 0
      or #vim.api.nvim_get_runtime_file(path .. '/init.lua', false) > 0
    then
      return true
    end
  end
  return false
end

--- Asks for what goes on with Chinese text, which no single character announces.
---@param bufnr integer
local function complete_chinese(bufnr)
  local ask = settling.settled(COMPLETING, function()
    if vim.api.nvim_get_current_buf() == bufnr and vim.fn.mode() == 'i' and vim.fn.pumvisible() == 0 then
      local column = vim.api.nvim_win_get_cursor(0)[2]
      if vim.api.nvim_get_current_line():sub(1, column):match('[\228-\233][\128-\191][\128-\191]$') then
        vim.lsp.completion.get()
      end
    end
  end)
  vim.api.nvim_create_autocmd('TextChangedI', { group = GROUP, buffer = bufnr, callback = ask })
end

---@param id integer
---@param bufnr integer
local function complete(id, bufnr)
  if vim.lsp.completion then
    vim.lsp.completion.enable(true, id, bufnr, { autotrigger = true })
    complete_chinese(bufnr)
    local untouched = vim.api.nvim_get_option_info2('completeopt', {})
    if not untouched.was_set then
      vim.bo[bufnr].completeopt = 'menuone,noselect,popup'
    end
  elseif vim.bo[bufnr].omnifunc == '' then
    vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
  end
end

---@param bufnr integer
local function fold(bufnr)
  local function in_windows()
    for _, window in ipairs(vim.fn.win_findbuf(bufnr)) do
      vim.wo[window][0].foldmethod = 'expr'
      vim.wo[window][0].foldexpr = 'v:lua.vim.lsp.foldexpr()'
    end
  end
  vim.api.nvim_create_autocmd('BufWinEnter', { group = GROUP, buffer = bufnr, callback = in_windows })
  in_windows()
end

--- Called when a client has attached to a buffer.
---@param id integer
---@param bufnr integer
function M.attached(id, bufnr)
  local wanted, client = options.now, vim.lsp.get_client_by_id(id)
  if not client then
    return
  end
  installed.check(client)
  vim.api.nvim_clear_autocmds({ group = GROUP, buffer = bufnr })
  if wanted.code_lens then
    show_lenses(bufnr)
  end
  if wanted.inlay_hints and vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
  if wanted.completion == true or (wanted.completion == 'auto' and not others_complete()) then
    complete(id, bufnr)
  end
  if wanted.folding and vim.lsp.foldexpr then
    fold(bufnr)
  end
end

return M
