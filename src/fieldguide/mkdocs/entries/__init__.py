"""Plugin `fieldguide/entries`: entries become pages."""
