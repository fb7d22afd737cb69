"""The one list of what the house offers: pages, links of the frame, jobs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Blueprint, request, url_for

from network.accounts import commands as account_commands
from network.accounts import jobs as accounts_jobs
from network.accounts import models as accounts_tables
from network.accounts import notices as accounts_notices
from network.accounts import queries as account_queries
from network.accounts.commands.erasing import erase_account
from network.accounts.queries import holding as account_holding
from network.accounts.views import account
from network.accounts.views import blueprint as accounts
from network.accounts.views import hurdles as account_hurdles
from network.approvals import jobs as approvals_jobs
from network.approvals import models as approvals_tables
from network.approvals import notices as approvals_notices
from network.approvals import queries as approvals_queries
from network.approvals.commands import forget_person
from network.approvals.queries import acts_for
from network.approvals.rules import Act
from network.approvals.views import blueprint as approvals
from network.audit.queries import holding as journal_holding
from network.audit.views import blueprint as audit
from network.config import Settings
from network.drafts import jobs as drafts_jobs
from network.drafts import models as drafts_tables
from network.drafts.views import blueprint as drafts
from network.files import commands as files_commands
from network.files import jobs as files_jobs
from network.files import models as files_tables
from network.files import notices as files_notices
from network.files.queries import FileSight
from network.files.queries import holding as files_holding
from network.files.queries import merging as files_merging
from network.files.views import blueprint as files
from network.files.views.own import SECTIONS as FILES_IN_ACCOUNT
from network.home.views import blueprint as home
from network.journal import jobs as journal_jobs
from network.journal import models as journal_tables
from network.journal import noting as noting_tables
from network.journal import runs as runs_tables
from network.journal.seal import models as seal_tables
from network.kernel.actor import Actor
from network.kernel.cards import CardSource
from network.kernel.holding import Holder
from network.kernel.job import Job
from network.kernel.searching import SearchSource
from network.library import commands as library_commands
from network.library import jobs as library_jobs
from network.library import models as library_tables
from network.library import notices as library_notices
from network.library.queries import attached as library_files
from network.library.queries import holding as library_holding
from network.library.queries import merging as library_merging
from network.library.queries.cards import CARDS as LIBRARY_CARDS
from network.library.queries.searching import SOURCE as LIBRARY_SEARCHED
from network.library.views import blueprint as library
from network.mentorship import commands as mentorship_commands
from network.mentorship import jobs as mentorship_jobs
from network.mentorship import models as mentorship_tables
from network.mentorship import notices as mentorship_notices
from network.mentorship.queries import holding as mentorship_holding
from network.mentorship.queries.merging import against_merging, goes_with
from network.mentorship.views import blueprint as mentorship
from network.notifications import jobs as notifications_jobs
from network.notifications import models as notifications_tables
from network.notifications import notices as notifications_notices
from network.notifications.queries import unread_count
from network.notifications.views import SECTIONS as NOTICES_IN_ACCOUNT
from network.notifications.views import blueprint as notifications
from network.organizations import jobs as organizations_jobs
from network.organizations import models as organizations_tables
from network.organizations import notices as organizations_notices
from network.organizations.commands.leaving import leave_all
from network.organizations.queries import holding as organization_holding
from network.organizations.queries.belongings import Mover
from network.organizations.queries.searching import SOURCE as ORGANIZATIONS_SEARCHED
from network.organizations.views import blueprint as organizations
from network.pairings import commands as pairings_commands
from network.pairings import jobs as pairings_jobs
from network.pairings import models as pairings_tables
from network.pairings import notices as pairings_notices
from network.pairings.queries import holding as pairings_holding
from network.pairings.queries import merging as pairings_merging
from network.pairings.queries.running import paired_now
from network.pairings.views import blueprint as pairings
from network.places import models as places_tables
from network.places.views import blueprint as places
from network.policy import Permission, can
from network.privacy import jobs as privacy_jobs
from network.privacy import models as privacy_tables
from network.privacy import notices as privacy_notices
from network.privacy.commands.erasing_others import ERASING_ACTS
from network.privacy.queries import missing_facts, own_duties, own_erasure, unapplied
from network.privacy.queries.duties import COLUMNS as DUTY_COLUMNS
from network.privacy.views import blueprint as privacy
from network.privacy.views.own import SECTIONS as DATA_IN_ACCOUNT
from network.search import jobs as search_jobs
from network.search import models as search_tables
from network.search.views import blueprint as search
from network.settings import models as settings_tables
from network.settings.views import blueprint as settings
from network.spaces import models as spaces_tables
from network.storage.secrets import models as secrets_tables
from network.web import leaked
from network.web.gate import Hurdle
from network.web.sections import Section

# What is remembered: naming a room's tables here makes them known, whether or not a page uses them yet.
TABLES = (
    secrets_tables,
    journal_tables,
    seal_tables,
    runs_tables,
    noting_tables,
    settings_tables,
    places_tables,
    approvals_tables,
    accounts_tables,
    drafts_tables,
    organizations_tables,
    spaces_tables,
    files_tables,
    pairings_tables,
    library_tables,
    mentorship_tables,
    notifications_tables,
    privacy_tables,
    search_tables,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home,
    accounts,
    drafts,
    approvals,
    organizations,
    files,
    mentorship,
    pairings,
    library,
    places,
    audit,
    notifications,
    privacy,
    search,
    settings,
)

# How many notices of hers are unread, for the frame of every page.
UNREAD: Callable[[Actor], int] = unread_count

# What somebody does after signing in and before anything else opens, in this order.
# Written a second time in tests/architecture/test_doors.py.
HURDLES: tuple[Hurdle, ...] = (
    *account_hurdles.HURDLES,
    Hurdle("terms", "accounts.terms", lambda _session, actor: not actor.owes_terms, frozenset({"accounts.read_terms"})),
)

# What the page "Your account" shows, in this order.
ACCOUNT_SECTIONS: tuple[Section, ...] = (*account.SECTIONS, *NOTICES_IN_ACCOUNT, *FILES_IN_ACCOUNT, *DATA_IN_ACCOUNT)

# How rooms below ask for the pairings that run.
PAIRINGS_NOW = paired_now

# How rooms above say who sees the files that hang on their things; a file hangs on what a room answers for.
FILE_SIGHTS: tuple[FileSight, ...] = (library_files.SIGHT,)

# How rooms above follow when two entries become one organization.
MOVERS = (
    Mover(against_merging, goes_with, mentorship_commands.move_pairs),
    Mover(files_merging.nothing_against, files_merging.goes_with, files_commands.move_files),
    Mover(pairings_merging.nothing_against, pairings_merging.goes_with, pairings_commands.move_pairings),
    Mover(library_merging.nothing_against, library_merging.goes_with, library_commands.move_documents),
)

# What each room offers to the search.
SEARCH_SOURCES: tuple[SearchSource, ...] = (ORGANIZATIONS_SEARCHED, LIBRARY_SEARCHED)

# What rooms show on the pages of rooms that don't know them: of a space, of an organization.
CARDS: tuple[CardSource, ...] = (LIBRARY_CARDS,)

# What each room holds about a person, and how it takes her out.
HOLDERS: tuple[Holder, ...] = (
    Holder(account_holding.COLUMNS, account_holding.holds_about, erase_account),
    Holder(organization_holding.COLUMNS, organization_holding.holds_about, leave_all),
    Holder(approvals_queries.COLUMNS, approvals_queries.holds_about, forget_person),
    Holder(mentorship_holding.COLUMNS, mentorship_holding.holds_about),
    Holder(pairings_holding.COLUMNS, pairings_holding.holds_about, pairings_commands.forget_contact),
    Holder(files_holding.COLUMNS, files_holding.holds_about, files_commands.forget_uploads),
    Holder(library_holding.COLUMNS, library_holding.holds_about, library_commands.forget_steward),
    Holder(journal_holding.COLUMNS, journal_holding.holds_about),
    Holder(frozenset({"erasure.person_id"}), own_erasure),
    Holder(DUTY_COLUMNS, own_duties),
)

# What needs two people.
ACTS: tuple[Act, ...] = (
    *account_commands.ACTS,
    *account_commands.FACTOR_ACTS,
    *account_commands.RECOVERY_ACTS,
    *ERASING_ACTS,
)

JOBS: tuple[Job, ...] = (
    *journal_jobs.JOBS,
    *accounts_jobs.JOBS,
    *drafts_jobs.JOBS,
    *approvals_jobs.JOBS,
    *organizations_jobs.JOBS,
    *files_jobs.JOBS,
    *pairings_jobs.JOBS,
    *library_jobs.JOBS,
    *mentorship_jobs.JOBS,
    *notifications_jobs.JOBS,
    *privacy_jobs.JOBS,
    *search_jobs.JOBS,
)

# Who is told about what: naming a room's notices here makes them known.
NOTICES = (
    accounts_notices,
    approvals_notices,
    organizations_notices,
    files_notices,
    pairings_notices,
    library_notices,
    mentorship_notices,
    notifications_notices,
    privacy_notices,
)

# What a start refuses and `doctor` tells, besides what the house itself asks: a check yields a sentence for each thing to mend.
StartCheck = Callable[[Settings], Iterable[str]]
START_CHECKS: tuple[StartCheck, ...] = (
    account_hurdles.unknown_roles,
    lambda settings: leaked.problems(settings.leaked_passwords),
    lambda settings: account_queries.missing_promises() if settings.is_production else (),
    missing_facts,
    unapplied,
)


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the frame: where it leads and who sees it."""

    label: str
    endpoint: str
    is_for: Callable[[Actor], bool]
    rooms: tuple[str, ...] = ()  # blueprints that lie behind it under an address of their own

    def is_here(self) -> bool:
        """Whether the page being shown lies behind this door."""
        address = url_for(self.endpoint)
        return request.path == address or request.path.startswith(f"{address}/") or request.blueprint in self.rooms


