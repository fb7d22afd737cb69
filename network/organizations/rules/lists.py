"""The default entries of the editable lists: written once into an empty database, changed there ever after."""

import re
from collections.abc import Mapping

from network.organizations.rules.folding import fold
from network.settings.rules import Entry


def _code(label: str) -> str:
    return re.sub(r"\W+", "-", fold(label)).strip("-")[:60].strip("-")


def _plain(*labels: str) -> tuple[Entry, ...]:
    return tuple(Entry(_code(label), label) for label in labels)


_KINDS = (
    Entry("sex-worker-led", "Sex worker-led organization", ("Sex worker led", "Peer-led organization",
          "By and for sex workers")),
    Entry("sex-work-program", "Sex work support program (in a larger agency)", ("Sex work support program",
          "Sex work program")),
    Entry("womens-centre", "Women's centre / women's resource society", (
        "Women's centre", "Women's center", "Women's resource society", "Women's resource centre", "Womens resource center")),
    Entry("transition-house", "Transition house, second/third stage or safe home program", (
        "Transition house", "Safe home", "Safe home program", "Second stage", "Second stage house", "Third stage",
          "Women's shelter")),
    Entry("victim-services", "Community-based victim services", ("CBVS", "Victim services",
          "Community based victim services program")),
    Entry("stopping-the-violence", "Stopping the Violence counselling or outreach", (
        "Stopping the Violence", "STV", "STV counselling", "Stopping the Violence counselling", "STV outreach")),
    Entry("multicultural-outreach", "Multicultural outreach program", ("Multicultural outreach",)),
    Entry("sexual-assault-centre", "Sexual assault centre or service", (
        "Sexual assault centre", "Sexual assault center", "Sexual assault service", "Sexual assault services", "SAC", "SARP")),
    Entry("peace-program", "PEACE program", ("PEACE", "Children Who Witness Abuse", "CWWA")),
    Entry("indigenous-organization", "Indigenous organization or Nation service", (
        "Indigenous organization", "Nation service", "First Nation", "First Nations service", "Band office")),
    Entry("friendship-centre", "Friendship centre", ("Friendship center", "Native friendship centre")),
    Entry("metis-organization", "Métis organization", ("Metis", "Métis Nation")),
    Entry("harm-reduction", "HIV, hepatitis C or harm reduction organization", (
        "Harm reduction organization", "Harm reduction", "HIV organization", "AIDS service organization", "ASO")),
    Entry("health-clinic", "Health clinic or health authority program", ("Health clinic", "Clinic",
          "Health authority program", "Health authority")),
    Entry("housing", "Housing or shelter provider", ("Housing", "Shelter", "Housing provider", "Shelter provider")),
    Entry("legal", "Legal clinic or legal advocacy", ("Legal clinic", "Legal advocacy", "Legal aid")),
    Entry("2slgbtq", "2SLGBTQ+ organization", ("2SLGBTQ", "2SLGBTQIA+", "LGBTQ", "LGBTQ2S+", "LGBTQ organization",
          "Queer organization")),
    Entry("immigrant-services", "Immigrant, migrant or settlement service", (
        "Immigrant services", "Settlement service", "Settlement services", "Migrant organization", "Newcomer services")),
    Entry("youth-service", "Youth service", ("Youth", "Youth services", "Youth centre")),
    Entry("umbrella", "Provincial association or umbrella body", ("Provincial association", "Umbrella", "Umbrella body",
          "Association")),
    Entry("other-community", "Other community service", ("Other", "Community service", "Community services",
          "Community services society")),
)  # fmt: skip

_MANDATES = (
    Entry("sex-work-specific", "Sex work-specific mandate", ("Sex work-specific", "Sex work specific", "Sex work", "Specific")),
    Entry("serves-where-none", "Serves sex workers where no sex work organization exists", (
        "Serves sex workers", "No sex work organization nearby", "Serves where none exists")),
    Entry("ally", "Ally or supporting organization", ("Ally", "Supporting", "Supporting organization", "Supporter")),
)  # fmt: skip

_STATUS = (
    Entry("active", "Active", ("Open", "Current", "Yes", "Running", "Actif")),
    Entry("reduced", "Reduced hours or services", ("Reduced", "Reduced hours", "Reduced services", "Limited")),
    Entry("paused", "Paused", ("On hold", "Hold", "Inactive for now", "On pause", "Break")),
    Entry("closed", "Closed", ("Shut", "Ended", "Inactive", "Dissolved", "No longer operating")),
    Entry("unknown", "Unknown - needs checking", ("Unknown", "Not sure", "Needs checking", "?")),
)

