--- What is called differently in different versions of Neovim.
local M = {}

--- Whether Neovim starts servers by itself (`vim.lsp.enable`).
M.enables = vim.fn.has('nvim-0.11') == 1

---@type table
M.uv = vim.uv or vim.loop

--- The running clients of this server, those of a buffer or all.
---@param bufnr? integer
---@return table[]
function M.clients(bufnr)
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == 'duizhao' and (not bufnr or vim.lsp.buf_is_attached(bufnr, client.id))
  end, all)
end

--- The buffers that a client serves, in order.
---@param client table
---@return integer[]
function M.buffers(client)
  local found = vim.tbl_filter(function(bufnr)
    return vim.api.nvim_buf_is_loaded(bufnr) and vim.lsp.buf_is_attached(bufnr, client.id)
  end, vim.api.nvim_list_bufs())
  return found
end

---@param client table
---@param method string
---@param params table
---@param handler fun(err?: table, result: any)
---@param bufnr integer
function M.request(client, method, params, handler, bufnr)
  if M.enables then
    client:request(method, params, handler, bufnr)
  else
    client.request(method, params, handler, bufnr)
  end
end

---@param client table
---@param method string
---@param params table
---@param timeout integer milliseconds
---@param bufnr integer
---@return any? result nil also where the server does not answer in time
function M.request_sync(client, method, params, timeout, bufnr)
  local answer
  if M.enables then
    answer = client:request_sync(method, params, timeout, bufnr)
  else
    answer = client.request_sync(method, params, timeout, bufnr)
  end
  return answer and answer.result
end

---@param client table
---@param method string
---@param params table
function M.notify(client, method, params)
  if M.enables then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

--- Asks a server to end, or ends it.
---@param client table
---@param force? boolean
function M.stop(client, force)
  if M.enables then
    client:stop(force)
  else
    client.stop(force)
  end
end

--- The configuration of the server that is there, or that of a file where Neovim does not put it together by itself.
---@param file string
---@return table
function M.configured(file)
  return M.enables and vim.lsp.config.duizhao or dofile(file)
end

---@param client table
---@return boolean
local function is_stopped(client)
  if M.enables then
    return client:is_stopped()
  end
  return client.is_stopped and client.is_stopped() or false
end

--- Whether a client can take a further draft of this configuration; Neovim 0.10 thinks that without a root none can.
---@param client table
---@param config table
---@return boolean
local function is_for(client, config)
  return client.name == config.name and client.config.root_dir == config.root_dir and not is_stopped(client)
end

--- Attaches a buffer to a server with this configuration, started if there is none.
---@param config table
---@param bufnr integer
function M.start(config, bufnr)
  if vim.lsp.start then
    vim.api.nvim_buf_call(bufnr, function()
      vim.lsp.start(config, { reuse_client = is_for })
    end)
  else
    local running = vim.tbl_filter(function(client)
      return is_for(client, config)
    end, M.clients())[1]
    vim.lsp.buf_attach_client(bufnr, running and running.id or vim.lsp.start_client(config))
  end
end

--- Starts a server that serves no buffer yet and returns its client's id.
---@param config table
---@return integer?
function M.start_alone(config)
  if M.enables then
    return vim.lsp.start(config, { attach = false })
  end
  return vim.lsp.start_client(config)
end

--- The nearest folder above a buffer's file that has one of these, the first of them before the others; those in a
--- list of their own are alike.
---@param bufnr integer
---@param markers (string|string[])[]
---@return string?
function M.root(bufnr, markers)
  local first = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':p:h')
  for _, marker in ipairs(markers) do
    local folder, last = first, nil
    while folder ~= last do
      for _, each in ipairs(type(marker) == 'table' and marker or { marker }) do
        if M.uv.fs_stat(folder .. '/' .. each) then
          return folder
        end
      end
      folder, last = vim.fn.fnamemodify(folder, ':h'), folder
    end
  end
end

--- Sets an option of a window for what is in it now; before Neovim 0.10 the window keeps it.
---@param window integer
---@param name string
---@param value any
function M.set_in_window(window, name, value)
  if vim.fn.has('nvim-0.10') == 1 then
    vim.wo[window][0][name] = value
  else
    vim.api.nvim_win_set_option(window, name, value)
  end
end

local DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

--- The bytes that a text in base 64 stands for.
---@param text string
---@return string
function M.from_base64(text)
  if vim.base64 then
    return vim.base64.decode(text)
  end
  local bytes = {}
  for four in text:gmatch('[%w+/=][%w+/=][%w+/=][%w+/=]') do
    local number, count = 0, 3
    for digit in four:gmatch('.') do
      number = number * 64 + (digit == '=' and 0 or DIGITS:find(digit, 1, true) - 1)
      count = digit == '=' and count - 1 or count
    end
    local three = string.char(math.floor(number / 65536), math.floor(number / 256) % 256, number % 256)
    bytes[#bytes + 1] = three:sub(1, count)
  end
  return table.concat(bytes)
end

return M
