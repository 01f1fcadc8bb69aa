"""Plugin `fieldguide/hosting`: pages that say what they may load, and headers to send with them."""
