"""Published server configurations, run by real servers and attacked by real probes.

From the ground up: `models`; `tools` are the programs; `workspace` is a folder to run in, `running`
a server in it, `backend` what proxies stand in front of; `probes` and `page` are what is asked, and
`claims` what the guide says comes of it; `prove` does it all. `safety` reads configurations without
running them.
"""
