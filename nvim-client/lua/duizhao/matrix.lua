--- The matrix in a window: it follows its draft, and leads to what it shows.
local layouts = require('duizhao.layout')
local requests = require('duizhao.requests')
local neovim = require('duizhao.neovim')
local settling = require('duizhao.settling')
local words = require('duizhao.words')
local M = {}

local SETTLING = 400
local NAMESPACE = vim.api.nvim_create_namespace('duizhao.matrix')
local GROUPS = {
  Title = 'Title',
  Header = 'Underlined',
  Done = vim.fn.has('nvim-0.9') == 1 and 'DiagnosticOk' or 'String',
  Likely = 'DiagnosticHint',
  Exempt = 'Comment',
  Partly = 'DiagnosticWarn',
  Unknown = 'DiagnosticInfo',
  Open = 'DiagnosticError',
}

---@class duizhao.View
---@field draft integer buffer
---@field buffer integer
---@field data table
---@field layout duizhao.Layout
---@field width integer that it is laid out for

---@type table<integer, duizhao.View> by draft
local views = {}

---@param view duizhao.View
---@return integer
local function width_of(view)
  local window = vim.fn.bufwinid(view.buffer)
  return window ~= -1 and vim.api.nvim_win_get_width(window) or vim.o.columns
end

---@param view duizhao.View
local function draw(view)
  view.width = width_of(view)
  view.layout = layouts.lay_out(view.data, view.width - 1)
  vim.bo[view.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(view.buffer, 0, -1, true, view.layout.lines)
  vim.bo[view.buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(view.buffer, NAMESPACE, 0, -1)
  for _, paint in ipairs(view.layout.paints) do
    local line = view.layout.lines[paint.row]
    vim.api.nvim_buf_set_extmark(view.buffer, NAMESPACE, paint.row - 1, math.min(paint.from, #line), {
      end_col = paint.to == -1 and #line or math.min(paint.to, #line),
      hl_group = paint.group,
    })
  end
end

---@param view duizhao.View
local function jump(view)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = layouts.line_at(view.layout, row, column)
  if not line or not vim.api.nvim_buf_is_valid(view.draft) then
    return
  end
  local window = vim.fn.bufwinid(view.draft)
  if window == -1 then
    vim.cmd('aboveleft sbuffer ' .. view.draft)
  else
    vim.api.nvim_set_current_win(window)
  end
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { math.min(line, vim.api.nvim_buf_line_count(0)), 0 })
  vim.cmd('normal! ^zvzz')
end

--- Asks for the matrix anew and shows it; quietly where no server is there now.
---@param view duizhao.View
local function refresh(view)
  local client = neovim.clients(view.draft)[1]
  if client and vim.api.nvim_buf_is_valid(view.buffer) then
    requests.ask(client, view.draft, 'showMatrix', { vim.uri_from_bufnr(view.draft), vim.NIL }, function(data)
      if vim.api.nvim_buf_is_valid(view.buffer) then
        view.data = data
        draw(view)
      end
    end)
  end
end

--- Refreshes the view whenever changes of its draft have settled, for as long as it is there.
---@param view duizhao.View
local function follow(view)
  local settled = settling.settled(SETTLING, function()
    refresh(view)
  end)
  vim.api.nvim_buf_attach(view.draft, false, {
    on_lines = function()
      if views[view.draft] ~= view then
        return true
      end
      settled()
    end,
    on_reload = function()
      settled()
    end,
    on_detach = vim.schedule_wrap(function()
      if views[view.draft] == view then
        vim.api.nvim_buf_delete(view.buffer, {})
      end
    end),
  })
end

---@param view duizhao.View
local function keep(view)
  local function on(events, callback)
    vim.api.nvim_create_autocmd(events, { buffer = view.buffer, callback = callback })
  end
  on('BufWipeout', function()
    views[view.draft] = nil
  end)
  vim.api.nvim_create_autocmd({ 'VimResized', 'WinEnter' }, {
    callback = function()
      if views[view.draft] ~= view then
        return true
      end
      if view.width ~= width_of(view) then
        draw(view)
      end
    end,
  })
  local function map(key, run)
    vim.api.nvim_buf_set_keymap(view.buffer, 'n', key, '', { callback = run, nowait = true, desc = 'duizhao' })
  end
  map('<CR>', function()
    jump(view)
  end)
  map('q', function()
    vim.api.nvim_buf_delete(view.buffer, {})
  end)
end

---@param draft integer
---@param data table
---@return duizhao.View
local function open(draft, data)
  for name, linked in pairs(GROUPS) do
    vim.cmd(('highlight default link Duizhao%s %s'):format(name, linked))
  end
  vim.cmd('botright split')
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_win_set_buf(0, buffer)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(draft), ':t')
  vim.api.nvim_buf_set_name(buffer, ('duizhao://matrix/%d/%s'):format(draft, name))
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].filetype = 'duizhao-matrix'
  for option, value in pairs({ wrap = false, number = false, relativenumber = false, signcolumn = 'no', list = false }) do
    vim.api.nvim_win_set_option(0, option, value)
  end
  local view = { draft = draft, buffer = buffer, data = data, layout = layouts.lay_out(data, vim.o.columns), width = 0 }
  views[draft] = view
  keep(view)
  draw(view)
  vim.api.nvim_win_set_height(0, math.max(3, math.min(#view.layout.lines, math.floor(vim.o.lines / 2))))
  vim.api.nvim_win_set_option(0, 'cursorline', true)
  vim.api.nvim_echo({ { words.say('matrix_help'), 'Comment' } }, false, {})
  follow(view)
  return view
end

--- Shows the matrix of a draft in a window below, or goes to the one that shows it.
---@param draft integer buffer
function M.show(draft)
  local view = views[draft]
  local window = view and vim.fn.bufwinid(view.buffer) or -1
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
    return refresh(view)
  end
  requests.about(draft, 'showMatrix', { vim.NIL }, function(data)
    if #data.tables == 0 then
      return words.tell(vim.log.levels.INFO, 'matrix_empty')
    end
    open(draft, data)
  end)
end

return M
