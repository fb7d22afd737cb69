"""Files of drafts: added, put in order, taken off, taken along to the next text, and gone with the last one that needs them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.files import jobs
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.files.queries import described, opened, staged
from network.files.rules.states import FileState, Staging
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NoRoom, NotFound
from network.library import commands
from network.library.commands.adapting import AdaptationDraft, begin_adaptation
from network.library.commands.attaching import AttachmentDraft, attach_file, detach_file, move_file
from network.library.commands.offers import take_offer
from network.library.models import Document, DocumentVersion, VersionFile, VersionWriter
from network.library.queries.attached import files_going, files_in_order, files_of
from network.library.rules.attaching import MOST_FILES
from network.library.rules.states import VersionState
from network.settings.models import Setting
from network.settings.queries import forget
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.blobs import blobs
from network.storage.db import db
from tests.factories.attaching import DATA, hang, make_attached
from tests.factories.files import send
from tests.factories.library import make_document
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import make_organization
from tests.factories.people import lead_of, staff
from tests.factories.sharing import add_text, for_organization, make_offer, text_of
from tests.journal import everything, facts
from tests.library.test_sharing_at_once import at_once

UNTIL = clock.today() + timedelta(days=20)


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def keeper(house: UUID) -> Actor:
    return reader_of(house)


@pytest.fixture
def draft(house: UUID, keeper: Actor) -> UUID:
    return make_document(house, VersionState.DRAFT, writer_id=keeper.person_id)


def add(who: Actor, document_id: UUID, name: str = "tides.txt", data: bytes = DATA) -> UUID:
    return attach_file(again(who), document_id, AttachmentDraft(uuid4(), send(again(who), data, name).id))


def names(who: Actor, document_id: UUID, number: int = 1) -> list[str]:
    db.session.rollback()
    asked = select(DocumentVersion.id).where(DocumentVersion.document_id == document_id, DocumentVersion.number == number)
    version_id = db.session.scalars(asked).one()
    return [card.name for card in files_of(again(who), (version_id,))[version_id]]


def left_over() -> tuple[int, int, int, list[str]]:
    """How many files, links and contents there are, and what lies in the store once the clock has passed."""
    jobs.shred(SYSTEM)
    db.session.rollback()
    counts = [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (StoredFile, VersionFile, StoredBytes)]
    assert not db.session.scalars(select(FileTombstone)).all()
    return counts[0], counts[1], counts[2], sorted(name for name, _ in blobs().names())


def test_a_file_lies_where_its_document_does(house: UUID, keeper: Actor, draft: UUID) -> None:
    file_id = add(keeper, draft)
    row, document = db.session.get_one(StoredFile, file_id), db.session.get_one(Document, draft)
    assert (row.space_id, row.organization_id, row.uploaded_by_id) == (document.space_id, house, keeper.person_id)
    assert opened(again(keeper), file_id).read() == DATA
    assert names(keeper, draft) == ["tides.txt"]
    assert facts("file_attached") == [{"document_id": str(draft), "number": 1, "file_id": str(file_id)}]


def test_files_are_put_in_order(keeper: Actor, draft: UUID) -> None:
    version = text_of(draft).id
    ids = [make_attached(version, name) for name in ("a.txt", "b.txt", "c.txt")]
    move_file(again(keeper), draft, ids[2], is_up=True)
    assert names(keeper, draft) == ["a.txt", "c.txt", "b.txt"]
    move_file(again(keeper), draft, ids[0], is_up=True)
    assert names(keeper, draft) == ["a.txt", "c.txt", "b.txt"]
    move_file(again(keeper), draft, ids[0], is_up=False)
    assert names(keeper, draft) == ["c.txt", "a.txt", "b.txt"]
    detach_file(again(keeper), draft, ids[0])
    make_attached(version, "d.txt")
    assert names(keeper, draft) == ["c.txt", "b.txt", "d.txt"]


def test_who_put_a_file_to_it_does_not_approve_it(house: UUID, draft: UUID) -> None:
    helper = reader_of(house, is_lead=True)
    add(helper, draft)
    commands.ask_review(again(helper), draft, 1)
    with pytest.raises(Denied):
        commands.approve(again(helper), draft, 1)


def test_nobody_approves_files_that_came_after_she_read(house: UUID, keeper: Actor) -> None:
    document_id, lead = make_document(house, VersionState.REVIEW), reader_of(house, is_lead=True)
    seen = text_of(document_id).revision
    commands.return_to_draft(again(lead), document_id, seen, "Add the tides.")
    add(keeper, document_id)
    commands.ask_review(again(keeper), document_id, text_of(document_id).revision)
    with pytest.raises(Conflict):
        commands.approve(again(lead), document_id, seen)
    db.session.rollback()
    commands.approve(again(lead), document_id, text_of(document_id).revision)


def test_a_first_draft_is_written_on_while_a_file_is_added(keeper: Actor, draft: UUID) -> None:
    add(keeper, draft)
    assert commands.save_text(again(keeper), draft, commands.TextDraft("Boats", "By water.", "Words.", 1)) == 2


@pytest.mark.parametrize(
    "state",
    [VersionState.CONSULTATION, VersionState.REVIEW, VersionState.IN_FORCE, VersionState.SUPERSEDED, VersionState.DROPPED],
)
def test_only_a_draft_changes_its_files(house: UUID, keeper: Actor, state: VersionState) -> None:
    document_id = make_document(house, VersionState.DRAFT)
    version = text_of(document_id)
    file_id, upload = make_attached(version.id), send(again(keeper))
    version.state = state
    db.session.commit()
    before = everything()
    for deed in (
        lambda: attach_file(again(keeper), document_id, AttachmentDraft(uuid4(), upload.id)),
        lambda: detach_file(again(keeper), document_id, file_id),
        lambda: move_file(again(keeper), document_id, file_id, is_up=True),
    ):
        with pytest.raises(Conflict):
            deed()
    assert everything() == before


def test_who_does_not_keep_it_changes_nothing(house: UUID) -> None:
    other = reader_of(make_organization("Juniper Peers"))
    shared, hidden = make_document(house, VersionState.CONSULTATION), make_document(house, VersionState.DRAFT)
    files = [make_attached(text_of(each).id) for each in (shared, hidden)]
    upload, before = send(again(other)), everything()
    for document_id, file_id, refusal in (
        (shared, files[0], Denied),
        (hidden, files[1], NotFound),
        (uuid4(), files[1], NotFound),
    ):
        for deed in (
            lambda d=document_id: attach_file(again(other), d, AttachmentDraft(uuid4(), upload.id)),
            lambda d=document_id, f=file_id: detach_file(again(other), d, f),
            lambda d=document_id, f=file_id: move_file(again(other), d, f, is_up=True),
        ):
            with pytest.raises(refusal):
                deed()
    assert everything() == before


def test_a_file_of_another_document_is_not_there(house: UUID, keeper: Actor, draft: UUID) -> None:
    elsewhere = make_attached(text_of(make_document(house, VersionState.DRAFT)).id)
    for deed in (
        lambda: detach_file(again(keeper), draft, elsewhere),
        lambda: move_file(again(keeper), draft, elsewhere, is_up=True),
    ):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(Conflict):  # nor is it taken over by a form that names it
        attach_file(again(keeper), draft, AttachmentDraft(elsewhere, send(again(keeper)).id))
    db.session.rollback()
    assert names(keeper, draft) == []


def test_there_is_place_for_so_many(keeper: Actor, draft: UUID) -> None:
    for _ in range(MOST_FILES):
        make_attached(text_of(draft).id)
    upload = send(again(keeper))
    with pytest.raises(Invalid, match="up to 30 files"):
        attach_file(again(keeper), draft, AttachmentDraft(uuid4(), upload.id))
    assert staged(again(keeper), upload.id).state is Staging.READY


def test_the_next_text_carries_the_same_files(house: UUID, keeper: Actor) -> None:
    document_id = make_document(house)
    first = text_of(document_id).id
    one, two = make_attached(first, "one.txt"), make_attached(first, "two.txt")
    before = left_over()
    commands.begin_version(again(keeper), document_id, 1)
    assert files_in_order(text_of(document_id).id) == [one, two]
    assert left_over() == (before[0], 4, before[2], before[3])  # links, and no second copy
    detach_file(again(keeper), document_id, one)
    assert (names(keeper, document_id, 1), names(keeper, document_id, 2)) == (["one.txt", "two.txt"], ["two.txt"])
    assert opened(again(keeper), one).read() == DATA


def test_a_file_that_no_text_carries_is_deleted(keeper: Actor, draft: UUID) -> None:
    file_id = add(keeper, draft)
    assert left_over()[:3] == (1, 1, 1)
    assert detach_file(again(keeper), draft, file_id) is True
    assert left_over() == (0, 0, 0, [])
    assert facts("file_removed")[0]["file_id"] == str(file_id)
    with pytest.raises(NotFound):
        detach_file(again(keeper), draft, file_id)


def test_with_a_dropped_draft_go_the_files_that_it_alone_carried(house: UUID, keeper: Actor) -> None:
    document_id, other = make_document(house), reader_of(house)
    shared = make_attached(text_of(document_id).id, "shared.txt")
    commands.begin_version(again(keeper), document_id, 1)
    mine = add(keeper, document_id, "mine.txt", b"Mine.\n")
    version = text_of(document_id).id
    assert [card.name for card in files_going(again(other), version)] == ["mine.txt"]
    commands.drop(again(other), document_id, text_of(document_id).revision)
    assert (names(keeper, document_id, 1), names(keeper, document_id, 2)) == (["shared.txt"], ["shared.txt"])
    assert left_over()[:3] == (1, 2, 1)
    assert not described(again(keeper), [mine])
    commands.begin_version(again(keeper), document_id, 2)  # from the dropped text: what is left of its files comes along
    assert files_in_order(text_of(document_id).id) == [shared]


def test_a_dropped_text_keeps_no_file_alive(house: UUID, keeper: Actor, draft: UUID) -> None:
    file_id = make_attached(text_of(draft).id)
    text_of(draft).state = VersionState.DROPPED
    db.session.commit()
    hang(add_text(draft, VersionState.DRAFT), file_id)
    assert detach_file(again(keeper), draft, file_id) is True
    assert left_over() == (0, 0, 0, [])


@pytest.mark.parametrize("number", [1, 3])
def test_a_document_that_is_given_up_leaves_nothing_behind(keeper: Actor, draft: UUID, number: int) -> None:
    for each in range(number):
        add(keeper, draft, f"{each}.txt", f"{each}\n".encode())
    commands.consult(again(keeper), draft, 1, UNTIL)
    commands.drop(again(keeper), draft, 1)
    assert left_over() == (0, 0, 0, [])
    assert db.session.scalar(select(StagedFile.bytes_id).where(StagedFile.bytes_id.is_not(None))) is None


def test_staff_drop_what_another_of_them_sent(app: Flask) -> None:
    one, two = entering(staff(Role.COORDINATOR)), entering(staff(Role.COORDINATOR))
    document_id = make_document(None, VersionState.DRAFT, created_by_id=one.person_id)
    add(one, document_id)
    commands.drop(again(two), document_id, 1)
    assert left_over() == (0, 0, 0, [])


def test_no_room_keeps_the_upload_and_changes_nothing(house: UUID, keeper: Actor, draft: UUID) -> None:
    make_attached(text_of(draft).id, size=1024 * 1024)
    db.session.add(Setting(key="file_organization_mb", value=1))
    db.session.commit()
    forget()
    upload, before = send(again(keeper)), everything()
    with pytest.raises(NoRoom):
        attach_file(again(keeper), draft, AttachmentDraft(uuid4(), upload.id))
    assert everything() == before
    assert staged(again(keeper), upload.id).state is Staging.READY


def adapted(who: Actor, document_id: UUID, place: Place, *, with_files: bool = True) -> UUID:
    return begin_adaptation(again(who), document_id, AdaptationDraft(uuid4(), 1, place, "Ours", "One bus.", with_files))


def test_an_adaptation_has_files_of_its_own(house: UUID, app: Flask) -> None:
    peers = make_organization("Juniper Peers")
    who = for_organization(lead_of(peers), peers, "Juniper Peers")
    parent = make_document(house)
    one, two = make_attached(text_of(parent).id, "one.txt"), make_attached(text_of(parent).id, "two.txt")
    bad = db.session.get_one(StoredFile, make_attached(text_of(parent).id, "bad.txt"))
    bad.state, bad.bytes_id = FileState.REFUSED, None
    db.session.commit()
    made = adapted(who, parent, Place(SpaceKind.ORGANIZATION, str(peers)))
    who = again(who)
    assert names(who, made) == ["one.txt", "two.txt"]
    copies = files_in_order(text_of(made).id)
    assert not {one, two} & set(copies)
    rows = [db.session.get_one(StoredFile, each) for each in copies]
    assert {row.organization_id for row in rows} == {peers}
    assert {row.space_id for row in rows} == {db.session.get_one(Document, made).space_id}
    assert db.session.scalar(select(func.count()).select_from(StoredBytes)) == 1
    keeper = reader_of(house)
    assert not described(again(keeper), copies)
    detach_file(again(who), made, copies[0])
    assert opened(again(keeper), one).read() == DATA
    assert opened(again(who), copies[1]).read() == DATA


def test_an_adaptation_begins_without_files_where_they_are_not_wanted(house: UUID, app: Flask) -> None:
    peers = make_organization("Juniper Peers")
    who = for_organization(lead_of(peers), peers, "Juniper Peers")
    parent = make_document(house)
    make_attached(text_of(parent).id, size=2 * 1024 * 1024)
    db.session.add(Setting(key="file_organization_mb", value=1))
    db.session.commit()
    forget()
    before = everything()
    with pytest.raises(Invalid) as full:
        adapted(who, parent, Place(SpaceKind.NETWORK))
    assert full.value.field == "with_files"
    assert everything() == before
    made = adapted(who, parent, Place(SpaceKind.NETWORK), with_files=False)
    assert files_in_order(text_of(made).id) == []


def test_an_offer_taken_up_keeps_the_files_of_the_text_in_force(house: UUID, keeper: Actor) -> None:
    peers = make_organization("Juniper Peers")
    parent = make_document(house)
    child = make_document(peers, adapted_from_id=text_of(parent).id)
    held = make_attached(text_of(parent).id)
    make_attached(text_of(child).id, "theirs.txt")
    take_offer(again(keeper), parent, make_offer(child, parent))
    assert files_in_order(text_of(parent).id) == [held]
    assert text_of(parent).state == VersionState.DRAFT


def test_one_form_sent_twice_at_once_is_one_file(app: Flask, keeper: Actor, draft: UUID) -> None:
    uploads, once = [send(again(keeper)).id, send(again(keeper)).id], uuid4()
    deeds = [lambda each=each: attach_file(again(keeper), draft, AttachmentDraft(once, each)) for each in uploads]
    assert at_once(app, *deeds) == ["conflict", "done"]
    assert names(keeper, draft) == ["tides.txt"] or names(keeper, draft) == ["notes.txt"]


def test_two_keepers_add_at_once_and_both_stand_there(app: Flask, house: UUID, keeper: Actor, draft: UUID) -> None:
    other = reader_of(house)
    sent = [(keeper, send(again(keeper), name="a.txt").id), (other, send(again(other), name="b.txt").id)]
    deeds = [lambda w=who, u=upload: attach_file(again(w), draft, AttachmentDraft(uuid4(), u)) for who, upload in sent]
    assert at_once(app, *deeds) == ["done", "done"]
    assert sorted(names(keeper, draft)) == ["a.txt", "b.txt"]
    positions = db.session.scalars(select(VersionFile.position).order_by(VersionFile.position)).all()
    assert positions == [0, 1]


def test_one_takes_off_what_another_drops(app: Flask, house: UUID, keeper: Actor, draft: UUID) -> None:
    file_id, other = add(keeper, draft), reader_of(house)
    said = at_once(app, lambda: detach_file(again(keeper), draft, file_id), lambda: commands.drop(again(other), draft, 1))
    assert said in (["conflict", "done"], ["done", "done"])
    assert left_over() == (0, 0, 0, [])


def test_a_copy_and_the_last_removal_at_once_lose_no_bytes(app: Flask, house: UUID, keeper: Actor) -> None:
    """What is copied while its last text lets go of it is there whole, or was gone before."""
    peers = make_organization("Juniper Peers")
    who = for_organization(lead_of(peers), peers, "Juniper Peers")
    parent = make_document(house)
    make_attached(text_of(parent).id)
    next_text = add_text(parent, VersionState.DRAFT)
    alone = make_attached(next_text, "alone.txt")
    said = at_once(
        app,
        lambda: adapted(who, parent, Place(SpaceKind.NETWORK)),
        lambda: detach_file(again(keeper), parent, alone),
    )
    assert said == ["done", "done"]
    assert left_over()[:3] == (2, 2, 1)
    (copy,) = db.session.scalars(select(StoredFile.id).where(StoredFile.organization_id == peers)).all()
    assert opened(again(who), copy).read() == DATA


def test_writers_are_noted_once(keeper: Actor, draft: UUID) -> None:
    add(keeper, draft)
    add(keeper, draft)
    assert db.session.scalars(select(VersionWriter.person_id)).all() == [keeper.person_id]
