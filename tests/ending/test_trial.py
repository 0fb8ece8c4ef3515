"""A trial is deleted with everything in it, and takes nothing of a formal consultation with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import DocumentFile
from hemicycle.ending import belonging, deleting
from hemicycle.ending.models import Export
from hemicycle.journal import chain, guards, sealing
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer, record
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people import personal_data
from hemicycle.people.models import Member, Person, Registration, Upload
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Turn
from tests.ending.exports import exported, taken
from tests.ending.test_deleting import refused
from tests.factories import START, make_world
from tests.support.evidence import one_of_everything, sent
from tests.support.help_desk import asks

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.factories import World


@pytest.fixture
def rehearsed(world: World) -> World:
    """A trial in which everything happened, beside a formal consultation in which it did too; both have Ms. Br."""
    one_of_everything(world)
    trial = make_world(slug="rehearsal", trial=True)
    one_of_everything(trial, "TR")
    sent()
    end(trial)
    who = trial["br"]
    Turn.objects.create(
        sitting=trial.sitting, registration=who, member=who.member, capacity="council_state", language="en",
        item=trial.items[0], asked_at=START,
    )  # fmt: skip
    asks(trial.sitting, who, START)
    mailing = Mailing.objects.create(consultation=trial.consultation, template="words", at=START)
    Delivery.objects.create(
        mailing=mailing, person=who.person, registration=who, address="a@example.org", language="en", state="sent",
        token="1",
    )  # fmt: skip
    Person.objects.update(made_up=False)
    Registration.objects.create(
        consultation=world.consultation, person=who.person, role=Role.TECHNICIAN.value, status="confirmed"
    )
    Person.objects.create_user("second@example.org", "Mr. Second")
    return trial


def end(world: World) -> None:
    world.sitting.state = SittingState.ENDED.value
    world.sitting.save()


def two(trial: World) -> list[Performer]:
    second = Person.objects.get(email="second@example.org")
    Registration.objects.create(
        consultation=trial.consultation, person=second, role=Role.SECRETARIAT.value, status="confirmed"
    )
    return [Performer(trial["secretariat"].person), Performer(second)]


def delete(trial: World) -> None:
    first, second = two(trial)
    deleting.ask(trial.consultation.pk, first, START, "rehearsal")
    deleting.confirm(trial.consultation.pk, second, START)


def rows_of(consultation: Consultation) -> dict[str, int]:
    """How many rows there are of it, by their tables."""
    ways = {model: belonging.way(model) for model in personal_data.our_models() if belonging.way(model)}
    counts = {
        belonging.label(model): QuerySet(model=model).filter(**{way: consultation.pk}).count()
        for model, way in ways.items()
    }
    return {label: count for label, count in counts.items() if count}


def test_all_of_it_goes_and_nothing_of_what_is_beside_it(world: World, rehearsed: World) -> None:
    before, members, people = rows_of(world.consultation), Member.objects.count(), Person.objects.count()
    assert deleting.hindrances(rehearsed.consultation) == []
    evidence = {belonging.label(model) for model in personal_data.our_models() if guards.declared(model)}
    assert evidence - {"consultations.Consultation"} - set(belonging.LEFT_OUT) <= set(rows_of(rehearsed.consultation))
    delete(rehearsed)
    connection.check_constraints()
    assert not Consultation.objects.filter(slug="rehearsal").exists()
    assert rows_of(rehearsed.consultation) == {}
    assert rows_of(world.consultation) == before
    assert (Member.objects.count(), Person.objects.count()) == (members, people)


def test_the_journal_keeps_what_it_was_and_who_had_it_deleted(rehearsed: World) -> None:
    delete(rehearsed)
    done = Entry.objects.filter(act="consultation.delete").order_by("pk")
    assert [(entry.actor_id, entry.data["what"], entry.data["slug"]) for entry in done] == [
        (rehearsed["secretariat"].person_id, "asked", "rehearsal"),
        (Person.objects.get(email="second@example.org").pk, "deleted", "rehearsal"),
    ]
    assert done[1].data["trial"] is True
    assert done[1].data["title"] == rehearsed.consultation.title


def test_who_takes_part_elsewhere_stays_as_they_are_and_who_does_not_is_forgotten(
    world: World, rehearsed: World
) -> None:
    delete(rehearsed)
    kept = [rehearsed["br"], rehearsed["secretariat"], world["jp"]]
    assert not Person.objects.filter(pk__in=[who.person_id for who in kept]).exclude(forgotten_at=None).exists()
    assert Person.objects.get(email="second@example.org").is_active
    gone = Person.objects.get(pk=rehearsed["jp"].person_id)
    assert (gone.forgotten_at, gone.is_active) == (START, False)
    assert "jp@" not in gone.email


def test_words_about_anybody_in_it_leave_the_journal_on_record(world: World, rehearsed: World) -> None:
    entry, other = (
        record(Performer(system="x"), "x", f"registration:{of['br'].pk}", START, {"words": "ill"})
        for of in (rehearsed, world)
    )
    sealing.seal(START)
    delete(rehearsed)
    done = Entry.objects.get(act="consultation.delete", data__what="deleted")
    assert Entry.objects.get(pk=entry.pk).data == {}
    assert entry.pk in done.data["erased_from"]
    assert Entry.objects.get(pk=other.pk).data == {"words": "ill"}
    sealing.seal(START)
    assert chain.verify(sealing.lines()).agrees


def test_not_while_a_sitting_is_under_way(rehearsed: World) -> None:
    rehearsed.sitting.state = SittingState.OPEN.value
    rehearsed.sitting.save()
    assert refused(lambda: delete(rehearsed)) is RuleCode.SITTING_UNDER_WAY
    assert Consultation.objects.filter(slug="rehearsal").exists()


def test_who_asked_does_not_confirm_it_and_no_delegate_does(rehearsed: World) -> None:
    first, _second = two(rehearsed)
    key = rehearsed.consultation.pk
    deleting.ask(key, first, START, "rehearsal")
    assert refused(lambda: deleting.confirm(key, first, START)) is RuleCode.DELETED_BY_ANOTHER
    refused(lambda: deleting.confirm(key, Performer(rehearsed["jp"].person), START))
    assert Consultation.objects.filter(slug="rehearsal").exists()


def test_the_database_keeps_what_is_of_a_formal_one_whoever_asks(
    world: World, rehearsed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    end(world)
    monkeypatch.setattr(deleting, "hindrances", lambda _consultation: [])
    first, second = Performer(world["secretariat"].person), two(rehearsed)[1]
    assert second.person is not None
    Registration.objects.create(
        consultation=world.consultation, person=second.person, role=Role.SECRETARIAT.value, status="confirmed"
    )
    before = rows_of(world.consultation)
    deleting.ask(world.consultation.pk, first, START, "test")
    with pytest.raises(IntegrityError, match="is evidence: a row is never deleted"):
        deleting.confirm(world.consultation.pk, second, START)
    del before["people.Registration"]
    assert before.items() <= rows_of(world.consultation).items()


def test_files_go_once_it_is_done_but_those_that_something_else_uses(
    world: World, rehearsed: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    by = rehearsed["secretariat"].person
    own, shared = (
        Upload.objects.create(
            file=ContentFile(b"%PDF", "one.pdf"), name="one.pdf", media_type="application/pdf", size=4, sha256="0",
            uploaded_by=by, uploaded_at=START,
        )
        for _ in range(2)
    )  # fmt: skip
    for of, upload in ((rehearsed, own), (rehearsed, shared), (world, shared)):
        document = of.items[1 if upload is own else 2].document
        assert document is not None
        DocumentFile.objects.create(document=document, language="en", upload=upload, by=by, at=START)
    export = Export.objects.create(consultation=rehearsed.consultation, by=by, at=START)
    export.file.save("whole.zip", ContentFile(b"PK"))
    storage, names = own.file.storage, [str(row.file.name) for row in (own, shared, export)]
    with django_capture_on_commit_callbacks(execute=True):
        delete(rehearsed)
        assert storage.exists(names[0])
    assert not storage.exists(names[0])
    assert not storage.exists(names[2])
    assert storage.exists(names[1])
    assert list(Upload.objects.filter(pk__in=[own.pk, shared.pk])) == [shared]
    storage.delete(names[1])


@pytest.mark.django_db
@pytest.mark.parametrize("trial", [False, True])
def test_an_export_and_an_import_keep_it(tmp_path: Path, *, trial: bool) -> None:
    file = tmp_path / "given.zip"
    file.write_bytes(exported(make_world(trial=trial)).getvalue())
    taken(file, slug="elsewhere")
    assert Consultation.objects.get(slug="elsewhere").trial is trial


def test_what_is_evidence_of_a_consultation_knows_the_way_to_it() -> None:
    for model in personal_data.our_models():
        if (said := guards.declared(model)) and not said.deletable and belonging.way(model):
            assert said.trial == f"{belonging.way(model)}__trial", belonging.label(model)
