"""MkDocs: the only room that knows it. Thin adapters around `fieldguide.pages`."""
