-- One decision over all levels of one call: permits are debited from every level, or from none.
--
-- KEYS  1 the clock's correction (ms, absent: 0)
--       2 what one vector of one gateway boot was answered and holds
--       3.. one for each level
-- ARGV  1 number of this request, rising within the vector; 0: only look, nothing is debited or remembered
--       2 calls waiting now            3 calls wanted, at least those waiting     4 permits a call costs
--       5 longest life in ms           6 shortest useful life in ms
--       7, 8 earliest and latest credible time in ms; outside them nothing is changed
--       9 ms that a key outlives its use, by Redis' wall clock, which may jump
--       10 bytes that calls have moved since the last request: debited from the levels of bytes, whatever remains there
--       11 number of returns, then as many pairs (number of the request that was granted, calls unused; -1: all of them)
--       then for each level: kind, limit, period in ms, x, y, z
--         's' sliding:  x = sub-windows
--         'c' calendar: x, y, z = three successive boundaries in ms, x <= now < z
--         'b' bucket:   x = units a permit, y = units a microsecond (whole numbers; limit * x < 2^53)
--         'S', 'C', 'B': the same, counting bytes. Calls pass while a byte is left and cost such a level nothing; what they have moved
--         is debited when it is told, and an excess counts against the next window
-- Answer (integers): status, calls granted, life ms, refusing level (1.., 0 none), retry ms, calls free at the retry, now ms,
--       then for each level: permits remaining, ms until more comes free
--
-- The numbers of the first five are those of the contract's GrantStatus.
local GRANTED, REFUSED, NOTHING_AHEAD, STALE, HOLD = 1, 2, 3, 4, 5
local NOT_CREDIBLE, WRONG_WINDOWS = 101, 102

-- A debit counts from its deadline, the last moment at which a gateway may still spend it. All reasoning follows from that:
--   sliding   an entry (deadline, permits) counts until deadline + period
--   calendar  no lease crosses a boundary, so a plain count is enough
--   bucket    tokens + outstanding <= limit, outstanding ending at the deadline or when the lease is closed
-- Bytes that were moved count from the moment they are told.
-- Time never runs backwards on a level: it keeps a high-water mark.
local MAX_LIFE = 250 -- ms
local SLOT = 50 -- ms; open permits are summed by the slot in which their deadline falls
local SLOTS = 8 -- (SLOTS - 2) * SLOT >= MAX_LIFE
local RECORDS = 16 -- so many leases of a vector can be returned, older ones are forfeited
local RECORD_TTL = 60000 -- ms
local AHEAD_FROM = 100 -- smaller limits never lend ahead of demand
local AHEAD_MARGIN = 10 -- lend ahead only while this many times the open permits remain

-- A level is one string: this header, and for a sliding level a ring of entries behind it.
--   layout, high-water mark ms, since ms, used, mark, unit, ring capacity, ring head, ring length, open permits, first open slot,
--   open permits by slot
--   used  sliding, calendar: permits debited; bucket: tokens left, in units
--   mark  sliding: no live entry is older (ms); calendar: end of the window that `used` belongs to (ms); bucket: refilled until (us)
--   since the moment the level began to count; a lease from before is not credited to it
local LAYOUT = 1
local HEADER = '<I1dddddI4I4I4ddI6I6I6I6I6I6I6I6'
local HEADER_SIZE = 117
local ENTRY = '<I6I6' -- deadline ms, permits
local ENTRY_SIZE = 12
local LEASE = '<I6I6I1d' -- permits, deadline ms, lent ahead, granted at ms

local call = redis.call
local floor, ceil, max, min = math.floor, math.ceil, math.max, math.min
local pack, unpackStruct = struct.pack, struct.unpack

local number, waiting, want, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local life, usefulLife = min(tonumber(ARGV[5]), MAX_LIFE), tonumber(ARGV[6])
local earliest, latest, keep = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local spent, returns = tonumber(ARGV[10]), tonumber(ARGV[11])

---------------------------------------------------------------------------------------------------------------- time

local time = redis.call('TIME')
local correction = tonumber(call('GET', KEYS[1]) or 0)
local nowUs = time[1] * 1000000 + time[2] + correction * 1000
local now = floor(nowUs / 1000)
if now < earliest or now > latest then
  return {NOT_CREDIBLE, 0, 0, 0, 0, 0, now}
