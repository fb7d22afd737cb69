"""The limit: the least that a Flask page with a signed-in reader, three statements and thirty posts in a frame can cost.

It has no rights, no translations and no components. It is a floor to measure against, not something to reach. Its shape is that
of a discussion's page: a layout with five links and a search field, who reads, the discussion with its board, thirty posts of 635
characters with their writers and links, a form to answer.
"""

import random
from pathlib import Path
from typing import Any

from flask import Flask, g, render_template
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import Column, Engine, ForeignKey, Index, Integer, MetaData, String, Table, Text, create_engine, select

from network.storage.db import driver

LETTERS = 635  # characters of a middling post
SHOWN = 30
META = MetaData()
PERSON = Table(
    "person",
    META,
    *(Column("id", Integer, primary_key=True), Column("name", String(80)), Column("joined", String(20)), Column("said", Integer)),
)
BOARD = Table("board", META, Column("id", Integer, primary_key=True), Column("title", String(200)))
TOPIC = Table(
    "topic",
    META,
    *(Column("id", Integer, primary_key=True), Column("board_id", ForeignKey("board.id"), index=True)),
    *(Column("person_id", ForeignKey("person.id")), Column("title", String(200)), Column("posts", Integer)),
    *(Column("last_at", String(20)), Column("last_person_id", Integer)),
)
POST = Table(
    "post",
    META,
    *(Column("id", Integer, primary_key=True), Column("topic_id", ForeignKey("topic.id"))),
    *(Column("person_id", ForeignKey("person.id")), Column("said_at", String(20)), Column("body", Text)),
    Index("ix_post_topic_id_said_at_id", "topic_id", "said_at", "id"),
)
LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{% block title %}{% endblock %}</title><link rel="stylesheet" href="/static/limit.css"></head><body>
<header><a href="/">Home</a>
<nav>
{% for place in ["Talk", "Library", "Meetings", "Directory", "Mentors"] %}<a href="/{{ place|lower }}">{{ place }}</a>{% endfor %}
</nav><form action="/search"><input name="q" aria-label="Search"></form><a href="/me">{{ current_user.name }}</a></header>
<main>{% block main %}{% endblock %}</main><footer>Members only</footer></body></html>"""
PAGE = """{% extends "layout" %}{% block title %}{{ topic.title }}{% endblock %}{% block main %}
<nav><a href="/b/{{ topic.board_id }}">{{ topic.board }}</a></nav><h1>{{ topic.title }}</h1><p>{{ topic.posts }} posts</p>
{% for post in posts %}<article id="p{{ post.id }}"><header><a href="/u/{{ post.name }}">{{ post.name }}</a>
<small>since {{ post.joined }}, {{ post.said }} posts</small> <time datetime="{{ post.said_at }}">{{ post.said_at }}</time>
<a href="#p{{ post.id }}">#{{ loop.index }}</a></header><div>{{ post.body|safe }}</div>
<footer><a href="/p/{{ post.id }}/quote">Quote</a> <a href="/p/{{ post.id }}/edit">Edit</a></footer></article>
{% endfor %}<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label>Answer<textarea name="content"></textarea></label><button>Post</button></form>{% endblock %}"""


def topic_of(chance: random.Random, words: list[str], number: int) -> dict[str, Any]:
    """One row of a discussion."""
    title = " ".join(chance.choices(words, k=6))
    who = {"person_id": 1 + number % 200, "last_person_id": 1 + number % 199}
    return {"title": title, "board_id": 1 + number % 10, "posts": 30, "last_at": "2026-01-02 10:00", **who}


def fill(engine: Engine) -> None:
    """Two thousand topics of a few posts, the first with exactly thirty."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(3000)]
    text = " ".join(words)
    META.create_all(engine)
    with engine.begin() as connection:
        connection.execute(PERSON.insert(), [{"name": f"person {n}", "joined": "2024-05-01", "said": 200} for n in range(200)])
        connection.execute(BOARD.insert(), [{"title": f"Board {n}"} for n in range(10)])
        connection.execute(TOPIC.insert(), [topic_of(chance, words, number) for number in range(2000)])
        rows = []
        for topic in range(1, 2001):
            for number in range(SHOWN if topic == 1 else 3):
                start = chance.randrange(len(text) - LETTERS)
                body = f"<p>{text[start : start + LETTERS]}</p>"
                rows.append({"topic_id": topic, "person_id": 1 + number % 200, "said_at": "2026-01-02 10:00", "body": body})
        connection.execute(POST.insert(), rows)


def limit_app(folder: Path) -> Flask:
    """The page at /1, for whoever went to /enter first."""
    engine = create_engine(f"sqlite:///{folder / 'limit.sqlite'}", module=driver())
    fill(engine)
    app = Flask("limit")
    app.config["SECRET_KEY"] = "bench"
    app.jinja_loader = DictLoader({"layout": LAYOUT, "page": PAGE})
    login = LoginManager(app)
    CSRFProtect(app)

    class Reader(UserMixin):  # type: ignore[misc]
        def __init__(self, id: int, name: str) -> None:
            self.id, self.name = id, name

    @login.user_loader  # type: ignore[untyped-decorator]
    def load(id: str) -> Any:
        g.connection = engine.connect()
        found = g.connection.execute(select(PERSON.c.id, PERSON.c.name).where(PERSON.c.id == int(id))).first()
        return Reader(found.id, found.name) if found else None

    one = select(TOPIC, BOARD.c.title.label("board")).join(BOARD)
    columns = (POST.c.id, POST.c.said_at, POST.c.body, PERSON.c.name, PERSON.c.joined, PERSON.c.said)
    shown = select(*columns).join(PERSON, PERSON.c.id == POST.c.person_id).order_by(POST.c.said_at, POST.c.id).limit(SHOWN)

    @app.get("/enter")
    def enter() -> str:
        login_user(Reader(1, "person 1"))
        return "ok"

    @app.get("/<int:topic_id>")
    @login_required  # type: ignore[untyped-decorator]
    def show(topic_id: int) -> str:
        topic = g.connection.execute(one.where(TOPIC.c.id == topic_id)).one()
        posts = g.connection.execute(shown.where(POST.c.topic_id == topic_id)).all()
        return render_template("page", topic=topic, posts=posts)

    @app.teardown_appcontext
    def close(_error: object) -> None:
        connection = g.pop("connection", None)
        if connection is not None:
            connection.close()

    return app
