"""What is held about people, for how long, and what they can ask: read and done across all rooms."""