end

---------------------------------------------------------------------------------------- the same number, the same answer

if number > 0 then
  local seen = call('HMGET', KEYS[2], 'number', 'answer')
  if seen[1] then
    local last = tonumber(seen[1])
    if number == last then
      return cmsgpack.unpack(seen[2])
    elseif number < last then
      return {STALE, 0, 0, 0, 0, 0, now}
    end
  end
end

------------------------------------------------------------------------------------------------------ reading the levels

local function readLevel(key, first)
  local level = {
    key = key,
    kind = ARGV[first]:lower(),
    bytes = ARGV[first] ~= ARGV[first]:lower(),
    limit = tonumber(ARGV[first + 1]),
    period = tonumber(ARGV[first + 2]),
    x = tonumber(ARGV[first + 3]),
    y = tonumber(ARGV[first + 4]),
    z = tonumber(ARGV[first + 5]),
  }
  level.cost = level.bytes and 1 or cost
  local slots = {0, 0, 0, 0, 0, 0, 0, 0}
  level.slots = slots
  local raw = call('GETRANGE', key, 0, HEADER_SIZE - 1)
  if #raw == HEADER_SIZE and raw:byte(1) == LAYOUT then
    local layout
    layout, level.highWater, level.since, level.used, level.mark, level.unit, level.capacity, level.head, level.length,
      level.open, level.openSlot, slots[1], slots[2], slots[3], slots[4], slots[5], slots[6], slots[7], slots[8] =
      unpackStruct(HEADER, raw)
    if level.highWater > now then
      now = level.highWater
      nowUs = now * 1000
    end
    if level.kind == 'b' and level.mark > nowUs then
      nowUs = level.mark
    end
  else
    level.new = true
    level.highWater, level.used, level.mark, level.unit = 0, 0, 0, 0
    level.capacity, level.head, level.length, level.open, level.openSlot = 0, 0, 0, 0, 0
  end
  return level
end

local levels = {}
for i = 1, #KEYS - 2 do
  levels[i] = readLevel(KEYS[i + 2], 12 + 2 * returns + 6 * (i - 1))
end
-- from here on `now` is fixed: Redis' corrected time, or the highest mark of the levels if that is later
local nowSlot = floor(now / SLOT)

---------------------------------------------------------------------------------------------------------- open permits

local function slotOf(moment)
  return floor(moment / SLOT)
end

local function forgetSlot(level)
  local i = level.openSlot % SLOTS + 1
  level.open = level.open - level.slots[i]
  level.slots[i] = 0
  level.openSlot = level.openSlot + 1
end

local function forgetOpen(level)
  while level.open > 0 and level.openSlot < nowSlot do
    forgetSlot(level)
  end
  level.openSlot = nowSlot
end

local function addOpen(level, deadline, permits)
  local i = slotOf(deadline) % SLOTS + 1
  level.slots[i] = level.slots[i] + permits
  level.open = level.open + permits
end

-- Takes a closed lease out of the open permits; answers how many of it were still there.
local function closeOpen(level, deadline, permits)
  local slot = slotOf(deadline)
  if slot < level.openSlot or slot >= level.openSlot + SLOTS then
    return 0
  end
  local i = slot % SLOTS + 1
  local closed = min(permits, level.slots[i])
  level.slots[i] = level.slots[i] - closed
  level.open = level.open - closed
  return closed
end

-- The end of the first slot with open permits, in ms from now, and how many it holds.
local function firstOpen(level)
  local slot = level.openSlot
  while level.slots[slot % SLOTS + 1] == 0 do
    slot = slot + 1
  end
  return (slot + 1) * SLOT - now, level.slots[slot % SLOTS + 1]
end

--------------------------------------------------------------------------------------------------------------- sliding

local Sliding = {}

-- The i-th live entry, 0 the oldest: deadline, permits, offset in the string.
local function entryAt(level, i)
  local offset = HEADER_SIZE + ((level.head + i) % level.capacity) * ENTRY_SIZE
  local deadline, permits = unpackStruct(ENTRY, call('GETRANGE', level.key, offset, offset + ENTRY_SIZE - 1))
  return deadline, permits, offset
end

