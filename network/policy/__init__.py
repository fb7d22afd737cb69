"""Authorization: `can` asks, `authorize` insists. Nothing else decides."""

from contextvars import ContextVar
from typing import Any

from network.kernel.actor import Actor
from network.kernel.refusals import Denied
from network.policy.permissions import Permission
from network.policy.table import POLICY

__all__ = ["Permission", "asked", "authorize", "can"]

asked: ContextVar[bool] = ContextVar("authorization_asked", default=False)


def can(actor: Actor, permission: Permission, resource: Any = None) -> bool:
    """Whether any line of the table allows it. A permission without a row allows nobody."""
    return any(all(holds(actor, resource) for holds in line) for line in POLICY.get(permission, []))


def authorize(actor: Actor, permission: Permission, resource: Any = None) -> None:
    """Insist: raise `Denied` unless the table allows it."""
    asked.set(True)
    if not can(actor, permission, resource):
        raise Denied(str(permission))
