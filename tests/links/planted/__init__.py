"""300 faults of 20 kinds, planted in a guide that has none: each must be found where it is."""
