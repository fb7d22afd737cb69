"""What people are told about organizations. Each module below registers its own."""

from network.organizations.notices import joining, links

__all__ = ["joining", "links"]
