"""Who is told about people's accounts."""

from network.accounts.notices import links, roles, security

__all__ = ["links", "roles", "security"]
