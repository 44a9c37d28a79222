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

--- Before Neovim 0.12 lenses stay in their lines when others are put above, and the server tells only of other words.
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
---@return integer autocommand
local function complete_chinese(bufnr)
  local ask = settling.settled(COMPLETING, function()
    if vim.api.nvim_get_current_buf() == bufnr and vim.fn.mode() == 'i' and vim.fn.pumvisible() == 0 then
      local column = vim.api.nvim_win_get_cursor(0)[2]
      if vim.api.nvim_get_current_line():sub(1, column):match('[\228-\233][\128-\191][\128-\191]$') then
        vim.lsp.completion.get()
      end
    end
  end)
  return vim.api.nvim_create_autocmd('TextChangedI', { group = GROUP, buffer = bufnr, callback = ask })
end

--- Completes while typing, and returns what ends that.
---@param id integer
---@param bufnr integer
---@return fun()
local function complete_typing(id, bufnr)
  vim.lsp.completion.enable(true, id, bufnr, { autotrigger = true })
  local asking = complete_chinese(bufnr)
  if not vim.api.nvim_get_option_info2('completeopt', {}).was_set then
    vim.bo[bufnr].completeopt = 'menuone,noselect,popup'
  end
  return function()
    vim.lsp.completion.enable(false, id, bufnr)
    vim.api.nvim_del_autocmd(asking)
  end
end

--- Completes while typing unless another plugin does. One that is loaded for the first key typed is there by then, not
--- before; so this is asked whenever typing begins.
---@param id integer
---@param bufnr integer
local function complete_unless_others(id, bufnr)
  local stop
  local function decide()
    if not vim.lsp.get_client_by_id(id) then
      return true
    end
    local others = others_complete()
    if others and stop then
      stop()
      stop = nil
    elseif not others and not stop then
      stop = complete_typing(id, bufnr)
    end
  end
  vim.api.nvim_create_autocmd('InsertEnter', { group = GROUP, buffer = bufnr, callback = decide })
  if vim.api.nvim_get_current_buf() == bufnr and vim.fn.mode() == 'i' then
    decide()
  end
end

---@param id integer
---@param bufnr integer
---@param wanted 'auto'|boolean
local function complete(id, bufnr, wanted)
  if not vim.lsp.completion then
    if vim.bo[bufnr].omnifunc == '' and (wanted == true or not others_complete()) then
      vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
    end
  elseif wanted == 'auto' then
    complete_unless_others(id, bufnr)
  else
    complete_typing(id, bufnr)
  end
end

--- Has the messages of this server stand behind their lines, or not. Neovim 0.11 shows none by itself: `auto` adds them
--- unless the user has chosen how all messages are shown.
---@param client table
---@param wanted 'auto'|boolean
local function show_messages(client, wanted)
  local all = vim.diagnostic.config() or {}
  if wanted == 'auto' then
    if all.virtual_text or all.virtual_lines then
      return
    end
    wanted = true
  end
  local spaces = { vim.lsp.diagnostic.get_namespace(client.id) }
  if (client.server_capabilities or {}).diagnosticProvider then
    spaces[2] = vim.lsp.diagnostic.get_namespace(client.id, true)
  end
  for _, space in ipairs(spaces) do
    vim.diagnostic.config({ virtual_text = wanted }, space)
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
  show_messages(client, wanted.virtual_text)
  vim.api.nvim_clear_autocmds({ group = GROUP, buffer = bufnr })
  if wanted.code_lens then
    show_lenses(bufnr)
  end
  if wanted.inlay_hints and vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
  if wanted.completion then
    complete(id, bufnr, wanted.completion)
  end
  if wanted.folding and vim.lsp.foldexpr then
    fold(bufnr)
  end
end

return M
