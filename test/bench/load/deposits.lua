-- Deposits under one contribution of one fund after the other: token, name of this run, number of funds; the
-- contribution, and a pause of each connection in milliseconds, where they are not the usual ones.
local folder = debug.getinfo(1, 'S').source:match('@(.*/)') or './'
dofile(folder .. 'result.lua')

local token, run, funds, gift, bodies
local number = 0

function init(args)
  token, run, funds, gift = args[1], args[2], tonumber(args[3]), args[4] or 'gift'
  local pause = tonumber(args[5] or '0')
  if pause > 0 then delay = function() return pause end end
  bodies = {}
  for n = 1, 1000 do
    bodies[n] = string.format('{"gross":{"amount":"%d.%02d","currency":"USD"},"reference":"wire %d"}', n, n % 100, n)
  end
end

function request()
  number = number + 1
  local headers = {
    ['Content-Type'] = 'application/json',
    ['Authorization'] = token,
    ['Idempotency-Key'] = run .. '-' .. number,
  }
  local path = '/v1/funds/fund-' .. (number % funds + 1) .. '/contributions/' .. gift .. '/deposits'
  return wrk.format('POST', path, headers, bodies[number % 1000 + 1])
end
