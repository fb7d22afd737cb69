"""What can be done with what is held about people."""