function Sliding.advance(level)
  forgetOpen(level)
  if level.length > 0 and now >= level.highWater + MAX_LIFE + 1 + level.period then
    level.length, level.used, level.dirty = 0, 0, true -- no deadline was later than that
  end
  while level.length > 0 and level.mark + level.period <= now do
    local deadline, permits = entryAt(level, 0)
    level.mark = deadline
    if deadline + level.period > now then
      break
    end
    level.used = level.used - permits
    level.head = (level.head + 1) % level.capacity
    level.length = level.length - 1
    level.dirty = true
  end
  if level.length == 0 then
    level.head = 0
  end
end

function Sliding.remaining(level)
  return max(0, level.limit - level.used)
end

function Sliding.longestLife(level)
  return floor(level.period / level.x)
end

-- First use, or a raised limit: lays the ring out anew. Limits up to the number of sub-windows keep an entry for each debit.
local function growRing(level)
  local capacity = min(level.limit, level.x) + 3
  if level.capacity >= capacity then
    return
  end
  local entries = {}
  for i = 0, level.length - 1 do
    local deadline, permits = entryAt(level, i)
    entries[i + 1] = pack(ENTRY, deadline, permits)
  end
  if level.length > 0 then
    call('SETRANGE', level.key, HEADER_SIZE, table.concat(entries))
  end
  level.capacity, level.head = capacity, 0
end

function Sliding.debit(level, permits, deadline)
  level.used = level.used + permits
  growRing(level)
  local last, held, offset
  if level.length > 0 then
    last, held, offset = entryAt(level, level.length - 1)
    deadline = max(deadline, last) -- entries stand in the order of their deadlines
  end
  local width = level.period / level.x
  local join = last
    and (last == deadline
      or level.length >= level.capacity
      or (level.limit > level.x and floor(last / width) == floor(deadline / width)))
  if join then
    permits = permits + held -- a joint entry counts as long as its latest deadline
  else
    offset = HEADER_SIZE + ((level.head + level.length) % level.capacity) * ENTRY_SIZE
    level.length = level.length + 1
    if level.length == 1 then
      level.mark = deadline
    end
  end
  call('SETRANGE', level.key, offset, pack(ENTRY, deadline, permits))
end

-- Credits the oldest entry that can hold the debit, and only while the debit counts: later it would free newer calls.
function Sliding.credit(level, lease, unused)
  if level.length == 0 or lease.deadline + level.period <= now then
    return
  end
  local i = level.length - 1
  local deadline, permits, offset = entryAt(level, i)
  if deadline < lease.deadline then
    return
  end
  while i > 0 do
    local before, beforePermits, beforeOffset = entryAt(level, i - 1)
    if before < lease.deadline then
      break
    end
    i, deadline, permits, offset = i - 1, before, beforePermits, beforeOffset
  end
  local credited = min(unused, permits)
  level.used = level.used - credited
  call('SETRANGE', level.key, offset, pack(ENTRY, deadline, permits - credited))
end

function Sliding.freeIn(level)
  local missing, i, moment = level.used - level.limit + level.cost, 0, now + level.period
  while missing > 0 and i < level.length do
    local deadline, permits = entryAt(level, i)
    missing = missing - permits
    moment = deadline + level.period
    i = i + 1
  end
  return moment - now, max(0, floor(-missing / level.cost) + 1)
end

function Sliding.resetsIn(level)
  return level.length > 0 and max(0, level.mark + level.period - now) or 0
end

function Sliding.usedFor(level)
  return level.period + 2 * MAX_LIFE
end

-------------------------------------------------------------------------------------------------------------- calendar

local Calendar = {}

function Calendar.advance(level)
  forgetOpen(level)
  if now < level.y then
    level.starts, level.ends = level.x, level.y
  else
    level.starts, level.ends = level.y, level.z
  end
  if level.mark ~= level.ends then
    if now >= level.mark then -- that window is over; a changed calendar keeps its count
      local windows = 1 + floor((now - level.mark) / level.period)
      level.used = level.bytes and max(0, level.used - windows * level.limit) or 0
    end
    level.mark = level.ends
  end
end

function Calendar.remaining(level)
  return max(0, level.limit - level.used)
end

function Calendar.longestLife(level)
  return level.ends - now - 1
end

