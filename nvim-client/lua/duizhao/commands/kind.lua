--- Choosing the kind of report of the draft.
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

local AUTO = 'auto'

---@param bufnr integer
---@param pack string|userdata
local function choose(bufnr, pack)
  requests.about(bufnr, 'chooseReportKind', { pack }, function() end)
end

--- `kind.reason` is why it is this one; a guess says so.
---@param kind table
---@return string
local function prompt(kind)
  local guessed = kind.certain and '' or words.say('kind_guessed')
  return words.say('kind_prompt', kind.title, kind.reason) .. guessed
end

---@param arguments string[] the pack, or `auto`; without it, one is chosen from a list
function M.run(arguments)
  local bufnr = requests.draft()
  local named = arguments[1]
  if named then
    return choose(bufnr, named == AUTO and vim.NIL or named)
  end
  requests.about(bufnr, 'showReportKind', {}, function(kind)
    local offered = { { pack = vim.NIL, title = words.say('kind_auto') } }
    vim.list_extend(offered, kind.packs)
    vim.ui.select(offered, {
      prompt = prompt(kind),
      format_item = function(each)
        return each.pack == vim.NIL and each.title
          or ('%s %s (%s)'):format(each.pack == kind.pack and '*' or ' ', each.title, each.pack)
      end,
    }, function(each)
      if each then
        choose(bufnr, each.pack)
      end
    end)
  end)
end

---@return string[]
function M.complete()
  return { AUTO, unpack(requests.names(vim.api.nvim_get_current_buf(), 'listReportKinds', 'pack')) }
end

return M
