--- The matrix in a window: it follows its draft, and leads to what it shows.
local layouts = require('duizhao.layout')
local neovim = require('duizhao.neovim')
local place = require('duizhao.place')
local requests = require('duizhao.requests')
local settling = require('duizhao.settling')
local words = require('duizhao.words')
local M = {}

local SETTLING = 400
local GROUP = vim.api.nvim_create_augroup('duizhao.matrix', {})
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
  local spot = layouts.spot_at(view.layout, row, column)
  if not spot or not vim.api.nvim_buf_is_loaded(view.draft) then
    return
  end
  local window = vim.fn.bufwinid(view.draft)
  if window == -1 then
    vim.cmd('aboveleft sbuffer ' .. view.draft)
  else
    vim.api.nvim_set_current_win(window)
  end
  vim.cmd("normal! m'")
  local lines = vim.api.nvim_buf_get_lines(view.draft, 0, -1, true)
  vim.api.nvim_win_set_cursor(0, { place.of(lines, spot.line, spot.words) })
  vim.cmd('normal! zvzz')
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

--- Refreshes the view whenever changes of its draft have settled, for as long as the draft is there: read anew, it is
--- another text of the same buffer.
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
      if views[view.draft] ~= view then
        return
      elseif vim.api.nvim_buf_is_loaded(view.draft) then
        follow(view)
        settled()
      else
        vim.api.nvim_buf_delete(view.buffer, {})
      end
    end),
  })
end

---@param view duizhao.View
local function keep(view)
  vim.api.nvim_create_autocmd('BufWipeout', {
    group = GROUP,
    buffer = view.buffer,
    callback = function()
      views[view.draft] = nil
    end,
  })
  --- Runs `run` at these events for as long as the view is there.
  local function on(events, run)
    vim.api.nvim_create_autocmd(events, {
      group = GROUP,
      callback = function(event)
        if views[view.draft] ~= view then
          return true
        end
        run(event)
      end,
    })
  end
  on({ 'VimResized', 'WinEnter' }, function()
    if view.width ~= width_of(view) then
      draw(view)
    end
  end)
  if vim.fn.exists('##LspAttach') == 1 then
    on('LspAttach', function(event)
      if event.buf == view.draft then
        refresh(view)
      end
    end)
  end
  local function map(key, run)
    vim.api.nvim_buf_set_keymap(view.buffer, 'n', key, '', { callback = run, nowait = true, desc = 'duizhao' })
  end
  map('<CR>', function()
    jump(view)
  end)
  map('q', function()
    if #vim.fn.win_findbuf(view.buffer) > 1 then
      vim.api.nvim_win_close(0, false)
    else
      vim.api.nvim_buf_delete(view.buffer, {})
    end
  end)
end

---@param draft integer
---@param data table
---@return duizhao.View
local function make(draft, data)
  for name, linked in pairs(GROUPS) do
    vim.cmd(('highlight default link Duizhao%s %s'):format(name, linked))
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(draft), ':t')
  vim.api.nvim_buf_set_name(buffer, ('duizhao://matrix/%d/%s'):format(draft, name))
  vim.b[buffer].duizhao_draft = draft
  local view = { draft = draft, buffer = buffer, data = data, layout = layouts.lay_out(data, vim.o.columns), width = 0 }
  views[draft] = view
  keep(view)
  follow(view)
  return view
end

--- Goes to the window of this tab page that shows the view, one made below where there is none.
---@param view duizhao.View
local function reveal(view)
  local window = vim.fn.bufwinid(view.buffer)
  if window ~= -1 then
    return vim.api.nvim_set_current_win(window)
  end
  vim.cmd('botright split')
  vim.api.nvim_win_set_buf(0, view.buffer)
  vim.bo[view.buffer].bufhidden = 'wipe'
  vim.bo[view.buffer].filetype = 'duizhao-matrix'
  for option, value in pairs({
    wrap = false,
    number = false,
    relativenumber = false,
    signcolumn = 'no',
    list = false,
    cursorline = true,
  }) do
    neovim.set_in_window(0, option, value)
  end
  draw(view)
  vim.api.nvim_win_set_height(0, math.max(3, math.min(#view.layout.lines, math.floor(vim.o.lines / 2))))
  vim.api.nvim_echo({ { words.say('matrix_help'), 'Comment' } }, false, {})
end

--- Shows the matrix of a draft in a window below, or goes to the one that shows it.
---@param draft integer buffer
function M.show(draft)
  if views[draft] then
    reveal(views[draft])
    return refresh(views[draft])
  end
  requests.about(draft, 'showMatrix', { vim.NIL }, function(data)
    if #data.tables == 0 then
      return words.tell(vim.log.levels.INFO, 'matrix_empty')
    end
    reveal(views[draft] or make(draft, data))
  end)
end

return M
