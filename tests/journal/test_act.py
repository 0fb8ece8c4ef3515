"""The one runner of acts: its order, what a refusal and a cancelled act leave, and that nothing goes round it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from hemicycle.journal.act import Act, carry_out
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Person
from hemicycle.rules.capacity import Role
from tests.factories import START

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

ROOT = Path(__file__).parents[2] / "hemicycle"
#: Where a transaction or an entry is no act, and why.
NO_ACTS = {
    "journal/act.py": "the runner",
    "journal/guards.py": "makes the triggers",
    "journal/sealing.py": "seals entries",
    "journal/signing.py": "signs heads",
    "arrivals/keeping.py": "what arrived, kept before anybody reads it",
    "correspondence/actions/drafts.py": "a draft is nothing said: no act, and saved whole or not at all",
    "correspondence/actions/papers.py": "the worker lets mails go once their papers are made",
    "correspondence/notices.py": "the worker queues the mails that an act left to it",
    "correspondence/actions/summaries.py": "around the act on the letter, whose annex the summary notes",
    "documents/search.py": "makes what the search needs",
    "mail/queueing.py": "a mailing with its deliveries",
    "ending/export.py": "what is read while no act is carried out",
    "ending/exporting.py": "what the operator does by a command",
    "ending/importing.py": "the operator's own: the whole of a consultation or nothing",
    "imports/focal_points.py": "a savepoint: rows are tried and taken back",
    "imports/members.py": "a savepoint: a row is tried and taken back",
    "support/media_rooms.py": "the worker: that time ended a call",
    "live/commands.py": "a receipt around the act",
    "mail/heads.py": "a mailing with its deliveries",
    "mail/notices.py": "a mailing with its deliveries",
    "mail/sending.py": "the worker takes a delivery",
    "ops/seed/demonstration.py": "made-up rows",
    "ops/seed/documents.py": "made-up rows",
    "ops/seed/earlier.py": "made-up rows",
    "ops/seed/load.py": "made-up rows",
    "people/actions/beginning.py": "a savepoint: the name in the address may be taken",
    "people/actions/members.py": "a savepoint: the code may be taken",
    "people/actions/persons.py": "nobody is there yet to authorise, and nothing to lock",
    "people/actions/registrations.py": "a savepoint: somebody may be registered already",
    "people/erasing.py": "the system's own, over several consultations",
    "people/retention.py": "the system's own, over several consultations",
    "sittings/actions/intrusions.py": "what the media engine has, noted under the sitting's lock",
    "sittings/actions/room.py": "what the media engine has, noted under the sitting's lock",
}


class NotAllowedError(Exception):
    """A refusal of this test's."""


@dataclass
class Noted(Act[list[str]]):
    """An act on a list, which notes what happens to it."""

    allowed: bool = field(default=True, kw_only=True)

    @property
    def member(self) -> str:
        return "BR"

    def authorise(self, action: str) -> None:
        self.target.append(f"authorise {action}")
        if not self.allowed:
            raise NotAllowedError
        self.capacity = Role.CHAIR

    def begin(self) -> None:
        self.target.append("begin")

    def settle(self) -> None:
        assert not Entry.objects.exists()
        self.target.append("settle")

    def after_commit(self) -> None:
        assert Entry.objects.exists()
        self.target.append("told")


def noted(performer: Performer, *, allowed: bool = True) -> Noted:
    return Noted([], performer, START, place="list:1", allowed=allowed)


@pytest.fixture
def somebody(db: None) -> Performer:  # noqa: ARG001 - there is a database
    return Performer(Person.objects.create_user("a@example.org", "Ms. A"), "192.0.2.1")


def test_an_act_is_authorised_done_settled_recorded_and_told_after_the_commit(
    somebody: Performer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    prepared = noted(somebody)
    with django_capture_on_commit_callbacks(execute=True), carry_out(lambda: prepared, "floor.give") as act:
        act.target.append("done")
        act.facts.update(turn=1)
    assert prepared.target == ["authorise floor.give", "begin", "done", "settle", "told"]
    entry = Entry.objects.get()
    assert (entry.actor, entry.capacity, entry.subject, entry.address) == (somebody.person, "chair", "BR", "192.0.2.1")
    assert (entry.act, entry.place, entry.data, entry.at) == ("floor.give", "list:1", {"turn": 1}, START)


@pytest.mark.django_db
def test_a_part_of_the_system_is_not_asked_for_its_permission() -> None:
    prepared = noted(Performer(system="clock"), allowed=False)
    with carry_out(lambda: prepared, "turn.failed"):
        pass
    assert prepared.target == ["begin", "settle"]
    assert Entry.objects.get().system == "clock"


def test_a_refused_act_is_neither_begun_nor_recorded(somebody: Performer) -> None:
    prepared = noted(somebody, allowed=False)
    with pytest.raises(NotAllowedError), carry_out(lambda: prepared, "floor.give"):
        pass
    assert prepared.target == ["authorise floor.give"]
    assert not Entry.objects.exists()


def test_what_breaks_inside_takes_back_what_was_written(
    somebody: Performer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def breaks() -> None:
        with carry_out(lambda: noted(somebody), "floor.give"):
            Person.objects.create_user("b@example.org", "Mr. B")
            raise NotAllowedError

    with django_capture_on_commit_callbacks() as told, pytest.raises(NotAllowedError):
        breaks()
    assert told == []
    assert not Person.objects.filter(email="b@example.org").exists()


def test_a_cancelled_act_leaves_no_entry_and_tells_nothing(
    somebody: Performer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as told, carry_out(lambda: noted(somebody), "floor.give") as act:
        act.cancel()
    assert (told, act.target) == ([], ["authorise floor.give", "begin"])
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_target_is_locked_in_the_transaction() -> None:
    def lock() -> Noted:
        assert transaction.get_connection().in_atomic_block
        return noted(Performer(system="clock"))

    with carry_out(lock, "turn.failed") as act:
        assert act.place == "list:1"


def opens_or_records(module: Path) -> bool:
    """Whether a module opens a transaction or writes an entry by itself."""
    calls = (node.func for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call))
    names = {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in calls}
    return bool(names & {"atomic", "record"})


def test_nothing_goes_round_the_runner_but_what_is_no_act() -> None:
    found = {str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py") if opens_or_records(path)}
    assert found == set(NO_ACTS), "carry it out with journal.act.carry_out, or say here why it is no act"