function Calendar.debit(level, permits)
  level.used = level.used + permits
end

function Calendar.credit(level, lease, unused)
  if lease.from >= level.starts and lease.deadline <= level.ends then
    level.used = max(0, level.used - unused)
  end
end

function Calendar.freeIn(level)
  return level.ends - now, floor(level.limit / level.cost)
end

function Calendar.resetsIn(level)
  return level.ends - now
end

function Calendar.usedFor(level)
  return level.ends - now + (level.bytes and level.period or 0)
end

---------------------------------------------------------------------------------------------------------------- bucket

local Bucket = {}

local function refill(level, untilUs)
  if untilUs > level.mark then
    level.used = level.used + (untilUs - level.mark) * level.y
    level.mark = untilUs
  end
  level.used = min(level.used, (level.limit - level.open) * level.x)
end

-- Slot by slot: while permits are outstanding the bucket is that much smaller.
function Bucket.advance(level)
  if level.new then
    level.used, level.mark = level.limit * level.x, nowUs
  elseif level.unit ~= level.x then
    level.used = floor(level.used / level.unit) * level.x -- the policy's rate was changed
  end
  level.unit = level.x
  while level.open > 0 and level.openSlot < nowSlot do
    refill(level, (level.openSlot + 1) * SLOT * 1000)
    forgetSlot(level)
  end
  level.openSlot = nowSlot
  refill(level, nowUs)
end

function Bucket.remaining(level)
  return max(0, floor(level.used / level.x))
end

function Bucket.longestLife()
  return MAX_LIFE
end

function Bucket.debit(level, permits)
  level.used = level.used - permits * level.x
end

function Bucket.credit(level, lease, unused)
  level.used = min(level.used + min(unused, lease.closed) * level.x, (level.limit - level.open) * level.x)
end

-- Refills in thought, slot by slot, until one more call has its permits.
function Bucket.freeIn(level)
  local tokens, at, open, slot = level.used, nowUs, level.open, level.openSlot
  while open > 0 do
    local slotEnds = (slot + 1) * SLOT * 1000
    local full = at + ceil((level.cost * level.x - tokens) / level.y)
    if level.limit - open >= level.cost and full <= slotEnds then
      return ceil((full - nowUs) / 1000), 1
    end
    tokens = min(tokens + (slotEnds - at) * level.y, (level.limit - open) * level.x)
    open = open - level.slots[slot % SLOTS + 1]
    at, slot = slotEnds, slot + 1
  end
  at = at + max(0, ceil((level.cost * level.x - tokens) / level.y))
  return ceil((at - nowUs) / 1000), 1
end

function Bucket.resetsIn(level)
  local missing = (max(0, floor(level.used / level.x)) + 1) * level.x - level.used
  return level.used >= level.limit * level.x and 0 or ceil(missing / level.y / 1000)
end

function Bucket.usedFor(level)
  return ceil(level.limit * level.x / level.y / 1000) + 2 * MAX_LIFE
end

----------------------------------------------------------------------------------------------------------- to the present

local KINDS = {s = Sliding, c = Calendar, b = Bucket}

for i, level in ipairs(levels) do
  level.rules = KINDS[level.kind]
  level.since = level.since or now
  if level.kind == 'c' and (now < level.x or now >= level.z) then
    return {WRONG_WINDOWS, 0, 0, i, 0, 0, now}
  end
end
for _, level in ipairs(levels) do
  level.rules.advance(level)
end

--------------------------------------------------------------------------------------------------------------- returns

-- Each lease once: its record goes with the first return.
local function takeBack(id, unused)
  local record = call('HGET', KEYS[2], id)
  if not record then
    return
  end
  call('HDEL', KEYS[2], id)
  local lease, ahead = {}, 0
  lease.permits, lease.deadline, ahead, lease.from = unpackStruct(LEASE, record)
  unused = unused * cost
  if unused < 0 or unused > lease.permits then
    unused = lease.permits
  end
  for _, level in ipairs(levels) do
    if lease.from >= level.since and not level.bytes then
      level.dirty = true
      lease.closed = 0
      if level.kind == 'b' or ahead == 1 then
        lease.closed = closeOpen(level, lease.deadline, lease.permits)
      end
      if unused > 0 then
        level.rules.credit(level, lease, unused)
      end
    end
  end
