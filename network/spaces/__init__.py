"""Who shares what: spaces, and who may enter them."""
