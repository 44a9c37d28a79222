--- The page of a rule.
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

--- Whether Neovim can render Markdown in a window: from 0.10 on it cannot without a parser, which some distributions
--- leave out.
---@return boolean
local function renders_markdown()
  if vim.fn.has('nvim-0.10') == 0 then
    return true
  end
  local found, added = pcall(vim.treesitter.language.add, 'markdown')
  return found and (added or vim.fn.has('nvim-0.11') == 0)
end

---@param client table
---@param bufnr integer
---@param code string
local function show(client, bufnr, code)
  requests.ask(client, bufnr, 'explain', { code }, function(text)
    local lines = vim.split(text, '\n', { trimempty = true })
    local rendered = renders_markdown()
    local buffer = vim.lsp.util.open_floating_preview(lines, rendered and 'markdown' or '', {
      border = 'rounded',
      focus_id = 'duizhao.explain',
      max_width = 88,
      wrap = true,
    })
    if not rendered then
      vim.bo[buffer].syntax = 'markdown'
    end
  end)
end

--- The code of what is marked at the cursor, or else in its line; none in a window that shows something else.
---@param bufnr integer
---@return string?
local function code_here(bufnr)
  if vim.api.nvim_get_current_buf() ~= bufnr then
    return nil
  end
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local found
  for _, each in ipairs(vim.diagnostic.get(bufnr, { lnum = line - 1 })) do
    if each.source == 'duizhao' and each.code then
      if each.col <= column and column < each.end_col then
        return each.code
      end
      found = found or each.code
    end
  end
  return found
end

---@param arguments string[] the code; without it, what is marked at the cursor, or one is chosen from a list
function M.run(arguments)
  local bufnr = requests.draft()
  local client = requests.client(bufnr)
  if not client then
    return
  end
  local code = arguments[1] or code_here(bufnr)
  if code then
    return show(client, bufnr, code)
  end
  requests.ask(client, bufnr, 'listCodes', {}, function(codes)
    vim.ui.select(codes, {
      prompt = words.say('explain_prompt'),
      format_item = function(each)
        return each.code .. '  ' .. each.title
      end,
    }, function(each)
      if each then
        show(client, bufnr, each.code)
      end
    end)
  end)
end

---@return string[]
function M.complete()
  return requests.names(vim.api.nvim_get_current_buf(), 'listCodes', 'code')
end

return M
