-- Neovim 0.7 or newer, run headless on movies.py: prints `ok NAME` or `FAIL NAME: WHY` for each step.
-- LSP_SERVER names the server's file, LSP_NODE the Node to run it with. Ends with 1 when a step failed.
local failed = false

local function step(name, body)
  local passed, message = pcall(body)
  failed = failed or not passed
  local line = passed and 'ok ' .. name or 'FAIL ' .. name .. ': ' .. tostring(message):gsub('\n', ' ')
  io.stdout:write(line .. '\n')
end

-- Waits until the function gives something true, and returns that.
local function wait_for(what, ask)
  local answer
  vim.wait(15000, function()
    answer = ask()
    return answer
  end, 20)
  if not answer then error('no ' .. what, 0) end
  return answer
end

local function assert_equal(actual, expected)
  if not vim.deep_equal(actual, expected) then
    error('expected ' .. vim.inspect(expected) .. ', got ' .. vim.inspect(actual), 0)
  end
end

local function assert_contains(text, ...)
  for _, part in ipairs({ ... }) do
    if not text:find(part, 1, true) then error('"' .. part .. '" is not in: ' .. text, 0) end
  end
end

local buffer = vim.api.nvim_get_current_buf()
local id, client

local function request(method, position)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = position }
  local answers, failure = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  if not answers then error(method .. ': ' .. tostring(failure), 0) end
  if answers[id].error then error(vim.inspect(answers[id].error), 0) end
  return answers[id].result
end

local function lens_titles()
  local lenses = request('textDocument/codeLens')
  table.sort(lenses, function(a, b) return a.range.start.line < b.range.start.line end)
  return vim.tbl_map(function(lens)
    local resolved = lens
    if not lens.command then
      resolved = client.request_sync('codeLens/resolve', lens, 10000, buffer).result
    end
    return { lens.range.start.line + 1, resolved.command.title }
  end, lenses)
end

-- Asks until the lenses are these: right after an edit the server may still be at work.
local function expect_lenses(expected)
  local last
  local is_there = vim.wait(10000, function()
    last = lens_titles()
    return vim.deep_equal(last, expected)
  end, 50)
  if not is_there then assert_equal(last, expected) end
end

-- The text under a diagnostic. Neovim counts bytes, the server UTF-16 units: only right offsets give the right text.
local function text_under(diagnostic)
  local line = vim.api.nvim_buf_get_lines(buffer, diagnostic.lnum, diagnostic.lnum + 1, true)[1]
  return line:sub(diagnostic.col + 1, diagnostic.end_col)
end

local function diagnostics_are(count)
  return function()
    local found = vim.diagnostic.get(buffer)
    return #found == count and found
  end
end

local lenses = { { 12, 'Movies: select' }, { 17, 'Movies: select, insert, delete' }, { 22, 'unknown table: select' } }

step('the server starts and answers', function()
  vim.bo[buffer].filetype = 'python'
  id = vim.lsp.start_client({
    name = 'dynamolens',
    cmd = { vim.env.LSP_NODE, vim.env.LSP_SERVER, '--stdio' },
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(buffer, id)
  client = vim.lsp.get_client_by_id(id)
  wait_for('answer to initialize', function() return client.initialized end)
end)

step('the diagnostic is under the name that is not known, behind an emoji', function()
  local found = wait_for('diagnostic', diagnostics_are(1))[1]
  assert_equal({ found.severity, found.source, text_under(found) }, { vim.diagnostic.severity.WARN, 'DynamoLens', 'table_name' })
  assert_equal(found.lnum + 1, 23)
end)

step('code lenses have lines and titles', function() expect_lenses(lenses) end)

step('code lenses appear as virtual text', function()
  vim.lsp.codelens.refresh()
  wait_for('virtual text', function()
    for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
      local marks = vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })
      for _, mark in ipairs(name:find('codelens') and marks or {}) do
        if vim.inspect(mark[4]):find(lenses[2][2], 1, true) then return true end
      end
    end
  end)
end)

step('hover shows operation, table and links in a window', function()
  vim.api.nvim_win_set_cursor(0, { 13, 21 })
  vim.lsp.buf.hover()
  local window = wait_for('hover window', function()
    for _, candidate in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(candidate).relative ~= '' then return candidate end
    end
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  assert_contains(table.concat(lines, '\n'), 'get_item', 'Movies', 'select')
  vim.api.nvim_win_close(window, true)
end)

step('hover works behind an emoji', function()
  assert_contains(request('textDocument/hover', { line = 22, character = 26 }).contents.value, 'scan', 'table_name')
end)

step('a name that becomes known removes the diagnostic', function()
  vim.api.nvim_buf_set_lines(buffer, 22, 23, true, { '    print("🎬", client.scan(TableName=MOVIES)["Items"])' })
  wait_for('end of the diagnostic', diagnostics_are(0))
  expect_lenses({ lenses[1], lenses[2], { 22, 'Movies: select' } })
end)

step('new lines behind it bring a new diagnostic and a new lens', function()
  vim.api.nvim_buf_set_lines(buffer, -1, -1, true, { '', '', 'def remove(where):', '    client.delete_item(TableName=where)' })
  assert_equal(text_under(wait_for('diagnostic', diagnostics_are(1))[1]), 'where')
  expect_lenses({ lenses[1], lenses[2], { 22, 'Movies: select' }, { 26, 'unknown table: delete' } })
end)

step('the server ends when the client stops', function()
  vim.lsp.stop_client(id)
  wait_for('end', function() return vim.lsp.client_is_stopped(id) end)
end)

vim.cmd(failed and 'cquit 1' or 'qall!')
