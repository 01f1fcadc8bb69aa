"""Generator of a multilingual troubleshooting guide from structured entries."""
