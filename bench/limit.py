"""The limit: the least that a Flask page with a signed-in reader, three statements and thirty escaped paragraphs can cost.

It has no rights, no translations and no components. It is a floor to measure against, not something to reach.
"""

import random
from pathlib import Path
from typing import Any

from flask import Flask, g, render_template
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Column, Engine, ForeignKey, Integer, MetaData, String, Table, Text, create_engine, select

from network.storage.db import driver

LETTERS = 635  # characters of a middling post
SHOWN = 30
META = MetaData()
PERSON = Table("person", META, Column("id", Integer, primary_key=True), Column("name", String(80)), Column("joined", String(20)))
TOPIC = Table("topic", META, Column("id", Integer, primary_key=True), Column("title", String(200)))
POST = Table(
    "post",
    META,
    Column("id", Integer, primary_key=True),
    Column("topic_id", ForeignKey("topic.id"), index=True),
    Column("person_id", ForeignKey("person.id")),
    Column("said_at", String(20)),
    Column("body", Text),
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ topic.title }}</title></head><body>
<nav><a href="/">Home</a></nav><main><h1>{{ topic.title }}</h1>
{% for post in posts %}<article id="p{{ post.id }}"><header><a href="/u/{{ post.name }}">{{ post.name }}</a>
<small>since {{ post.joined }}</small> <time datetime="{{ post.said_at }}">{{ post.said_at }}</time></header>
<div>{{ post.body }}</div></article>
{% endfor %}<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label>Reply<textarea name="content"></textarea></label><button>Reply</button></form></main></body></html>"""


def fill(engine: Engine) -> None:
    """Two thousand topics of a few posts, the first with exactly thirty."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(3000)]
    text = " ".join(words)
    META.create_all(engine)
    with engine.begin() as connection:
        connection.execute(PERSON.insert(), [{"name": f"person {n}", "joined": "2024-05-01"} for n in range(200)])
        connection.execute(TOPIC.insert(), [{"title": " ".join(chance.choices(words, k=6))} for _ in range(2000)])
        rows = []
        for topic in range(1, 2001):
            for number in range(SHOWN if topic == 1 else 3):
                start = chance.randrange(len(text) - LETTERS)
                body = text[start : start + LETTERS]
                rows.append({"topic_id": topic, "person_id": 1 + number % 200, "said_at": "2026-01-02 10:00", "body": body})
        connection.execute(POST.insert(), rows)


def limit_app(folder: Path) -> Flask:
    """The page at /1, for whoever went to /enter first."""
    engine = create_engine(f"sqlite:///{folder / 'limit.sqlite'}", module=driver())
    fill(engine)
    app = Flask("limit")
    app.config["SECRET_KEY"] = "bench"
    page = app.jinja_env.from_string(PAGE)
    login = LoginManager(app)
    CSRFProtect(app)

    class Reader(UserMixin):  # type: ignore[misc]
        id = 1

    @login.user_loader  # type: ignore[untyped-decorator]
    def load(_id: str) -> Any:
        g.connection = engine.connect()
        return Reader() if g.connection.execute(select(PERSON.c.id).where(PERSON.c.id == 1)).first() else None

    @app.get("/enter")
    def enter() -> str:
        login_user(Reader())
        return "ok"

    @app.get("/<int:topic_id>")
    @login_required  # type: ignore[untyped-decorator]
    def show(topic_id: int) -> str:
        topic = g.connection.execute(select(TOPIC).where(TOPIC.c.id == topic_id)).one()
        joined = select(POST, PERSON.c.name, PERSON.c.joined).join(PERSON, PERSON.c.id == POST.c.person_id)
        posts = g.connection.execute(joined.where(POST.c.topic_id == topic_id).order_by(POST.c.id).limit(SHOWN)).all()
        return render_template(page, topic=topic, posts=posts)

    @app.teardown_appcontext
    def close(_error: object) -> None:
        connection = g.pop("connection", None)
        if connection is not None:
            connection.close()

    return app
