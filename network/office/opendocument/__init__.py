"""What an ODT file says."""
