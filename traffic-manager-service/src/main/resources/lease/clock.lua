-- Redis' time as the decisions see it; optionally replaces the correction, if nobody else has replaced it meanwhile.
--
-- KEYS  1 the clock's correction (ms, absent: 0)
-- ARGV  1 the correction that the caller knows   2 the one that it wants   (both or none)
-- Answer: Redis' own time in ms, the correction that counts now
local time = redis.call('TIME')
local correction = tonumber(redis.call('GET', KEYS[1]) or 0)
if ARGV[1] and tonumber(ARGV[1]) == correction then
  correction = tonumber(ARGV[2])
  redis.call('SET', KEYS[1], correction)
end
return {math.floor(time[1] * 1000 + time[2] / 1000), correction}
