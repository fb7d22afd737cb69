"""What the network's roles are called, and how one is given."""

from collections.abc import Mapping
from types import MappingProxyType

from network.kernel.actor import Role
from network.kernel.words import Words, words

GIVE_ROLE, GIVE_SAFETY_ROLE = "give-role", "give-safety-role"

ROLE_NAMES: Mapping[Role, Words] = MappingProxyType(
    {
        Role.COORDINATOR: words("Coordinator"),
        Role.LIAISON: words("Liaison"),
        Role.SAFETY_MODERATOR: words("Safety moderator"),
        Role.ADMINISTRATOR: words("Administrator"),
    }
)


def act_for(role: Role) -> str:
    """The act that gives a role: safety moderators are asked for theirs too, and no wait stands for a second person."""
    return GIVE_SAFETY_ROLE if role is Role.SAFETY_MODERATOR else GIVE_ROLE