_LANGUAGES = (
    Entry("en", "English", ("Eng", "EN", "Anglais")),
    Entry("fr", "French", ("Fr", "Français", "French Canadian")),
    Entry("pa", "Punjabi", ("Panjabi", "ਪੰਜਾਬੀ")),
    Entry("yue", "Cantonese", ("Chinese (Cantonese)", "廣東話", "粵語")),
    Entry("cmn", "Mandarin", ("Chinese (Mandarin)", "Putonghua", "普通话", "國語")),
    Entry("tl", "Tagalog", ("Filipino",)),
    Entry("ko", "Korean", ("한국어",)),
    Entry("es", "Spanish", ("Español", "Espagnol")),
    Entry("vi", "Vietnamese", ("Tiếng Việt",)),
    Entry("th", "Thai", ("ภาษาไทย",)),
    Entry("ja", "Japanese", ("日本語",)),
    Entry("hi", "Hindi", ("हिन्दी",)),
    Entry("ur", "Urdu"),
    Entry("fa", "Farsi", ("Persian", "Dari", "فارسی")),
    Entry("ar", "Arabic", ("العربية",)),
    Entry("pt", "Portuguese", ("Português",)),
    Entry("ru", "Russian", ("Русский",)),
    Entry("uk", "Ukrainian", ("Українська",)),
    Entry("ase", "American Sign Language", ("ASL", "Sign language")),
    Entry("car", "Dakelh (Carrier)", ("Dakelh", "Carrier", "ᑕᗸᒡ", "Southern Carrier", "Central Carrier")),
    Entry("bcr", "Witsuwit'en (Babine)", ("Witsuwit'en", "Babine", "Wet'suwet'en", "Nedut'en")),
    Entry("git", "Gitxsanimaax", ("Gitxsan", "Gitxsanimx", "Gitksan", "Gitsenimx")),
    Entry("ncg", "Nisg̱a'a", ("Nisga'a", "Nisgaa")),
    Entry("tsi", "Sm'algyax̱", ("Sm'algyax", "Tsimshian", "Ts'msyen")),
    Entry("hdn", "X̱aad Kíl / X̱aayda Kil (Haida)", ("Haida", "X̱aad Kíl", "X̱aayda Kil", "Xaad Kil", "Xaayda Kil")),
    Entry("has", "X̄enaksialak̓ala / X̄a'islak̓ala (Haisla)", ("Haisla", "Xa'islak'ala")),
    Entry("hei", "Haíɫzaqvḷa (Heiltsuk)", ("Heiltsuk", "Haíɫzaqvḷa", "Hailhzaqvla")),
    Entry("blc", "Nuxalk", ("Bella Coola language",)),
    Entry("kwk", "Kwak̓wala", ("Kwakwala", "Kwak'wala", "Kwakiutl", "Bak̓wa̱mk̓ala")),
    Entry("nuk", "Nuučaan̓uɫ (Nuu-chah-nulth)", ("Nuu-chah-nulth", "Nuučaan̓uɫ", "Nootka")),
    Entry("hur", "Hul'q'umi'num' / hən̓q̓əmin̓əm̓ / Halq'eméylem", (
        "Hul'q'umi'num'", "hən̓q̓əmin̓əm̓", "Halq'eméylem", "Halkomelem", "Halq'emeylem", "Hunquminum")),
    Entry("squ", "Sḵwx̱wú7mesh sníchim (Squamish)", ("Squamish language", "Squamish", "Sḵwx̱wú7mesh sníchim", "Sḵwx̱wú7mesh")),
    Entry("str", "SENĆOŦEN", ("Sencoten", "Saanich language", "Northern Straits Salish", "Lekwungen", "Malchosen")),
    Entry("coo", "ʔayʔaǰuθəm (Comox)", ("Ayajuthem", "ʔayʔaǰuθəm", "Comox-Sliammon", "Éy7á7juuthem")),
    Entry("sec", "she shashishalhem (Sechelt)", ("shashishalhem", "she shashishalhem", "Sechelt language")),
    Entry("lil", "St'át'imcets (Lillooet)", ("St'át'imcets", "Ucwalmícwts", "Statimcets", "Lil'wat")),
    Entry("thp", "Nłeʔkepmxcín (Thompson)", ("Nlaka'pamuxtsn", "Nłeʔkepmxcín", "Nlakapamux", "Nle'kepmxcin")),
    Entry("shs", "Secwepemctsín (Shuswap)", ("Secwepemctsín", "Secwepemctsin", "Shuswap")),
    Entry("oka", "Nsyilxcən (Okanagan)", ("Nsyilxcən", "Nsyilxcen", "nqilxʷcən", "Syilx", "Okanagan language")),
    Entry("kut", "Ktunaxa", ("Kutenai",)),
    Entry("clc", "Tŝilhqot'in", ("Tsilhqot'in", "Chilcotin", "Tsilhqotin")),
    Entry("sek", "Tse'khene (Sekani)", ("Tse'khene", "Sekani", "Tsek'ene")),
    Entry("bea", "Dane-zaa Zaagé (Beaver)", ("Dane-zaa", "Danezaa", "Beaver", "Dane-zaa Zaagé")),
    Entry("xsl", "Dene K'e", ("Slavey", "South Slavey")),
    Entry("kkz", "Danezāgé' (Kaska)", ("Danezāgé'", "Kaska")),
    Entry("tht", "Tāłtān (Tahltan)", ("Tāłtān", "Tahltan")),
    Entry("cr", "Cree (nēhiyawēwin)", ("Cree", "nēhiyawēwin", "Nehiyawewin", "Plains Cree")),
    Entry("oj", "Anishinaabemowin (Saulteau)", ("Saulteau", "Saulteaux", "Ojibwe", "Anishinaabemowin")),
    Entry("crg", "Michif"),
)  # fmt: skip

