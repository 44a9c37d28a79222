--- Saying how far the draft is.
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

local STAGES = { 'draft', 'final', 'auto' }

---@param bufnr integer
---@param stage string
local function choose(bufnr, stage)
  requests.about(bufnr, 'setStage', { stage == 'auto' and vim.NIL or stage }, function(now)
    words.tell(vim.log.levels.INFO, 'stage_now', words.say('stage_' .. now))
  end)
end

---@param arguments string[] draft, final, or auto; without it, one is chosen from a list
function M.run(arguments)
  local bufnr = requests.draft()
  local named = arguments[1]
  if named and not vim.tbl_contains(STAGES, named) then
    return words.tell(vim.log.levels.ERROR, 'no_stage', named)
  elseif named then
    return choose(bufnr, named)
  end
  requests.about(bufnr, 'showReportKind', {}, function(kind)
    vim.ui.select(STAGES, {
      prompt = words.say('stage_prompt', words.say('stage_' .. kind.stage)),
      format_item = function(stage)
        return words.say('stage_' .. stage)
      end,
    }, function(stage)
      if stage then
        choose(bufnr, stage)
      end
    end)
  end)
end

---@return string[]
function M.complete()
  return STAGES
end

return M
