-- What answers which problem: counts and gaps above, inferred answers behind the lines; a lens leads where it says.
local checks, typist = require('checks'), require('typist')

typist.start()
typist.open('marks.md', {
  '# 南岭水务所自查整改报告😋',
  '',
  '## 一、存在的问题',
  '',
  '1. 巡库记录不全。<!-- p1 -->',
  '2. 闸门漏水😋。<!-- p2 -->',
  '3. 收费不公开。<!-- p3 -->',
  '',
  '## 二、整改措施',
  '',
  '1. 增配两名巡库员。<!-- for: p1 -->',
  '2. 更换闸门。<!-- for: p2 -->',
})
typist.wait_for('how many problems are covered stands on the screen', '2/3 已对应')
typist.type('Go3. 公开收费标准。<LT>!-- for: p3 --><Esc>')
typist.wait_for('a measure is written, and the count follows', '3/3 已对应')
typist.type('dd')
typist.wait_for('it is gone, and the count follows', '2/3 已对应')
if typist.has('0.8') then
  typist.type('gg/存在的问题<CR>:lua vim.lsp.codelens.run()<CR>')
  checks.wait('run, the lens leads to the problem that is open', function()
    return typist.line() == '3. 收费不公开。<!-- p3 -->'
  end, typist.screen)
  typist.type('ggO另有<CR>说明<Esc>')
  vim.wait(900)
  typist.type('/存在的问题<CR>:lua vim.lsp.codelens.run()<CR>')
  checks.wait('also when only lines above it have changed', function()
    return typist.line() == '3. 收费不公开。<!-- p3 -->'
  end, typist.screen)
end

if typist.has('0.10') then
  typist.open('inferred.md', {
    '# 南岭水务所自查整改报告😋',
    '',
    '## 一、存在的问题',
    '',
    '### （一）巡库记录方面',
    '',
    '巡库记录不全😋。',
    '',
    '### （二）闸门维护方面',
    '',
    '闸门漏水。',
    '',
    '## 二、整改措施',
    '',
    '### （一）巡库记录方面',
    '',
    '增配两名巡库员。',
    '',
    '### （二）闸门维护方面',
    '',
    '更换闸门。',
  })
  typist.wait_for(
    'what is only inferred stands behind the measure',
    '闸门维护方面 → （二）闸门维护方面'
  )
end
typist.quit()