_WAYS = (
    Entry(
        "visit", "In person visit", ("visit", "visits", "in person", "in-person", "face to face", "on site", "F2F", "en personne")
    ),
    Entry("phone", "Phone", ("telephone", "call", "calls", "phone call", "by phone", "téléphone")),
    Entry("video", "Video", ("Zoom", "video call", "Teams", "Google Meet", "Skype", "online", "virtual", "Jitsi", "video chat")),
    Entry("text", "Text", ("SMS", "texting", "text message", "Signal", "WhatsApp", "texto")),
)

DEFAULT_LISTS: Mapping[str, tuple[Entry, ...]] = {
    "org_kind": _KINDS,
    "org_mandate": _MANDATES,
    "org_status": _STATUS,
    "service": _plain(
        "Drop-in", "Street or van outreach", "Outreach to indoor or massage workplaces", "Online or text outreach",
          "Night outreach",
        "Bad date / aggressor reporting", "Safer sex supplies", "Harm reduction supplies", "Naloxone / overdose prevention",
        "Health care or nursing", "STI/HIV/hepatitis C testing and navigation", "Counselling", "Crisis support",
        "Sexual assault response and accompaniment", "Court or police accompaniment (if wanted)",
        "Third Party Reporting (sexual assault, 19+)", "Legal information or clinic", "Income, tax or benefits help",
        "ID and forms help", "Food", "Clothing, toiletries, showers, laundry", "Emergency shelter or safe home",
          "Supportive housing",
        "Housing search", "Safe rides / transport help", "Peer programs and peer jobs", "Skills, training and employment",
        "Transition, retirement or exit support (voluntary)", "Family and child-apprehension support",
        "Cultural support, Elders, ceremony", "Language support or interpretation", "Gender-affirming support",
        "Training for other organizations", "Policy and advocacy",
    ),
    "population": _plain(
        "All genders", "Women", "Trans people", "Two-Spirit people", "Non-binary people", "Men", "Indigenous people",
        "Black and racialized people", "Immigrants and migrants", "People who use substances", "People without housing",
        "People with disabilities", "Parents and caregivers", "Older workers", "Young adults 19-24",
        "Under 19 (referral to youth services only)",
    ),
    "work_setting": _plain(
        "Outdoor / street", "Indoor independent", "Massage or micro-brothel", "Escort or agency", "Online", "Hotel or motel",
        "Work camp or resource extraction area", "Travelling / touring", "Survival or trade (food, shelter, drugs)",
        "Prefer not to say",
    ),
    "language": _LANGUAGES,
    "way": _WAYS,
    "topic": _plain(
        "Sex work-positive policy", "Staff and board training", "Peer hiring and pay", "Outreach start-up",
          "Bad date sheet start-up",
        "Harm reduction", "Safer indoor space / guest policy", "Working with or without police",
          "Trans and Two-Spirit inclusion",
        "Migrant workers", "Indigenous-led practice", "Confidentiality in small communities", "Transport", "Resource camps",
        "Stigma and language", "Funding", "Evaluation",
    ),
    "end_reason": (
        Entry("mentor-closed", "The mentor closed"), Entry("mentor-paused", "The mentor rests for long"),
        Entry("mentee-closed", "The mentee closed"), Entry("no-time", "No time"), Entry("not-a-fit", "Not a fit"),
        Entry("no-contact", "They did not reach each other"), Entry("distance", "Distance or travel"),
        Entry("conflict-or-safety", "Conflict or safety"), Entry("other", "Another reason"),
    ),
    "funding_source": _plain("Grant of the network", "Grant of the mentor", "Grant of the mentee", "Own means"),
    "document_kind": (
        Entry("guide", "Guide", ("Handbook", "How-to")), Entry("policy", "Policy or procedure", ("Policy", "Procedure")),
        Entry("template", "Template to fill in", ("Template",)), Entry("training", "Training material", ("Training",)),
        Entry("tool", "Tool or checklist", ("Tool", "Toolkit", "Checklist")), Entry("fact-sheet", "Fact sheet", ("Facts",)),
        Entry("form", "Form or sheet to print", ("Form", "Sheet")), Entry("job-description", "Job description"),
        Entry("agreement", "Terms of reference or agreement", ("Terms of reference", "Agreement")),
        Entry("research", "Research or evaluation", ("Research", "Evaluation")),
        Entry("letter", "Advocacy letter or submission", ("Letter", "Submission")),
        Entry("legal-information", "Legal information", ("Law",)), Entry("other", "Something else", ("Other",)),
    ),
    "licence": (
        Entry("network", "The network’s own: for its members", ("Members only",)), Entry("cc-by", "CC BY 4.0"),
        Entry("cc-by-sa", "CC BY-SA 4.0"), Entry("cc-by-nc-sa", "CC BY-NC-SA 4.0"),
        Entry("all-rights", "All rights reserved", ("Copyright",)), Entry("public-domain", "Public domain", ("CC0",)),
    ),
}  # fmt: skip
