-- A server that is not installed, or too old for this plugin, is told once, with what to do, in either language.
local checks, typist = require('checks'), require('typist')

local function count(text)
  return select(2, typist.messages():gsub(vim.pesc(text), ''))
end

local function write(name)
  vim.fn.writefile({ '# 报告😋' }, name)
  return name
end

typist.start({ cmd = { 'no-such-duizhao', 'serve' } })
checks.equal(typist.messages(), '', 'before there is a draft nothing is said')
for _, name in ipairs({ 'first.md', 'second.md', 'third.md' }) do
  typist.type(':edit ' .. write(name) .. '<CR>')
  checks.wait(name .. ' is opened', function()
    return typist.lua([[return vim.fn.expand('%')]]) == name and typist.text()[1] == '# 报告😋'
  end, typist.screen)
end
checks.wait('what to do is told', function()
  return count('pip install duizhao') > 0
end, typist.messages)
checks.lasts('once for all drafts', 500, function()
  return count('pip install duizhao') == 1 and count('找不到命令 no-such-duizhao') == 1
end, typist.messages)
checks.equal(count('spawn') + count('executable'), 0, 'and Neovim adds nothing')
typist.type(':Duizhao restart<CR>')
checks.wait('asked to start it, it is told again', function()
  return count('pip install duizhao') == 2
end, typist.messages)
typist.type(':Duizhao new gongwen/base<CR>')
checks.wait('so it is where a report is begun', function()
  return count('pip install duizhao') == 3
end, typist.messages)
checks.lasts('once each time', 500, function()
  return count('pip install duizhao') == 3
end, typist.messages)
checks.equal(count('spawn') + count('executable'), 0, 'and Neovim adds nothing there')
typist.quit()

typist.start({ cmd = { 'no-such-duizhao', 'serve' }, language = 'en' })
typist.type(':edit first.md<CR>')
checks.wait('in English', function()
  return count('no command no-such-duizhao: pip install duizhao') == 1
end, typist.messages)
typist.quit()

-- A server that knows the protocol and none of the commands.
local OLD = [[
import json, sys
def read():
    length = 0
    while line := sys.stdin.buffer.readline().strip():
        if line.lower().startswith(b"content-length"):
            length = int(line.split(b":")[1])
    return json.loads(sys.stdin.buffer.read(length)) if length else sys.exit(0)
while True:
    message = read()
    method = message.get("method")
    if method == "exit":
        sys.exit(0)
    if "id" in message and method:
        capabilities = {"textDocumentSync": 1, "executeCommandProvider": {"commands": ["duizhao.explain"]}}
        answer = {"jsonrpc": "2.0", "id": message["id"], "result": {"capabilities": capabilities}}
        body = json.dumps(answer if method == "initialize" else {**answer, "result": None}).encode()
        sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        sys.stdout.buffer.flush()
]]
vim.fn.writefile(vim.split(OLD, '\n'), 'old.py')
typist.start({ cmd = { vim.env.DUIZHAO_PYTHON, 'old.py' } })
typist.type(':edit first.md<CR>')
checks.wait('a server that lacks what is asked of it is told', function()
  return count('pip install -U duizhao') == 1
end, typist.messages)
typist.type(':edit second.md<CR>')
checks.lasts('once', 700, function()
  return count('pip install -U duizhao') == 1
end, typist.messages)
typist.type(':checkhealth duizhao<CR>')
checks.wait('and in the health', function()
  return typist.lua([[return vim.bo.filetype]]):find('health', 1, true)
    and table.concat(typist.text(), '\n'):find('pip install -U duizhao', 1, true)
end, typist.text)
typist.quit()
