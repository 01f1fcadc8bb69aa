"""Proofreading: what is wrong with a guide's prose, found without making pages of it."""
