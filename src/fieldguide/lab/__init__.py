"""The lab: exchanges that really happen, in real browsers.

From the ground up: `models`; `server` serves an exchange; `engines/` drive browsers; `scenarios`
are what is run; `verify` runs them and compares.
"""
