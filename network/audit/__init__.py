"""The journal read across all rooms: by administrators, and by each person about herself."""
