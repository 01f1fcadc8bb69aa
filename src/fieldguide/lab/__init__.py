"""The lab: exchanges that really happen, in real browsers.

From the ground up: `models`; `wire` has HTTP's bytes, `server` sends them; `answers` and `stage`
serve an exchange; `cors` and `verdict` are the Fetch standard's view of it; `engines/` drive
browsers; `scenarios` are what is run, `judge` and `drift` say what came of it; `verify` runs
everything; `reader/` is for readers' own browsers.
"""
