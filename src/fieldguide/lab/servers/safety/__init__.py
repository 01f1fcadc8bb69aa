"""Configurations that let in whoever asks, found without running them.

Many syntaxes, one question: is the origin compared, as a whole, with names on a list? `text` cuts
a file into what belongs together; `conditions` and `patterns` judge tests of origins; `names` and
`reflections` find faults, `rules` are all of them, and `check` makes findings.
"""
