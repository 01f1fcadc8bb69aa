"""Console messages, taken from the browsers themselves."""
