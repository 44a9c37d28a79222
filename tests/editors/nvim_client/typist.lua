-- A Neovim with a screen and this plugin, set up in one line as a user does, that keys are typed into. It may be older
-- than the one that runs the test.
local checks = require('checks')
local M = setmetatable({}, { __index = require('embedded') })

local CLIENT = vim.fs.normalize(vim.env.DUIZHAO_CLIENT)

-- Whether the Neovim that is typed into is at least this version.
function M.has(version)
  return M.lua('return vim.fn.has(...)', 'nvim-' .. version) == 1
end

-- Starts it with these options of setup(); with `false`, the plugin is there and nobody calls setup(). `environment` is
-- added to that of the test.
function M.start(options, environment)
  M.launch({ vim.env.DUIZHAO_NVIM, '--clean', '--cmd', 'set rtp^=' .. CLIENT, '--embed' }, environment)
  M.lua(
    [[
    local options, command = ...
    vim.o.swapfile, vim.o.cmdheight, vim.o.more = false, 3, false
    if options then
      options.cmd = options.cmd or command
      require('duizhao').setup(options)
    end
  ]],
    options == nil and vim.empty_dict() or options,
    M.command()
  )
end

-- The command of the server under test.
function M.command()
  return { vim.env.DUIZHAO_PYTHON, '-P', '-m', 'duizhao', 'serve' }
end

-- Opens a draft of these lines, and waits until the server attaches.
function M.open(name, lines)
  vim.fn.writefile(lines, name)
  M.lua([[vim.cmd('edit ' .. ...)]], name)
  checks.wait('the server attaches', M.server, M.messages)
  checks.watch_server(M.server())
end

-- Process id of the server that the current buffer is attached to, else nil.
function M.server()
  local found = M.lua([[
    local client = require('duizhao.neovim').clients(vim.api.nvim_get_current_buf())[1]
    if not client then return false end
    local started = client.initialized or client.server_capabilities and next(client.server_capabilities)
    for _, child in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do
      local process = vim.api.nvim_get_proc(child)
      if started and process and process.name:find('python') then return child end
    end
    return false
  ]])
  return found or nil
end

-- Process ids of all the servers that it has started and that still run, in order.
function M.servers()
  return M.lua([[
    local found = vim.tbl_filter(function(child)
      local process = vim.api.nvim_get_proc(child)
      return process and process.name:find('python')
    end, vim.api.nvim_get_proc_children(vim.fn.getpid()))
    table.sort(found)
    return found
  ]])
end

function M.messages()
  return M.lua([[return vim.fn.execute('messages')]])
end

-- What stands on the screen, line by line.
function M.screen()
  return M.lua([[
    vim.cmd('redraw')
    local lines = {}
    for row = 1, vim.o.lines do
      local line = {}
      for column = 1, vim.o.columns do
        line[column] = vim.fn.screenstring(row, column)
      end
      lines[row] = table.concat(line):gsub('%s+$', '')
    end
    return lines
  ]])
end

-- The line of the screen that has `text`, else nil.
function M.seen(text)
  for _, line in ipairs(M.screen()) do
    if line:find(text, 1, true) then
      return line
    end
  end
end

-- Waits until `text` stands on the screen.
function M.wait_for(what, text)
  checks.wait(what, function()
    return M.seen(text)
  end, function()
    return { screen = M.screen(), messages = M.messages() }
  end)
end

-- Waits until no line of the screen has `text`.
function M.wait_without(what, text)
  checks.wait(what, function()
    return not M.seen(text)
  end, M.screen)
end

-- `code words` of every diagnostic of the current buffer, in the order of the text.
function M.findings()
  return M.lua([[
    local found = vim.diagnostic.get(0)
    table.sort(found, function(a, b) return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col end)
    return vim.tbl_map(function(each)
      local words = vim.api.nvim_buf_get_text(0, each.lnum, each.col, each.end_lnum, each.end_col, {})
      return each.code .. ' ' .. table.concat(words, '\n')
    end, found)
  ]])
end

-- Waits until the findings are these.
function M.wait_for_findings(what, want)
  checks.wait(what, function()
    return vim.deep_equal(M.findings(), want)
  end, M.findings)
end

return M
