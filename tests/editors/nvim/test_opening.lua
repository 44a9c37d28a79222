-- A draft is opened: the encoding agreed on, what is found, and which words are marked.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session = require('checks'), require('session')

session.configure()
vim.cmd.edit('showcase.md')
checks.wait('the server attaches to a Markdown file', session.client)
checks.watch_server(session.server())
checks.equal(session.client().offset_encoding, 'utf-8', 'positions are counted in bytes, as Neovim prefers')
checks.equal(session.client().server_info.name, 'duizhao', 'the server says its name')
checks.wait('diagnostics are there', function() return #vim.diagnostic.get(0) > 0 end)

local found = {}
for _, diagnostic in ipairs(session.diagnostics()) do
  found[diagnostic.lnum + 1 .. ' ' .. diagnostic.code .. ' ' .. session.words(diagnostic)] = diagnostic
end
for _, planted in ipairs({
  '3 placeholders/unfilled XX',
  '15 headings/closing 。',
  '31 punctuation/half-width ,',
  '31 runs/missing-first 二是',
  '45 numbering/mixed 2、',
  '49 structure/near-miss 光荣',
  '57 punctuation/unpaired “',
  '61 numbering/duplicate 二、',
  '65 placeholders/unfilled 次数待补充',
  '85 numbering/separator 、',
}) do
  checks.equal(found[planted] ~= nil, true, 'line ' .. planted .. ' is marked')
end

local duplicate = found['61 numbering/duplicate 二、']
checks.equal(duplicate.severity, vim.diagnostic.severity.ERROR, 'a number used twice is an error')
checks.equal(duplicate.source, 'duizhao', 'the source is named')
local related = duplicate.user_data.lsp.relatedInformation[1].location.range
checks.equal(related.start.line + 1, 27, 'its first use is the related place')

-- Neovim offers to pull diagnostics and takes pushed ones too; what comes both ways it shows twice.
local ways, places = {}, {}
for _, each in ipairs(session.diagnostics()) do
  ways[each.namespace] = true
  places[('%d:%d %s'):format(each.lnum, each.col, each.code)] = true
end
checks.equal(vim.tbl_count(ways), 1, 'diagnostics come one way only')
checks.equal(vim.tbl_count(places), #session.diagnostics(), 'and each once')
