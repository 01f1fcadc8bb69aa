-- cors: allow-origin {
local allowed = {
    ["https://app.example.com"] = true,
    ["https://admin.example.com"] = true,
}
local origin = lighty.r.req_header["Origin"]
-- cors: }
local header = lighty.r.resp_header

-- cors: allow-origin {
if allowed[origin] then
    header["Access-Control-Allow-Origin"] = origin
end
-- cors: }
header["Access-Control-Allow-Credentials"] = "true"                          -- cors: allow-credentials
header["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"     -- cors: allow-methods
header["Access-Control-Allow-Headers"] = "Authorization, Content-Type"       -- cors: allow-headers
header["Access-Control-Expose-Headers"] = "X-Total-Count"                    -- cors: expose-headers
header["Access-Control-Max-Age"] = "7200"                                    -- cors: preflight
-- cors: vary {
local vary = header["Vary"]
header["Vary"] = vary and vary .. ", Origin" or "Origin"
-- cors: }
