--- What this plugin says, in Chinese and English.
local M = {}

local WORDS = {
  no_client = {
    '当前缓冲区没有连接 duizhao，见 :checkhealth duizhao',
    'duizhao does not serve this buffer, see :checkhealth duizhao',
  },
  no_name = {
    'duizhao 只检查有文件名的缓冲区，请先 :w 文件名.md',
    'duizhao serves buffers with a name, :write it to a file first',
  },
  no_command = { '没有这个子命令：%s', 'no such subcommand: %s' },
  choose_command = { '对照 duizhao', 'duizhao' },
  kind_prompt = { '文种，现为“%s”：%s', 'Kind of report, now %s: %s' },
  kind_guessed = { '（推测）', ' (a guess)' },
  kind_auto = { '由 duizhao 判断', 'let duizhao tell' },
  stage_prompt = { '阶段，现为 %s', 'Stage, now %s' },
  stage_now = { '阶段：%s', 'Stage: %s' },
  stage_draft = { '草稿', 'draft' },
  stage_final = { '定稿', 'final' },
  stage_auto = { '由文稿或设置决定', 'as the draft or the settings say' },
  no_stage = { '阶段应为 draft、final 或 auto，不是 %s', 'a stage is draft, final or auto, not %s' },
  matrix_empty = { '没有找到问题、原因或措施', 'no problems, causes or measures found' },
  matrix_help = { '<CR> 跳转  q 关闭', '<CR> jumps  q closes' },
  ledger_exists = { '%s 已存在；:Duizhao! ledger 覆盖', '%s exists; :Duizhao! ledger overwrites it' },
  ledger_is_draft = { '台账不能写到文稿自己里', 'the ledger cannot be written over the draft itself' },
  ledger_name = { '台账', '-ledger' },
  ledger_format = { '台账应为 .xlsx、.html、.md 或 .csv：%s', 'a ledger is .xlsx, .html, .md or .csv: %s' },
  ledger_written = { '已写入 %s', '%s written' },
  cannot_write = { '无法写入 %s', 'cannot write %s' },
  explain_prompt = { '说明哪条规则', 'Explain which rule' },
  new_exists = { '%s 已有内容，请换一个文件名', '%s has something in it, choose another name' },
  new_prompt = { '新建哪种报告', 'Which kind of report' },
  cannot_start = {
    'duizhao 没有启动，见 :checkhealth duizhao',
    'duizhao does not start, see :checkhealth duizhao',
  },
  not_installed = {
    '找不到命令 %s：pip install duizhao，见 :checkhealth duizhao',
    'no command %s: pip install duizhao, see :checkhealth duizhao',
  },
  server_too_old = {
    'duizhao 太旧，没有 %s：pip install -U duizhao',
    'duizhao is too old, it has no %s: pip install -U duizhao',
  },
  restarted = { 'duizhao 已重启', 'duizhao is restarted' },
  gave_up = {
    'duizhao 三分钟内退出 %d 次，不再自动重启；:Duizhao log 看日志，:Duizhao restart 再试',
    'duizhao ended %d times in three minutes and is left alone; :Duizhao log shows the log, :Duizhao restart tries again',
  },
  unknown_option = { 'duizhao：没有选项 %s；可用的有 %s', 'duizhao: no option %s; there are %s' },
  wrong_option = { 'duizhao：选项 %s 应为 %s', 'duizhao: option %s takes %s' },
  too_old = { 'duizhao 需要 Neovim 0.8 或更新', 'duizhao needs Neovim 0.8 or newer' },
  do_kind = { '选择文种', 'choose the kind of report' },
  do_stage = { '选择阶段', 'choose the stage' },
  do_matrix = { '问题、原因、措施对照表', 'show the matrix of problems, causes and measures' },
  do_ledger = { '导出台账', 'write the ledger to a file' },
  do_convert = { '把粘贴的文字转成 Markdown 标题', 'turn pasted text into Markdown headings' },
  do_renumber = { '重新编号', 'number the headings anew' },
  do_explain = { '说明规则', 'explain a rule' },
  do_new = { '新建报告', 'begin a new report' },
  do_log = { '看日志', 'show the log' },
  do_restart = { '重启', 'restart the server' },
}

--- `zh` or `en`: what the option says, else the language of Neovim's own messages, as the server has it.
---@return 'zh'|'en'
function M.language()
  local chosen = require('duizhao.options').now.language
  if chosen ~= 'auto' then
    return chosen
  end
  local of_neovim = vim.v.lang:gsub('^Chinese', 'zh'):match('^%a%a[_%a]*')
  return (of_neovim == nil or of_neovim:match('^zh')) and 'zh' or 'en'
end

--- A text of this plugin.
---@param key string
---@param ... any
---@return string
function M.say(key, ...)
  local both = WORDS[key]
  return (M.language() == 'zh' and both[1] or both[2]):format(...)
end

--- Shows a text of this plugin as a message.
---@param level integer one of vim.log.levels
---@param key string
---@param ... any
function M.tell(level, key, ...)
  vim.notify(M.say(key, ...), level, { title = 'duizhao' })
end

return M
