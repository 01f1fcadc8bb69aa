"""Prose: the one grammar in which entries and translations are written.

Paragraphs, lists, emphasis, inline code, and links by name. One parser serves both
checking and rendering: what one parser checks and another renders is a hole.
"""
