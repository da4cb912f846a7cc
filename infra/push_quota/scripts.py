"""What Valkey runs, each in one step. Milliseconds, of the server's own clock.

Sources of the limits: FCM "Throttling and scaling" (240 messages a minute and 5,000 an hour to one
device; 20 collapsible messages at once, then one every 3 minutes).
"""

from typing import Final

DEVICE_MINUTE: Final = (500, 120)
DEVICE_HOUR: Final = (900, 1_000)
COLLAPSIBLE: Final = (180_000, 20)
"""(milliseconds a message, messages at once). 120 at once and 120 a minute are never more than 240
in any minute, 1,000 and 4,000 never more than 5,000 in any hour; the third is FCM's own bucket."""

ASK: Final = """
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000
end
local per_ms, capacity, reserve = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local wanted, have, booked = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local tokens, at = 0, now
local kept = redis.call('GET', KEYS[1])
if kept then
  tokens, at = struct.unpack('<dd', kept)
  tokens = math.min(capacity, tokens + math.max(0, now - at) * per_ms)
end
tokens = tokens - booked
local paused = math.max(0, redis.call('PTTL', KEYS[2]))
local granted = 0
if paused == 0 then
  granted = math.max(0, math.min(wanted, math.floor(tokens - reserve)))
end
tokens = tokens - granted
redis.call('SET', KEYS[1], struct.pack('<dd', tokens, math.max(at, now)), 'PX', 3600000)
local wait = paused
if paused == 0 and granted < wanted then
  wait = math.ceil((math.min(capacity, reserve + wanted - granted) - tokens) / per_ms)
end
local told = {granted, math.max(wait, 0), paused}

local devices, collapsible = ARGV[8], ARGV[9]
local limits = {
  {tonumber(ARGV[10]), tonumber(ARGV[11])},
  {tonumber(ARGV[12]), tonumber(ARGV[13])},
  {tonumber(ARGV[14]), tonumber(ARGV[15])},
}
local may = math.min(#devices / 16, have + granted)
for i = 1, may do
  local key = KEYS[3] .. string.sub(devices, 16 * i - 15, 16 * i)
  local whole = {0, 0, 0}
  local known = redis.call('GET', key)
  if known then whole = {struct.unpack('<ddd', known)} end
  local counts = string.byte(collapsible, i) == 1 and 3 or 2
  local hold, lives = 0, 0
  for j = 1, 3 do
    local every, burst = limits[j][1], limits[j][2]
    whole[j] = math.max(whole[j], now)
    if j <= counts then
      whole[j] = whole[j] + every
      hold = math.max(hold, whole[j] - burst * every - now)
    end
    lives = math.max(lives, whole[j] - now)
  end
  if hold > 0.5 then
    told[#told + 1] = i - 1
    told[#told + 1] = math.ceil(hold)
  else
    local packed = struct.pack('<ddd', whole[1], whole[2], whole[3])
    redis.call('SET', key, packed, 'PX', math.ceil(lives))
  end
end
return told
"""
"""Takes tokens for a batch, books what alarms took unasked, and counts the batch's phones.

Returns {granted, wait, paused, index, wait, index, wait, ...}: the first wait is for what was
wanted and not granted, as far as the bucket can hold it; the phones at `index` must wait theirs.
Only the messages that have a token (`have` before, `granted` now) count at their phones, in order.
What a phone may do is kept as the moments at which its allowances are whole again (GCRA), in 24
bytes that Valkey forgets at the latest of them: after a second, or after three minutes where a
collapsible message went. An unknown bucket is empty.
"""

PAUSE: Final = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
end
return 0
"""
"""The push service said `Retry-After`: nobody is granted anything before. The longest counts."""
