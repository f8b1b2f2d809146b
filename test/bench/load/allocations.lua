-- Allocations of decisions that wait, each once: token, name of this run, first decision, last decision.
local folder = debug.getinfo(1, 'S').source:match('@(.*/)') or './'
dofile(folder .. 'result.lua')

local token, run, number, last

function init(args)
  token, run, number, last = args[1], args[2], tonumber(args[3]) - 1, tonumber(args[4])
end

function request()
  number = number + 1
  if number > last then wrk.thread:stop() end
  local headers = {
    ['Content-Type'] = 'application/json',
    ['Authorization'] = token,
    ['Idempotency-Key'] = run .. '-' .. number,
  }
  return wrk.format('POST', '/v1/funds/fund-1/allocations', headers, '{"decisionId":"decision-' .. number .. '"}')
end
