"""Lists and choices as pages, for administrators."""

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.settings import commands, forms
from network.settings.queries import catalogue
from network.settings.rules import DEFAULTS, LIST_NAMES, SETTING_NAMES, Entry
from network.web.gate import actor

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
def index() -> str:
    """The lists and the choices."""
    authorize(actor(), Permission.LIST_EDIT)
    known = catalogue()
    return render_template("settings/index.html", catalogue=known, lists=LIST_NAMES, choices=SETTING_NAMES)


@blueprint.route("/lists/<name>", methods=["GET", "POST"])
def show_list(name: str) -> str | Response | tuple[str, int]:
    """One list with its entries, and a form for one more."""
    authorize(actor(), Permission.LIST_EDIT)
    if name not in LIST_NAMES:
        raise NotFound(name)
    form = forms.EntryForm()
    if form.attempt(
        lambda: commands.add_entry(actor(), name, _code(form.label.data), form.label.data, form.other_words()) or True
    ):
        flash(gettext("%(label)s is on the list.", label=form.label.data), "good")
        return redirect(url_for("settings.show_list", name=name), 303)
    page = render_template(
        "settings/show_list.html", form=form, name=name, title=LIST_NAMES[name], entries=catalogue().entries(name)
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/lists/<name>/<code>", methods=["GET", "POST"])
def edit_entry(name: str, code: str) -> str | Response | tuple[str, int]:
    """One entry: its words, its other words, whether forms offer it."""
    authorize(actor(), Permission.LIST_EDIT)
    entry = next((one for one in catalogue().entries(name) if one.code == code), None)
    if entry is None:
        raise NotFound(code)
    form = forms.EntryForm(label=entry.label, aliases="; ".join(entry.aliases), is_offered=entry.is_offered)
    if form.validate_on_submit():
        changed = Entry(code, form.label.data, form.other_words(), form.is_offered.data)
        commands.change_entry(actor(), name, code, changed)
        flash(gettext("%(label)s is changed.", label=changed.label), "good")
        return redirect(url_for("settings.show_list", name=name), 303)
    page = render_template("settings/edit_entry.html", form=form, name=name, title=LIST_NAMES[name], entry=entry)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/choices/<key>", methods=["GET", "POST"])
def edit_choice(key: str) -> str | Response | tuple[str, int]:
    """One choice."""
    authorize(actor(), Permission.SETTING_EDIT)
    if key not in SETTING_NAMES:
        raise NotFound(key)
    form = forms.ChoiceForm(value=str(catalogue().get(key)))
    if form.attempt(lambda: commands.choose(actor(), key, _typed(key, form.value.data)) or True):
        flash(gettext("Changed."), "good")
        return redirect(url_for("settings.index"), 303)
    page = render_template("settings/edit_choice.html", form=form, key=key, title=SETTING_NAMES[key])
    return (page, 422) if request.method == "POST" else page


def _typed(key: str, value: str) -> str | int:
    if isinstance(DEFAULTS[key], int):
        if not re.fullmatch(r"[0-9]{1,6}", value):
            raise Invalid("value", words("Type a whole number, such as %(num)s.", num=DEFAULTS[key]))
        return int(value)
    return value


def _code(label: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")[:60]
    return plain or "entry"
