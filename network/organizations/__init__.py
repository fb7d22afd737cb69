"""The members: organizations, what they offer and seek, who belongs to them, and how their list is brought in."""
