"""Languages: locales, catalogs, translations and what they cover."""
