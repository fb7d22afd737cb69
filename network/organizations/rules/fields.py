"""The fields of an organization that a spreadsheet can fill, and the words by which people's columns call them."""

from collections.abc import Mapping
from dataclasses import dataclass

from network.kernel.words import Words, words

OWN = "own:"  # before the label of a field of the network's own
LEFT_OUT = ""  # a column that isn't imported


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its words on the screen, column names that mean it, the list its codes come from, who sees it."""

    key: str
    label: Words
    aliases: tuple[str, ...]
    list_name: str = ""
    is_several: bool = False
    coordinators_only: bool = False


FIELDS: tuple[Field, ...] = (
    Field("name", words("Organization"), ("name", "org", "org name", "organisation", "organization name", "agency",
          "agency name",
          "member", "member organization", "group", "nom", "organisme")),
    Field("kind", words("Kind"), ("type", "org type", "kind of organization", "type of organization", "category",
          "organization type",
          "sector", "genre"), "org_kind"),
    Field("mandate", words("Mandate"), ("org mandate", "focus", "sex work mandate", "mandat", "role in sex work"),
          "org_mandate"),
    Field("home_community", words("Home community"), ("town", "community", "city", "where based", "based in", "location",
          "home", "place",
          "city town", "city or town", "town or city", "municipality", "where", "ville", "communauté", "home base",
          "headquarters")),
    Field("region", words("Region"), ("area", "région", "health region", "home region", "part of the province")),
    Field("also_serves", words("Also serves"), ("other communities", "communities served", "serves", "service area",
          "areas served",
          "catchment", "other towns", "also in", "outreach to", "also works in"), is_several=True),
    Field("services", words("Services"), ("service", "services offered", "services provided", "services and status", "programs",
          "programs and services", "what they offer", "what you offer", "prestations"), "service", is_several=True),
    Field("capacity", words("Mentor places"), ("can mentor", "number can mentor", "how many can mentor", "mentor capacity",
          "capacity",
          "mentor spots", "mentor slots", "places", "spots", "how many mentees", "no can mentor", "max mentees")),
    Field("wants_mentor", words("Wants a mentor"), ("needs mentor", "needs mentor y n", "wants mentor", "needs a mentor",
          "seeking mentor",
          "mentee", "looking for a mentor", "would like a mentor")),
    Field("teaches", words("Can teach"), ("strengths", "teaches", "expertise", "can share", "offers", "can help with", "skills",
          "good at", "can mentor on", "topics offered"), "topic", is_several=True),
    Field("wants_to_learn", words("Wants to learn"), ("wants help with", "needs help with", "learning needs", "needs",
          "topics wanted",
          "would like to learn", "interested in", "learning goals", "wants", "help needed"), "topic", is_several=True),
    Field("languages", words("Languages"), ("lang", "langs", "language", "language s", "languages spoken", "langues",
          "langue", "speaks"),
          "language", is_several=True),
    Field("meets_by", words("Meets by"), ("phone zoom in person", "how they meet", "meeting preference", "meets", "way to meet",
          "ways to meet", "how to meet", "meeting format", "format", "contact method", "zoom phone in person"), "way",
          is_several=True),
    Field("availability", words("Available"), ("availability", "good times", "best times", "times", "when available", "hours",
          "free times", "days and times", "when", "disponibilité"), is_several=True),
    Field("waiting_since", words("Waiting since"), ("on list since", "date added", "since", "wait list date",
          "waitlist date", "waitlisted",
          "added on", "date joined waitlist", "waiting from", "request date", "date requested")),
    Field("confirmed_on", words("Last confirmed"), ("confirmed", "confirmed on", "date confirmed", "last confirmed on",
          "last checked", "checked on", "last verified", "verified on", "verified", "entry confirmed")),
    Field("do_not_pair", words("Do not pair with"), ("not with", "not with confidential", "do not pair", "dont pair",
          "conflicts",
          "conflict", "conflict with", "avoid", "never with", "not paired with"), is_several=True, coordinators_only=True),
    Field("status", words("Status"), ("state", "org status", "active", "statut", "current status"), "org_status"),
    Field("contact_email", words("Contact e-mail"), ("email", "e mail", "email address", "contact email", "courriel", "mail",
          "lead email", "main email")),
    Field("phone", words("Phone"), ("telephone", "phone number", "tel", "public phone", "office phone", "téléphone",
          "contact phone")),
    Field("territories", words("Territories"), ("territory", "nations", "nation", "traditional territory", "unceded territory",
          "on the territory of", "first nations territory", "territories of")),
    Field("website", words("Website"), ("web", "url", "site", "web site", "web page", "homepage", "link")),
    Field("notes", words("Notes"), ("note", "confidential notes", "private notes", "internal notes", "comments", "comment",
          "remarks", "other", "anything else", "remarques"), coordinators_only=True),
)  # fmt: skip

BY_KEY: Mapping[str, Field] = {field.key: field for field in FIELDS}


def label_of(target: str) -> Words:
    """The words for a field, or for one of the network's own by its label."""
    field = BY_KEY.get(target)
    return field.label if field else words("%(label)s", label=target.removeprefix(OWN))


def seen_by_members(target: str) -> bool:
    """Whether people other than coordinators may see the field."""
    field = BY_KEY.get(target)
    return field is None or not field.coordinators_only
