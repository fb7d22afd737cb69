"""Who may do what: a right is given when all predicates of any one line hold."""

from collections.abc import Callable
from typing import Any

from network.kernel.actor import Actor
from network.policy import predicates as p
from network.policy.permissions import Permission

Predicate = Callable[[Actor, Any], bool]

POLICY: dict[Permission, list[list[Predicate]]] = {
    Permission.SIGN_IN: [[p.is_anyone]],
    Permission.SIGN_OUT: [[p.is_signed_in]],
    Permission.ACTING_FOR: [[p.is_signed_in]],
    Permission.RECOVERY_START: [[p.is_administrator], [p.is_system]],
    Permission.RECOVERY_USE: [[p.is_anyone]],
    Permission.RECOVERY_SHEET_ASK: [[p.is_administrator]],
    Permission.RECOVERY_SHEET_MAKE: [[p.is_system]],
    Permission.ADDRESS_CHANGE: [[p.is_signed_in]],
    Permission.ADDRESS_CONFIRM: [[p.is_anyone]],
    Permission.TERMS_PUBLISH: [[p.is_administrator], [p.is_system]],
    Permission.TERMS_ACCEPT: [[p.is_signed_in]],
    Permission.PERSON_ADD: [[p.is_system]],
    Permission.ROLE_GIVE: [[p.is_system]],
    Permission.ROLE_ASK: [[p.is_administrator]],
    Permission.SAFETY_ROLE_ASK: [[p.is_administrator], [p.is_safety_moderator]],
    Permission.ROLE_TAKE: [[p.is_administrator], [p.is_system]],
    Permission.PERSON_SUSPEND: [[p.is_administrator]],
    Permission.PERSON_VIEW: [[p.is_administrator]],
    Permission.APPROVAL_WITHDRAW: [[p.asked_for_it]],
    Permission.APPROVAL_BY_OPERATOR: [[p.is_system]],
    Permission.APPROVAL_BY_CLOCK: [[p.is_system]],
    Permission.INVITATION_MAKE: [[p.is_coordinator], [p.is_administrator], [p.leads_the_organization]],
    Permission.STAFF_INVITE: [[p.is_administrator]],
    Permission.FIRST_INVITE: [[p.is_system]],
    Permission.INVITATION_ACCEPT: [[p.is_anyone]],
    Permission.INVITATION_RENEW: [[p.is_system]],
    Permission.KEYS_KEEP: [[p.is_system]],
    Permission.JOURNAL_VIEW: [[p.is_administrator]],
    Permission.JOURNAL_EXPORT: [[p.is_administrator]],
    Permission.JOURNAL_VERIFY: [[p.is_system]],
    Permission.OWN_ACTS_VIEW: [[p.is_signed_in]],
    Permission.SETTING_EDIT: [[p.is_administrator], [p.is_system]],
    Permission.LIST_EDIT: [[p.is_administrator], [p.is_system]],
    Permission.PLACES_LOAD: [[p.is_system]],
    Permission.PLACE_EDIT: [[p.is_coordinator], [p.is_administrator]],
    Permission.ORGANIZATION_VIEW: [[p.belongs_to_the_network], [p.is_system]],
    Permission.ORGANIZATION_ADD: [[p.is_coordinator], [p.is_system]],
    Permission.ORGANIZATION_EDIT: [[p.is_coordinator], [p.leads_the_organization], [p.is_liaison, p.in_region], [p.is_system]],
    Permission.ORGANIZATION_CONFIRM: [[p.is_coordinator], [p.leads_the_organization], [p.is_liaison, p.in_region]],
    Permission.ORGANIZATION_IMPORT: [[p.is_coordinator], [p.is_system]],
    Permission.ORGANIZATION_EXPORT: [[p.is_coordinator]],
    Permission.ORGANIZATION_MERGE: [[p.is_coordinator]],
    Permission.ORGANIZATION_PEOPLE: [[p.is_system]],
    Permission.ORGANIZATION_LEAVE: [[p.belongs_to_the_organization]],
    Permission.ORGANIZATION_HAND_OVER: [[p.leads_the_organization]],
    Permission.DO_NOT_PAIR: [[p.is_coordinator]],
    Permission.PREFERENCE: [[p.is_coordinator], [p.leads_the_organization]],
    Permission.PREFERENCE_READ: [[p.is_coordinator]],
    Permission.CONTACT_LOG: [[p.is_coordinator], [p.is_liaison, p.in_region]],
    Permission.SPACE_OPEN: [[p.is_signed_in], [p.is_system]],
    Permission.ROUND_MANAGE: [[p.is_coordinator], [p.is_system]],
    Permission.PROPOSAL_VIEW: [[p.is_coordinator], [p.is_of_either_side, p.is_published]],
    Permission.PROPOSAL_ANSWER: [[p.leads_either_side, p.is_published]],
    Permission.PROPOSAL_ANSWER_BY_PHONE: [[p.is_coordinator]],
    Permission.PAIRING_VIEW: [[p.is_coordinator], [p.is_of_either_side], [p.is_liaison, p.in_region]],
    Permission.PAIRING_BEGIN: [[p.is_coordinator], [p.leads_either_side]],
}
