"""How a built site is served safely: what its pages may load, and the headers to send with them."""
