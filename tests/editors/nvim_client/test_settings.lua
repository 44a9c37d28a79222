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
