"""Plugin `fieldguide/stylesheet`: one stylesheet for all pages, with what they use."""
