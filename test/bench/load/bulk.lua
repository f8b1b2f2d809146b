-- Bulk requests of deposits: token, name of this run, number of funds, commands in a request.
local folder = debug.getinfo(1, 'S').source:match('@(.*/)') or './'
dofile(folder .. 'result.lua')

local token, run, funds, size
local number = 0

function init(args)
  token, run, funds, size = args[1], args[2], tonumber(args[3]), tonumber(args[4])
end

function request()
  local items = {}
  for at = 1, size do
    number = number + 1
    items[at] = '{"path":"/v1/funds/fund-' .. (number % funds + 1) .. '/contributions/gift/deposits","idempotencyKey":"'
      .. run .. '-' .. number .. '","body":{"gross":{"amount":"' .. (number % 1000 + 1)
      .. '.25","currency":"USD"},"reference":"wire"}}'
  end
  local headers = { ['Content-Type'] = 'application/json', ['Authorization'] = token }
  return wrk.format('POST', '/v1/bulk', headers, '{"items":[' .. table.concat(items, ',') .. ']}')
end
