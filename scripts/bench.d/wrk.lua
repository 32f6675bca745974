-- Asks for the paths of the file PATHS at random, and prints one line of JSON for measure.py.

local paths = {}
for line in io.lines(os.getenv("PATHS")) do
  paths[#paths + 1] = line
end

-- A single path is left to wrk itself, which then calls no Lua for each request.
if #paths == 1 then
  wrk.path = paths[1]
else
  local requests = {}

  function init()
    math.randomseed(7)
    for index, path in ipairs(paths) do
      requests[index] = wrk.format("GET", path)
    end
  end

  function request()
    return requests[math.random(#requests)]
  end
end

function done(summary, latency)
  io.write(string.format(
    '{"rate": %f, "p50": %f, "p99": %f, "requests": %d, "errors": %d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.requests,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end
