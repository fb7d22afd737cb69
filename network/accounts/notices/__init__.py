"""Who is told about people's accounts."""

from network.accounts.notices import roles, security

__all__ = ["roles", "security"]
