"""Entries: typed models, YAML reading with positions, JSON Schema."""
