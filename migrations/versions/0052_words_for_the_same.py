"""An installation that has its lists gets the field's words for the same things, unless it has some."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

GROUPS = (
    (
        ("bad date", "bad date"),
        ("bad trick", "bad trick"),
        ("bad call", "bad call"),
        ("bad client", "bad client"),
        ("ugly mug", "ugli mug"),
        ("mauvais client", "mauvai client"),
    ),
    (
        ("bad date sheet", "bad date sheet"),
        ("bad trick sheet", "bad trick sheet"),
        ("bad date list", "bad date list"),
        ("bad date book", "bad date book"),
        ("bad call list", "bad call list"),
        ("BDAR", "bdar"),
        ("bad date reporting", "bad date report"),
        ("abuser alert", "abus alert"),
        ("aggressor alert", "aggressor alert"),
    ),
    (
        ("aggressor", "aggressor"),
        ("perpetrator", "perpetr"),
        ("abuser", "abus"),
        ("assailant", "assail"),
        ("agresseur", "agresseur"),
    ),
    (
        ("client", "client"),
        ("john", "john"),
        ("trick", "trick"),
        ("punter", "punter"),
        ("date", "date"),
        ("customer", "custom"),
    ),
    (
        ("sex worker", "sex worker"),
        ("person who trades sex", "person who trade sex"),
        ("travailleuse du sexe", "travailleus du sex"),
        ("TDS", "tds"),
        ("escort", "escort"),
    ),
    (
        ("sex work", "sex work"),
        ("trading sex", "trade sex"),
        ("survival sex", "surviv sex"),
        ("travail du sexe", "travail du sex"),
    ),
    (
        ("peer", "peer"),
        ("experiential", "experienti"),
        ("lived experience", "live experi"),
        ("paire aidante", "pair aidant"),
    ),
    (
        ("outreach", "outreach"),
        ("travail de rue", "travail de rue"),
        ("street work", "street work"),
        ("MAP van", "map van"),
    ),
    (
        ("drop-in", "drop in"),
        ("drop-in centre", "drop in centr"),
        ("halte", "halt"),
    ),
    (
        ("transition house", "transit hous"),
        ("safe home", "safe home"),
        ("second stage", "second stage"),
        ("women's shelter", "women shelter"),
        ("maison d'hébergement", "maison dheberg"),
    ),
    (
        ("police", "polic"),
        ("RCMP", "rcmp"),
        ("GRC", "grc"),
        ("law enforcement", "law enforc"),
        ("cops", "cop"),
    ),
    (
        ("third party reporting", "third parti report"),
        ("TPR", "tpr"),
        ("anonymous report", "anonym report"),
    ),
    (
        ("sexual assault", "sexual assault"),
        ("sexualized violence", "sexual violenc"),
        ("SAS", "sas"),
        ("SARP", "sarp"),
        ("agression sexuelle", "agress sexuell"),
    ),
    (
        ("intimate partner violence", "intim partner violenc"),
        ("IPV", "ipv"),
        ("domestic violence", "domest violenc"),
        ("VAWIR", "vawir"),
        ("relationship violence", "relationship violenc"),
        ("violence conjugale", "violenc conjugal"),
    ),
    (
        ("gender-based violence", "gender base violenc"),
        ("GBV", "gbv"),
        ("violence against women", "violenc against women"),
        ("violence fondée sur le genre", "violenc fonde sur le genr"),
    ),
    (
        ("missing and murdered", "miss and murder"),
        ("MMIWG2S", "mmiwg2s"),
        ("MMIWG", "mmiwg"),
    ),
    (
        ("community-based victim services", "communiti base victim servic"),
        ("CBVS", "cbvs"),
        ("victim services", "victim servic"),
        ("PBVS", "pbvs"),
    ),
    (
        ("stopping the violence", "stop the violenc"),
        ("STV", "stv"),
    ),
    (
        ("children who witness abuse", "children who wit abus"),
        ("CWWA", "cwwa"),
        ("PEACE program", "peac program"),
    ),
    (
        ("harm reduction", "harm reduct"),
        ("réduction des méfaits", "reduct des mefait"),
        ("safer use", "safer use"),
    ),
    (
        ("naloxone", "naloxon"),
        ("Narcan", "narcan"),
        ("overdose kit", "overdos kit"),
    ),
    (
        ("overdose", "overdos"),
        ("drug poisoning", "drug poison"),
        ("toxic drug", "toxic drug"),
        ("surdose", "surdos"),
    ),
    (
        ("condom", "condom"),
        ("safer sex supplies", "safer sex suppli"),
        ("préservatif", "preservatif"),
    ),
    (
        ("sexually transmitted infection", "sexual transmit infect"),
        ("STI", "sti"),
        ("STD", "std"),
        ("STBBI", "stbbi"),
        ("ITS", "it"),
    ),
    (
        ("massage parlour", "massag parlour"),
        ("micro-brothel", "micro brothel"),
        ("indoor workplace", "indoor workplac"),
        ("salon de massage", "salon de massag"),
    ),
    (
        ("work camp", "work camp"),
        ("man camp", "man camp"),
        ("resource camp", "resourc camp"),
        ("camp worker", "camp worker"),
    ),
    (
        ("safe ride", "safe ride"),
        ("transport", "transport"),
        ("travel help", "travel help"),
        ("bus", "bus"),
    ),
    (
        ("counselling", "counsel"),
        ("therapy", "therapi"),
        ("soutien psychologique", "soutien psychologiqu"),
    ),
    (
        ("court", "court"),
        ("accompaniment", "accompani"),
        ("going to court", "go to court"),
    ),
    (
        ("decriminalization", "decrimin"),
        ("decrim", "decrim"),
        ("PCEPA", "pcepa"),
        ("décriminalisation", "decriminalis"),
    ),
    (
        ("Two-Spirit", "two spirit"),
        ("2S", "2s"),
        ("bispirituel", "bispirituel"),
    ),
    (
        ("trans", "tran"),
        ("transgender", "transgend"),
        ("gender-diverse", "gender divers"),
    ),
    (
        ("LGBTQ", "lgbtq"),
        ("2SLGBTQ", "2slgbtq"),
        ("2SLGBTQIA", "2slgbtqia"),
        ("queer", "queer"),
    ),
    (
        ("migrant", "migrant"),
        ("immigrant", "immigr"),
        ("newcomer", "newcom"),
        ("nouvelle arrivante", "nouvell arrivant"),
    ),
    (
        ("Indigenous", "indigen"),
        ("First Nations", "first nation"),
        ("Aboriginal", "aborigin"),
        ("autochtone", "autochton"),
    ),
    (
        ("funding", "fund"),
        ("grant", "grant"),
        ("subvention", "subvent"),
        ("financement", "financ"),
    ),
    (
        ("confidentiality", "confidenti"),
        ("privacy", "privaci"),
        ("confidentialité", "confidentialit"),
    ),
    (
        ("housing", "hous"),
        ("logement", "logement"),
        ("place to live", "place to live"),
    ),
    (
        ("licence plate", "licenc plate"),
        ("plate number", "plate number"),
        ("plaque d'immatriculation", "plaqu dimmatricul"),
    ),
    (
        ("ally", "alli"),
        ("supporter", "support"),
        ("alliée", "allie"),
    ),
)
groups = sa.table(
    "synonym_group",
    sa.column("id", sa.Uuid()),
    sa.column("version", sa.Integer()),
    sa.column("made_at", sa.DateTime(timezone=True)),
)
synonyms = sa.table(
    "synonym",
    sa.column("folded", sa.String()),
    sa.column("group_id", sa.Uuid()),
    sa.column("text", sa.String()),
    sa.column("position", sa.Integer()),
)


def upgrade():
    connection = op.get_bind()
    has_lists = connection.scalar(sa.text("select count(*) from list_entry"))
    if not has_lists or connection.scalar(sa.text("select count(*) from synonym_group")):
        return
    for words in GROUPS:
        id = uuid4()
        connection.execute(groups.insert().values(id=id, version=1, made_at=sa.func.current_timestamp()))
        rows = [{"folded": folded, "group_id": id, "text": text, "position": at} for at, (text, folded) in enumerate(words)]
        connection.execute(synonyms.insert(), rows)


def downgrade():
    """What people have now stays: it may have been changed since."""
