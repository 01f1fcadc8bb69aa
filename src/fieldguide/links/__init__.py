"""Links: where they come from, whether they lead anywhere."""
