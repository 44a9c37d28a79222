if vim.g.loaded_duizhao then
  return
end
vim.g.loaded_duizhao = true

vim.api.nvim_create_user_command('Duizhao', function(options)
  require('duizhao.commands').run(options)
end, {
  nargs = '*',
  bang = true,
  range = true,
  desc = 'duizhao: kind, stage, matrix, ledger, convert, renumber, explain, new, log, restart',
  complete = function(lead, line)
    return require('duizhao.commands').complete(lead, line)
  end,
})
