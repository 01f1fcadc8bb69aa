"""The workbench: one page to translate in, served to this machine's own browser.

From the ground up: `reading` has the guide as it lies on the disk; `drafts` proofreads a text that
isn't saved; `views` puts both into JSON; `desk` answers and saves; `guard` refuses whoever isn't
the page; `server` speaks HTTP. `document` makes the page out of the files in `page/`.
"""
