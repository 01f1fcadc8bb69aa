"""Checks of translated prose against its source and against its language's rules."""
