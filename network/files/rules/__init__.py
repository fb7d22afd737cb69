"""What is true of files: states, names, room, words."""
