"""A coordinator's decisions on single pairs: each is written down, and the plan is made again."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from network.kernel.words import words
from network.mentorship import commands
from network.mentorship.forms import ChoiceForm, PlanAsked
from network.mentorship.forms.choices import Decision
from network.mentorship.views.matching import decide
from network.mentorship.views.room import blueprint
from network.web.forms import insist_pressed
from network.web.gate import actor

DONE = {
    "lock": words("Locked: this pair stays."),
    "move": words("Moved, and locked there."),
    "forbid": words("Forbidden in this round."),
    "free": words("Free again: the plan decides."),
}


@blueprint.post("/rounds/<uuid:round_id>/choices")
def choose(round_id: UUID) -> Response:
    """Lock, move, forbid or free one pair, match again, and come back to the same place in the table."""
    form, asked = ChoiceForm(), PlanAsked.read(request.args)
    insist_pressed(form)
    made = form.decision()
    decide(round_id, DONE[made.act], _act(round_id, made))
    shown = asked.to_address(pair=made.pair.mentee_id)
    return redirect(url_for("mentorship.show_round", round_id=round_id, _anchor="why", **shown), 303)


def _act(round_id: UUID, made: Decision) -> Callable[[], None]:
    pair, who = made.pair, actor()
    if made.act == "free":
        return lambda: commands.free_pair(who, round_id, pair.mentor_id, pair.mentee_id)
    acts = {"lock": commands.lock_pair, "move": commands.move_pair, "forbid": commands.forbid_pair}
    return lambda: acts[made.act](who, round_id, pair)