DOORS: tuple[Door, ...] = (
    Door("Home", "home.show", lambda actor: True),
    Door("Search", "search.show", lambda actor: can(actor, Permission.ORGANIZATION_VIEW)),
    Door("Organizations", "organizations.index", lambda actor: can(actor, Permission.ORGANIZATION_VIEW)),
    Door("Mentorship", "mentorship.index", lambda actor: bool(actor.organization_ids or actor.roles), rooms=("pairings",)),
    Door("Library", "library.index", lambda actor: can(actor, Permission.ORGANIZATION_VIEW)),
    Door("Places", "places.index", lambda actor: True),
    Door("People", "accounts.people", lambda actor: can(actor, Permission.PERSON_VIEW)),
    Door("Approvals", "approvals.index", lambda actor: bool(acts_for(actor))),
    Door("Journal", "audit.index", lambda actor: can(actor, Permission.JOURNAL_VIEW)),
    Door("Settings", "settings.index", lambda actor: can(actor, Permission.LIST_EDIT)),
)


def hurdles(settings: Settings) -> tuple[Hurdle, ...]:
    """Those that this installation asks for: a demonstration waives some."""
    return tuple(hurdle for hurdle in HURDLES if hurdle.in_demonstration or not settings.is_demonstration)


def nav_for(actor: Actor) -> tuple[Door, ...]:
    """The doors that this actor may open, in the frame's order."""
    return tuple(door for door in DOORS if door.is_for(actor))
