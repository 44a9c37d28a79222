-- Neovim 0.8: messages of the server and of the plugin are in the language of Neovim, with nothing said of it.
local checks, typist = require('checks'), require('typist')

local LINES = { '# 报告😋', '', '## 一、情况', '', '## 一、问题' }

-- Makes a locale and returns the environment in which it holds, else nil.
local function locale(name)
  local made = vim.fn.system({ 'localedef', '-i', name, '-f', 'UTF-8', vim.uv.cwd() .. '/' .. name .. '.UTF-8' })
  if vim.v.shell_error == 0 then
    return { LOCPATH = vim.uv.cwd(), LC_ALL = name .. '.UTF-8', LANG = name .. '.UTF-8' }
  end
  io.stdout:write('# no locale ', name, ': ', made, '\n')
end

local SPOKEN = {
  en_US = { 'has the number 一、 already', 'no such subcommand: nothing' },
  zh_CN = { '“一、”', '没有这个子命令：nothing' },
}
for name, spoken in pairs(SPOKEN) do
  local environment = vim.fn.executable('localedef') == 1 and locale(name)
  if environment then
    typist.start(nil, environment)
    checks.equal(typist.lua('return vim.v.lang'), name .. '.UTF-8', 'this Neovim speaks ' .. name)
    typist.open('draft.md', LINES)
    typist.wait_for('the server does so, too', spoken[1])
    typist.type(':Duizhao nothing<CR>')
    typist.wait_for('and the plugin', spoken[2])
    local enables = typist.has('0.11')
    typist.quit()
    if enables then
      local printed = vim.fn.system({ vim.env.DUIZHAO_PYTHON, '-P', '-m', 'duizhao', 'editor', 'neovim-plain' })
      typist.start(false, environment)
      typist.lua(
        [[
        local plugin, printed = ...
        vim.opt.rtp:remove(plugin)
        vim.diagnostic.config({ virtual_text = true })
        assert(loadstring(printed))()
      ]],
        vim.env.DUIZHAO_CLIENT,
        printed
      )
      typist.type(':edit draft.md<CR>')
      typist.wait_for('so does it as it is set up without the plugin', spoken[1])
      typist.quit()
    end
  end
end

-- Windows has other names for languages; v:lang cannot be set, so the two that read it are given it.
typist.start()
local said = typist.lua([[
  local found = {}
  for _, name in ipairs({ 'Chinese (Simplified)_China.936', 'English_United States.1252', 'zh_TW.UTF-8', 'C', 'de_DE' }) do
    local real = vim.v
    vim.v = setmetatable({ lang = name }, { __index = real })
    local params = {}
    dofile(vim.api.nvim_get_runtime_file('lsp/duizhao.lua', false)[1]).before_init(params)
    table.insert(found, { require('duizhao.words').language(), (params.locale or ''):sub(1, 2) })
    vim.v = real
  end
  return found
]])
checks.equal(
  said,
  { { 'zh', 'zh' }, { 'en', 'En' }, { 'zh', 'zh' }, { 'zh', '' }, { 'en', 'de' } },
  'names of languages are understood as they are on Windows and elsewhere'
)
typist.quit()
