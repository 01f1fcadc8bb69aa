"""Translations as gettext catalogs, for Poedit and its kind: out and back in, without loss.

The YAML files stay the source. A catalog is made on demand, filled in elsewhere, read back
once and thrown away. polib reads and writes it: Babel folds the earlier text of a changed
message (`#|`) into lines that nothing can read again, itself included.
"""
