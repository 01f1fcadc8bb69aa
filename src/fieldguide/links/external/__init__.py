"""External links: ask the web, politely and safely, whether an address still answers.

`check.check_external` is the way in. From the ground up: `models` (what is asked and what
came out), `options`; pure: `guard`, `rules`, `robots`, `page`, `soft404`, `retry`, `failures`,
`judge`; input and output: `resolver`, `pace`, `exchange`, `fetch`, `cache`, `check`.
"""
