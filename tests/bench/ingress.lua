-- Posts signed bodies, one after the other, each under a delivery id that was never used. GitHub
-- signs the body alone, so a new X-GitHub-Delivery leaves the signature valid; that header is what
-- duplicates are told by. Arguments: the file of signed bodies (signature, body; a line each), and
-- a prefix of the ids.
local requests = {}
local prefix
local number = 0

function init(args)
    prefix = args[2]
    local signature
    for line in io.lines(args[1]) do
        if not signature then
            signature = line
        else
            requests[#requests + 1] = {
                "POST " .. wrk.path .. " HTTP/1.1\r\nHost: 127.0.0.1:" .. wrk.port
                    .. "\r\nContent-Type: application/json\r\nUser-Agent: GitHub-Hookshot/044aadd"
                    .. "\r\nX-GitHub-Event: issues\r\nX-Hub-Signature-256: " .. signature
                    .. "\r\nX-GitHub-Delivery: ",
                "\r\nContent-Length: " .. #line .. "\r\n\r\n" .. line,
            }
            signature = nil
        end
    end
end

function request()
    number = number + 1
    local parts = requests[number % #requests + 1]
    return parts[1] .. prefix .. number .. parts[2]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests":%d,"seconds":%.6f,"p50_ms":%.3f,"p99_ms":%.3f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