end

for i = 1, returns do
  takeBack(ARGV[10 + 2 * i], tonumber(ARGV[11 + 2 * i]))
end

----------------------------------------------------------------------------------------------------- bytes that were moved

if number > 0 and spent > 0 then
  for _, level in ipairs(levels) do
    if level.bytes then
      level.rules.debit(level, spent, now)
      level.dirty = true
    end
  end
end

-------------------------------------------------------------------------------------------------------------- decision

local possible, ahead, boundary = want, want, 0
for i, level in ipairs(levels) do
  level.remaining = level.rules.remaining(level)
  if level.bytes then
    possible = level.remaining > 0 and possible or 0
    ahead = 0 -- nobody knows what the next call moves
  else
    possible = min(possible, floor(level.remaining / cost))
    if level.limit >= AHEAD_FROM then
      ahead = min(ahead, max(0, floor((level.remaining - AHEAD_MARGIN * level.open) / ((AHEAD_MARGIN + 1) * cost))))
    else
      ahead = 0
    end
    local longest = level.rules.longestLife(level)
    life = min(life, longest)
    if level.kind == 'c' and longest < usefulLife and boundary == 0 then
      boundary = i
    end
  end
end

local status, granted, lentAhead = GRANTED, 0, 0
local refusing, retry, free = 0, 0, 0
if want > 0 and boundary > 0 then
  status, refusing, retry = HOLD, boundary, levels[boundary].ends - now
  free = floor(levels[boundary].limit / cost)
elseif want > 0 then
  granted = min(waiting, possible)
  if ahead > granted then
    granted, lentAhead = ahead, 1
  end
  if granted == 0 then
    status = waiting > 0 and REFUSED or NOTHING_AHEAD
  end
end

----------------------------------------------------------------------------------------------------------------- debit

local deadline = now + life + 1 -- `now` was rounded down
local permits = granted * cost
if granted > 0 then
  for _, level in ipairs(levels) do
    if not level.bytes then
      level.rules.debit(level, permits, deadline)
      if level.kind == 'b' or lentAhead == 1 then
        addOpen(level, deadline, permits)
      end
      level.remaining = level.remaining - permits
      level.dirty = true
    end
  end
end

------------------------------------------------------------------------------- refusal: when is asking again worth it

if status ~= HOLD and granted < waiting then
  for i, level in ipairs(levels) do
    if level.remaining < level.cost then
      local moment, calls = level.rules.freeIn(level)
      if level.kind ~= 'b' and level.open > 0 then
        local back, openPermits = firstOpen(level) -- a lease that was lent ahead may come back sooner
        if back < moment then
          moment, calls = back, floor(openPermits / cost)
        end
      end
      if level.bytes then
        calls = 0 -- calls do not wait for bytes: one of them may move all that comes free
      end
      if refusing == 0 or moment > retry then
        refusing, retry, free = i, max(1, moment), calls
      end
    end
  end
end

-------------------------------------------------------------------------------------------------------------- writing

local answer = {status, granted, max(0, life), refusing, retry, free, now}
for _, level in ipairs(levels) do
  answer[#answer + 1] = level.remaining
  answer[#answer + 1] = level.rules.resetsIn(level)
  if level.dirty then
    local s = level.slots
    call('SETRANGE', level.key, 0, pack(HEADER, LAYOUT, now, level.since, level.used, level.mark, level.unit, level.capacity,
      level.head, level.length, level.open, level.openSlot, s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8]))
    if level.new or floor(now / 1000) ~= floor(level.highWater / 1000) then
      call('PEXPIRE', level.key, level.rules.usedFor(level) + keep)
    end
  end
end

if number > 0 then
  local fields = {'number', number, 'answer', cmsgpack.pack(answer)}
  if granted > 0 then
    fields[5] = number
    fields[6] = pack(LEASE, permits, deadline, lentAhead, now)
  end
  call('HSET', KEYS[2], unpack(fields))
  call('PEXPIRE', KEYS[2], RECORD_TTL)
  if number % RECORDS == 0 then
    for _, field in ipairs(call('HKEYS', KEYS[2])) do
      local id = tonumber(field)
      if id and id <= number - RECORDS then
        call('HDEL', KEYS[2], field)
      end
    end
  end
end
return answer
