"""Plugin `fieldguide/links`: whether every link leads somewhere."""
