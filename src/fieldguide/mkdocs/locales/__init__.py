"""Plugin `fieldguide/locales`: one MkDocs build per locale, in parallel."""
