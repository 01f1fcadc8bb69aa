return 204 -- cors: preflight
