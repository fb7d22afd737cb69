"""What is said about privacy: little and neutral before the door, all of it behind."""

from flask import render_template

from network.policy import Permission, can
from network.privacy import queries
from network.privacy.views import blueprint
from network.web.gate import actor


@blueprint.get("")
def show() -> str:
    """Who answers for personal data, what is kept and how long, who else touches it, how to complain."""
    facts = queries.privacy_facts()
    if not actor().is_known:
        return render_template("privacy/before.html", facts=facts)
    return render_template(
        "privacy/show.html",
        facts=facts,
        about_people=queries.kept(is_personal=True),
        others=queries.kept(is_personal=False),
        may_keep=can(actor(), Permission.REQUESTS_KEEP),
    )
