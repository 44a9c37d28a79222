-- The outline as a tree, every entry on its heading; the same in the location list; sections fold.
package.path = vim.fs.dirname(arg[0]) .. '/?.lua;' .. package.path
local checks, session = require('checks'), require('session')

local function selected(symbol)
  local from, to = symbol.selectionRange.start, symbol.selectionRange['end']
  local lines = vim.api.nvim_buf_get_text(0, from.line, from.character, to.line, to.character, {})
  return table.concat(lines, '\n')
end

local names, texts = {}, {}
local function walk(symbols, depth)
  for _, symbol in ipairs(symbols or {}) do
    table.insert(names, ('  '):rep(depth) .. vim.fn.strcharpart(symbol.name, 0, 10))
    texts[symbol.name] = selected(symbol)
    walk(symbol.children, depth + 1)
  end
end

session.configure()
vim.cmd.edit('showcase.md')
checks.wait('the server attaches', session.client)
checks.watch_server(session.server())
walk(session.ask('textDocument/documentSymbol'), 0)
checks.equal(names, {
  '党史学习教育专题民主',
  '  一、上年度民主生活会',
  '    （一）理论学习方面',
  '    （二）调查研究方面',
  '    （三）服务企业方面',
  '  二、存在的主要问题',
  '    （一）在带头深刻感悟',
  '    （二）在带头牢记我们',
  '      1. 统筹监管与发展',
  '      2. 疫情防控抓的不',
  '      3. 质量提升工作推',
  '    （三）在带头践行以人',
  '      1. 听取群众意见不',
  '      2、解决民生难题不够',
  '      3. 办实事的标准不',
  '    （四）在带头学习运用',
  '      1. 风险意识树得不',
  '      2. 斗争本领还有欠',
  '    （五）带头深刻汲取党',
  '      1. 履行“一岗双责',
  '      2. 整治形式主义不',
  '  二、原因分析',
  '    （一）理论武装不够扎',
  '    （二）宗旨意识有所淡',
  '    （三）担当精神有所减',
  '    （四）党性锻炼有所放',
  '  四、整改措施和努力方',
  '    （一）坚定政治信仰，',
  '    （二）、站稳人民立场',
  '    （三）提高监管本领，',
  '    （四）扛起管党治党责',
}, 'the outline has every heading below its parent')
for name, text in pairs(texts) do
  assert(name:gsub(' ', '') == text:gsub(' ', ''), ('%s selects %s'):format(name, text))
end
checks.say('every entry selects its heading')

vim.lsp.buf.document_symbol({ loclist = true })
checks.wait('the location list has the outline too', function() return #vim.fn.getloclist(0) == #names end)
vim.cmd.lclose()

vim.wo.foldmethod = 'expr'
vim.wo.foldexpr = 'v:lua.vim.lsp.foldexpr()'
local heading, next_heading = vim.fn.search('^## 一、', 'w'), vim.fn.search('^## 二、', 'w')
checks.wait('sections fold', function() return vim.fn.foldlevel(heading) > 0 end)
vim.cmd.normal({ 'zMggzo', bang = true })
checks.equal({ vim.fn.foldclosed(heading), vim.fn.foldclosedend(heading) }, { heading, next_heading - 2 },
  'a closed section leaves one blank line before the next')
