"""Keep the key rings: fill a folder, begin a new key, seal all again with it, drop the old one."""

from pathlib import Path

import click
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.config import Misconfigured, make_secret
from network.journal.commands import keys as commands
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.storage import secrets
from network.storage.db import db
from network.storage.secrets import files, rotation
from network.storage.secrets.registry import columns_of
from network.storage.secrets.rings import Keyring, Purpose, Ring, new_key

SIZE = 100  # values in one transaction
RING = click.argument("ring", type=click.Choice([str(each) for each in Ring]))

keys = AppGroup("keys", help="The keys that seal what is stored.")


@keys.command("first", with_appcontext=False)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def first(folder: Path) -> None:
    """Fill FOLDER with the first keys of both rings and a secret. What is there already is left alone."""
    for ring in Ring:
        if files.make(folder, ring):
            click.echo(f"Made {files.file_of(folder, ring)}.")
    if not (folder / "secret-key").exists():
        click.echo(f"Made {make_secret(folder)}.")
    click.echo("Keep copies of these files where no back-up of the data lies. Without them sealed values are lost.")


@keys.command("new")
@RING
def new(ring: str) -> None:
    """Begin a new key in RING. From now on it seals; the older keys still read."""
    keyring = _ring(ring)
    key = new_key(Purpose.SEAL, clock.today())
    _write(keyring.with_writer(key))
    commands.note_new_key(SYSTEM, keyring.ring, key.id)
    click.echo(f"Key {key.id} writes now. Copy the key file to every server, then run: keys rotate {ring}")


@keys.command("rotate")
@RING
@click.option("--dry-run", is_flag=True, help="Open every value that waits, and change nothing.")
def rotate(ring: str, dry_run: bool) -> None:
    """Seal all values of RING again with its newest key. Cut off in the middle, it goes on where it stopped."""
    keyring = _ring(ring)
    done = unreadable = 0
    for place in columns_of(keyring.ring):
        after, is_open = None, True
        while is_open:
            if dry_run:
                batch = rotation.reseal(place, after, SIZE, is_rehearsal=True)
            else:
                batch = commands.reseal_batch(place, after, SIZE)
            done, unreadable = done + batch.done, unreadable + batch.unreadable
            after, is_open = batch.last, batch.last is not None
    if dry_run:
        click.echo(f"{done} values would be sealed again with key {keyring.writer.id}. Nothing was changed.")
    else:
        if done:
            commands.note_rotation(SYSTEM, keyring.ring, done)
        click.echo(f"{done} values are sealed again with key {keyring.writer.id}.")
    if unreadable:
        raise click.ClickException(f"{unreadable} values can't be read with the keys here. They were left as they are.")


@keys.command("count")
@RING
def count(ring: str) -> None:
    """Say how many values each key of RING still holds."""
    for each in rotation.counts(_ring(ring).ring):
        if each.key_id:
            click.echo(f"{each.key_id}  {each.values:>8}{'  writes' if each.is_writer else ''}")
        elif each.values:
            click.echo(f"unknown   {each.values:>8}")


@keys.command("drop")
@RING
@click.argument("key_id")
def drop(ring: str, key_id: str) -> None:
    """Destroy the key KEY_ID of RING, once it holds no value."""
    keyring = _ring(ring)
    key = keyring.named(key_id)
    if key is None:
        raise click.ClickException(f"The ring {ring} has no key {key_id}.")
    if key == keyring.writer:
        raise click.ClickException(f"Key {key_id} writes. Begin a new one first: keys new {ring}")
    _insist_idle(keyring, key_id)
    _write(keyring.without(key_id))
    if _held(keyring.ring, key_id):  # somebody was writing with it just then
        _write(keyring)
        _insist_idle(keyring, key_id)
    commands.note_dropped_key(SYSTEM, keyring.ring, key_id)
    click.echo(f"Key {key_id} is gone. Remove it from the copies of the key file too.")


def _ring(name: str) -> Keyring:
    """The ring, or the sentence that ends the command."""
    insist_installed()
    try:
        return secrets.rings().ring(Ring(name))
    except secrets.Locked as locked:
        raise click.ClickException(str(locked)) from None


def _write(keyring: Keyring) -> None:
    rings = secrets.rings()
    if rings.is_handed_over:
        raise click.ClickException(f"The service manager hands {rings.folder} over. Change the file that it reads, with KEYS.")
    try:
        files.write(rings.folder, keyring)
    except (OSError, Misconfigured) as wrong:
        raise click.ClickException(f"The key file can't be written: {wrong}") from None


def _held(ring: Ring, key_id: str) -> int:
    """How many values are not known to be free of a key: those that it sealed, counted from its name alone."""
    db.session.rollback()
    return rotation.held_by(ring, key_id)


def _insist_idle(keyring: Keyring, key_id: str) -> None:
    values = _held(keyring.ring, key_id)
    if values:
        raise click.ClickException(f"Key {key_id} still holds {values} values. Run: keys rotate {keyring.ring}")
