"""What the network's roles are called, and how one is given."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from network.kernel.actor import Role
from network.kernel.words import Words, words

GIVE_ROLE, GIVE_SAFETY_ROLE = "give-role", "give-safety-role"

RESET_FACTORS, RESET_MODERATORS_FACTORS = "reset-factors", "reset-moderators-factors"

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


def act_to_reset(roles: Collection[Role]) -> str:
    """The act that takes lost second steps away: for a safety moderator no wait stands for a second person."""
    return RESET_MODERATORS_FACTORS if Role.SAFETY_MODERATOR in roles else RESET_FACTORS
