--- :checkhealth duizhao
local configuration = require('duizhao.configuration')
local installed = require('duizhao.installed')
local neovim = require('duizhao.neovim')
local requests = require('duizhao.requests')
local words = require('duizhao.words')
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local problem = health.error or health.report_error

local PATIENCE = 5000

local function say(zh, en)
  return words.language() == 'zh' and zh or en
end

--- The first line of what a command prints, or nil where it fails or does not end soon.
---@param command string[]
---@return string?
local function first_line(command)
  local printed = {}
  local job = vim.fn.jobstart(command, {
    stdout_buffered = true,
    on_stdout = function(_, lines)
      printed = lines
    end,
  })
  if job <= 0 then
    return nil
  end
  vim.fn.chanclose(job, 'stdin')
  local code = vim.fn.jobwait({ job }, PATIENCE)[1]
  if code == -1 then
    vim.fn.jobstop(job)
  end
  return code == 0 and printed[1] or nil
end

local LACKING = {
  {
    'nvim-0.11',
    'vim.lsp.enable、折叠（vim.lsp.foldexpr）、输入时补全',
    'vim.lsp.enable, folding (vim.lsp.foldexpr), completion while typing',
  },
  { 'nvim-0.10', '行内提示', 'inlay hints' },
}

local function check_neovim()
  start('Neovim')
  if vim.fn.has('nvim-0.8') == 0 then
    return problem(words.say('too_old'))
  end
  ok(vim.split(vim.fn.execute('version'), '\n', { trimempty = true })[1])
  for _, each in ipairs(LACKING) do
    if vim.fn.has(each[1]) == 0 then
      info(say('此版本没有：', 'This version lacks: ') .. say(each[2], each[3]))
    end
  end
end

--- The interpreter that a script names in its first line.
---@param path string
---@return string?
local function interpreter(path)
  local file = io.open(path)
  local line = file and file:read('*l')
  if file then
    file:close()
  end
  return line and line:match('^#!%s*(%S*python%S*)')
end

--- Tells which version a command of the server is of: only one that ends in `serve` can be asked.
---@param command string[]
local function check_version(command)
  if command[#command] ~= 'serve' then
    return info(
      say(
        '命令不以 serve 结尾，没有问它的版本',
        'the command does not end in `serve`: its version is not asked'
      )
    )
  end
  local asking = vim.list_extend({}, command)
  asking[#asking] = '--version'
  local printed = first_line(asking) or ''
  local version = printed:match('^duizhao, version (%d%S*)')
  if not version then
    problem(say('它没有说出版本：', 'it does not tell its version: ') .. table.concat(asking, ' '), {
      'pip install duizhao',
      printed ~= '' and printed or nil,
    })
  elseif not installed.is_new_enough(version) then
    problem(
      printed .. say('，太旧，需要 ', ' is too old, needed is ') .. installed.OLDEST,
      { 'pip install -U duizhao' }
    )
  else
    ok(printed)
  end
end

local function check_command()
  start(say('命令', 'Command'))
  local found, config = pcall(configuration.whole)
  if not found then
    return problem(
      say('没有找到 lsp/duizhao.lua', 'lsp/duizhao.lua is not found'),
      say('nvim-client 要在 runtimepath 里', 'nvim-client belongs in the runtimepath')
    )
  elseif type(config.cmd) ~= 'table' then
    return info(say('命令是一个函数', 'the command is a function'))
  end
  local command = config.cmd
  local path = vim.fn.exepath(command[1])
  if path == '' then
    return problem(say('找不到命令 ', 'command not found: ') .. command[1], {
      'pip install duizhao',
      say('或 setup({ cmd = { "路径/duizhao", "serve" } })', 'or setup({ cmd = { "path/to/duizhao", "serve" } })'),
    })
  end
  ok(table.concat(command, ' ') .. ' (' .. path .. ')')
  check_version(command)
  local python = vim.fn.fnamemodify(path, ':t'):match('^python') and path or interpreter(path)
  if python then
    info((first_line({ python, '--version' }) or 'Python ?') .. ' (' .. python .. ')')
  end
end

---@param client table
---@param bufnr integer
local function check_draft(client, bufnr)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':~:.')
  local params = { command = 'duizhao.showReportKind', arguments = { vim.uri_from_bufnr(bufnr) } }
  local kind = neovim.request_sync(client, 'workspace/executeCommand', params, 2000, bufnr)
  if not kind then
    return warn(name .. say('：没有回答', ': no answer'))
  end
  local guessed = kind.certain and '' or words.say('kind_guessed')
  ok(('%s: %s (%s), %s%s'):format(name, kind.title, kind.pack, kind.reason, guessed))
end

local function check_clients()
  start(say('服务', 'Server'))
  local clients = neovim.clients()
  if #clients == 0 then
    return warn(say('没有在运行', 'not running'), {
      say('打开一个 Markdown 文件', 'open a Markdown file'),
      "require('duizhao').setup()",
      say('看 :Duizhao log', 'see :Duizhao log'),
    })
  end
  for _, client in ipairs(clients) do
    local root = client.config.root_dir or say('（没有根目录）', '(no root folder)')
    ok(('id %d, %s, %s'):format(client.id, client.offset_encoding, root))
    local lacking = installed.lacking(client)
    if lacking then
      problem(words.say('server_too_old', lacking))
    end
    for _, bufnr in ipairs(neovim.buffers(client)) do
      check_draft(client, bufnr)
    end
  end
  local kinds = requests.names(neovim.buffers(clients[1])[1] or 0, 'listReportKinds', 'pack')
  info(say('文种：', 'kinds of report: ') .. table.concat(kinds, ', '))
end

function M.check()
  check_neovim()
  check_command()
  check_clients()
end

return M
