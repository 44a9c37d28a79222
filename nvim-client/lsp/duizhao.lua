---@brief
---
--- `duizhao`, a language server for structured reports in Markdown, Chinese first: outline and numbering, set phrases,
--- and whether every problem has its cause and its measure. It can be installed with `pip`:
---
--- ```sh
--- pip install duizhao
--- ```
---
--- Settings, all of them optional:
---
--- ```lua
--- vim.lsp.config('duizhao', {
---   settings = {
---     duizhao = {
---       language = 'auto', -- 'zh' or 'en'
---       stage = 'draft', -- or 'final'
---       report = 'minzhu/2021-geren', -- the kind of report of drafts that do not say it themselves
---       packs = { 'our-packs' }, -- folders with rules of one's own
---       rules = { ['numbering/gap'] = 'error' }, -- or 'off'
---       pause = 700, -- milliseconds
---     },
---   },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'duizhao', 'serve' },
  filetypes = { 'markdown' },
  root_markers = { 'duizhao.yaml', '.git' },
  root_dir = function(bufnr, on_dir)
    -- All buffers without a name have the same address: such a one is served as soon as it has one.
    if vim.api.nvim_buf_get_name(bufnr) ~= '' then
      return on_dir()
    end
    vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufAdd' }, {
      callback = function(event)
        if event.buf == bufnr then
          on_dir()
        end
        return event.buf == bufnr or not vim.api.nvim_buf_is_valid(bufnr)
      end,
    })
  end,
  before_init = function(params)
    -- Messages follow the language of Neovim, which does not tell it by itself; Windows has words for it.
    local language = vim.v.lang:gsub('^Chinese', 'zh'):match('^%a%a[_%a]*')
    params.locale = params.locale or language and language:gsub('_', '-')
  end,
}
