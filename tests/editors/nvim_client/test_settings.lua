-- Neovim 0.8: settings that change hold at once; a pack that is broken is shown in the pack.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('settings.md', { '# 报告😋', '', '## 一、情况', '', '## 一、问题' })
typist.wait_for('messages are in Chinese', '“一、”')
typist.lua([[require('duizhao').setup({ cmd = ..., language = 'en' })]], typist.command())
typist.wait_for('and in English once that is set', 'has the number 一、 already')
typist.type(':Duizhao nothing<CR>')
typist.wait_for('so are those of the plugin', 'no such subcommand: nothing')
typist.lua(
  [[require('duizhao').setup({ cmd = ..., settings = { rules = { ['numbering/duplicate'] = 'off' } } })]],
  typist.command()
)
typist.wait_for_findings('a rule that is switched off is silent', {})
local marked = { 'numbering/duplicate 一、' }
typist.lua([[require('duizhao').setup({ cmd = ... })]], typist.command())
typist.wait_for_findings('left out, the rule holds again', marked)
local before = typist.server()
typist.type(':Duizhao restart<CR>')
checks.wait('started anew', function()
  local now = typist.server()
  return now and now ~= before
end, typist.messages)
typist.wait_for('it is in Chinese again', '“一、”')
checks.lasts('and the rule goes on holding', 500, function()
  return vim.deep_equal(typist.findings(), marked)
end, typist.findings)

if typist.has('0.11') then
  typist.lua(
    [[vim.lsp.config('duizhao', { settings = { duizhao = { rules = { ['numbering/duplicate'] = 'off' } } } })]]
  )
  typist.lua([[require('duizhao').setup({ cmd = ..., settings = { pause = 300 } })]], typist.command())
  typist.wait_for_findings("a setting of the user's own configuration holds below those of setup()", {})
  typist.lua([[require('duizhao').setup({ cmd = ... })]], typist.command())
  checks.lasts('also the next time', 700, function()
    return #typist.findings() == 0
  end, typist.findings)
  typist.type(':Duizhao restart<CR>')
  typist.wait_for('started anew', '已重启')
  checks.wait('the server is there', typist.server, typist.messages)
  checks.lasts('it holds as well', 700, function()
    return #typist.findings() == 0
  end, typist.findings)
end

typist.lua([[require('duizhao').setup({ cmd = ..., langauge = 'zh', restart = 'no' })]], typist.command())
local messages = typist.messages()
checks.equal(messages:find('没有选项 langauge', 1, true) ~= nil, true, 'an option that there is not is told')
checks.equal(
  messages:find('选项 restart 应为 true | false', 1, true) ~= nil,
  true,
  'so is a value that it cannot have'
)

vim.fn.mkdir('packs')
vim.fn.writefile({ 'pack: our/own', 'title: 我们的😋', 'outlin: {}' }, 'packs/own.yaml')
typist.lua(
  [[require('duizhao').setup({ cmd = ..., settings = { packs = { vim.fn.getcwd() .. '/packs' } } })]],
  typist.command()
)
typist.type(':edit packs/own.yaml<CR>')
checks.wait('the word that is wrong is marked in the pack', function()
  return table.concat(typist.findings(), '\n'):find('outlin', 1, true)
end, function()
  return { typist.findings(), typist.messages() }
end)
typist.quit()
