--- The matrix as lines of text in columns, for a width; what it is made of is `duizhao.showMatrix`.
local M = {}

---@class duizhao.Spot one cell that stands for something in the draft; bytes count from 0, `to` is behind it
---@field row integer line of the text, from 1
---@field from integer
---@field to integer
---@field line integer line of the draft, from 1
---@field words string what stands there

---@class duizhao.Paint
---@field row integer line of the text, from 1
---@field from integer
---@field to integer -1 up to the end of the line
---@field group string

---@class duizhao.Layout
---@field lines string[]
---@field spots duizhao.Spot[]
---@field paints duizhao.Paint[]

local BETWEEN = ' │ '
local WIDEST = { number = 4, owner = 12, deadline = 12, state = 12 }
local NARROWEST, TALLEST = 10, 2
local LISTED = { causes = true, measures = true, followUps = true }

local width_of = vim.fn.strdisplaywidth

--- What is there: JSON's null is nil.
local function there(value)
  return value ~= vim.NIL and value or nil
end

--- A text in lines of a width, filled up to it; what does not fit into as many lines is cut off.
---@param text string
---@param width integer
---@param most integer lines
---@return string[]
function M.wrapped(text, width, most)
  local lines, line, used = {}, {}, 0
  local letters = vim.fn.split(text, '\\zs')
  local function finish(ending)
    lines[#lines + 1] = table.concat(line) .. ending .. (' '):rep(width - used - width_of(ending))
    line, used = {}, 0
  end
  for place, letter in ipairs(letters) do
    local more = width_of(letter)
    local last = #lines == most - 1
    local rest = last and place < #letters and width_of(table.concat(letters, '', place + 1)) or 0
    if last and used + more + rest > width and used + more > width - 1 then
      finish('…')
      return lines
    elseif used + more > width then
      finish('')
    end
    line[#line + 1], used = letter, used + more
  end
  finish('')
  return lines
end

---@class duizhao.Cell
---@field text string
---@field line? integer
---@field words? string
---@field tone? string

local function entry_cell(entry)
  return { text = entry.text:gsub('%s+', ' '), line = entry.line, words = entry.text }
end

--- Owners or deadlines, beside the measures or follow-ups that they belong to.
local function details(row, key)
  local entries = #row.measures > 0 and row.measures or row.followUps
  local found, any = {}, false
  for place, entry in ipairs(entries) do
    found[place] = { text = entry[key] }
    any = any or entry[key] ~= ''
  end
  local problem = there(row.problem)
  return (any or not problem) and found or { { text = problem[key] } }
end

--- The cells below each other in one column of a row.
---@return duizhao.Cell[]
local function cells(row, key)
  if key == 'number' then
    return { { text = tostring(there(row.number) or '') } }
  elseif key == 'state' then
    local found = { { text = row.stateName, tone = row.tone } }
    if row.remark ~= '' then
      found[2] = { text = row.remark }
    end
    return found
  elseif key == 'problem' then
    return there(row.problem) and { entry_cell(row.problem) } or {}
  elseif LISTED[key] then
    return vim.tbl_map(entry_cell, row[key])
  end
  return details(row, key)
end

--- How wide each column is: what is short is as wide as it needs to be, the rest share what is left.
local function widths(columns, rows, width)
  local found, sharing, left = {}, 0, width - width_of(BETWEEN) * (#columns - 1)
  for place, column in ipairs(columns) do
    local most = WIDEST[column.key]
    if most then
      local needed = width_of(column.name)
      for _, row in ipairs(rows) do
        for _, cell in ipairs(cells(row, column.key)) do
          needed = math.max(needed, width_of(cell.text))
        end
      end
      found[place] = math.min(needed, most)
      left = left - found[place]
    else
      sharing = sharing + 1
    end
  end
  for place in ipairs(columns) do
    if not found[place] then
      found[place] = math.max(math.floor(left / sharing), NARROWEST)
      left, sharing = left - found[place], sharing - 1
    end
  end
  return found
end

---@param layout duizhao.Layout
local function add_line(layout, fitted, group)
  local text, row = '', #layout.lines + 1
  for place, cell in ipairs(fitted) do
    local from = #text + (place > 1 and #BETWEEN or 0)
    text = text .. (place > 1 and BETWEEN or '') .. cell.text
    if cell.line then
      table.insert(layout.spots, { row = row, from = from, to = #text, line = cell.line, words = cell.words })
    end
    if cell.tone then
      local name = 'Duizhao' .. cell.tone:sub(1, 1):upper() .. cell.tone:sub(2)
      table.insert(layout.paints, { row = row, from = from, to = #text, group = name })
    end
  end
  layout.lines[row] = text:gsub('%s+$', '')
  if group then
    table.insert(layout.paints, { row = row, from = 0, to = -1, group = group })
  end
end

---@param layout duizhao.Layout
local function add_table(layout, columns, rows, width)
  local wide = widths(columns, rows, width)
  local function add(by_column, group)
    local height, parts = 1, {}
    for place, each in ipairs(by_column) do
      parts[place] = {}
      for _, cell in ipairs(each) do
        for _, text in ipairs(M.wrapped(cell.text, wide[place], TALLEST)) do
          table.insert(parts[place], { text = text, line = cell.line, words = cell.words, tone = cell.tone })
        end
      end
      height = math.max(height, #parts[place])
    end
    for part = 1, height do
      local fitted = {}
      for place in ipairs(by_column) do
        fitted[place] = parts[place][part] or { text = (' '):rep(wide[place]) }
      end
      add_line(layout, fitted, group)
    end
  end
  add(
    vim.tbl_map(function(column)
      return { { text = column.name } }
    end, columns),
    'DuizhaoHeader'
  )
  for _, row in ipairs(rows) do
    add(vim.tbl_map(function(column)
      return cells(row, column.key)
    end, columns))
  end
end

--- The matrix in a width, with what its cells stand for.
---@param data table the result of `duizhao.showMatrix`
---@param width integer
---@return duizhao.Layout
function M.lay_out(data, width)
  ---@type duizhao.Layout
  local layout = { lines = {}, spots = {}, paints = {} }
  for place, each in ipairs(data.tables) do
    if place > 1 then
      add_line(layout, { { text = '' } })
    end
    local title = data.summaries[place] and each.title .. '  ' .. data.summaries[place] or each.title
    add_line(layout, { { text = title } }, 'DuizhaoTitle')
    local rows = each.past and data.past or vim.list_extend(vim.list_extend({}, data.problems), data.unanswering)
    add_table(layout, each.columns, rows, width)
  end
  return layout
end

--- The cell at a place that stands for something in the draft, or the nearest one in its row.
---@param layout duizhao.Layout
---@param row integer from 1
---@param column integer byte from 0
---@return duizhao.Spot?
function M.spot_at(layout, row, column)
  local nearest, distance
  for _, spot in ipairs(layout.spots) do
    if spot.row == row then
      local off = math.max(spot.from - column, column - (spot.to - 1), 0)
      if not distance or off < distance then
        nearest, distance = spot, off
      end
    end
  end
  return nearest
end

return M
