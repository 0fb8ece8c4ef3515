"""Sealing the journal, and verifying it: by the command, against heads, and offline from an export alone."""

from __future__ import annotations

import threading
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from hemicycle.correspondence.models import Enquiry, Letter, Reply
from hemicycle.journal import sealing, signing
from hemicycle.journal.act import carry_out
from hemicycle.journal.models import Entry, Erasure, Origin, Seal, SignedHead
from hemicycle.journal.record import Performer, record
from hemicycle.ops.worker import Rounds
from hemicycle.people import erasing
from hemicycle.people.actions import registrations
from hemicycle.people.models import Member, Person
from hemicycle.rules.registration import Step
from hemicycle.verification import command
from tests.factories import START
from tests.journal.test_act import noted
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.factories import World

CLOCK = Performer(system="clock")


def said(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("journal", *arguments, stdout=out, **options)
    return out.getvalue()


def refused(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        said(*arguments)
    return error.value.returncode, str(error.value)


def execute(statement: str, *values: int) -> None:
    with without_guards(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def sealed(db: None) -> list[Entry]:  # noqa: ARG001 - there is a database
    """Four entries, sealed."""
    entries = [record(CLOCK, "turn.failed", f"turn:{number}", START, {"number": number}) for number in range(1, 5)]
    assert sealing.seal(START) == len(entries)
    return entries


def test_what_has_no_seal_is_sealed_once_and_in_order(sealed: list[Entry]) -> None:
    record(CLOCK, "turn.failed", "turn:5", START)
    assert "4 sealed, 1 not sealed yet" in said("verify")
    assert (sealing.seal(START), sealing.seal(START)) == (1, 0)
    assert list(Seal.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert list(Seal.objects.values_list("entry_id", flat=True))[:4] == [entry.pk for entry in sealed]
    assert said("head").strip() == sealing.head() == f"5:{Seal.objects.get(number=5).digest}"


def test_an_entry_that_is_committed_after_later_ones_is_sealed_after_them(sealed: list[Entry]) -> None:
    """PostgreSQL gives keys before it commits."""
    with without_guards():
        QuerySet[Entry](Entry).filter(pk=sealed[1].pk).update(id=sealed[-1].pk + 2)
        QuerySet[Seal](Seal).filter(number__gte=2).delete()
    sealing.seal(START)
    record(CLOCK, "turn.failed", "turn:9", START)  # its key is between
    sealing.seal(START + timedelta(seconds=60))
    assert "Agrees" in said("verify")


def test_what_lies_far_below_the_highest_is_looked_for_once_a_day(
    sealed: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "NEAR", 2)
    with without_guards():
        QuerySet[Seal](Seal).filter(entry=sealed[0]).delete()
    assert sealing.seal(START) == 0
    assert sealing.seal(START, everywhere=True) == 1


def test_many_are_sealed_by_parts(sealed: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    for number in range(5, 10):
        record(CLOCK, "turn.failed", f"turn:{number}", START)
    assert sealing.seal(START) == 5
    assert sealed[0].pk
    assert "9 sealed" in said("verify")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE journal_entry SET act = 'turn.ended' WHERE id = {1}", "no. 2, entry {1} (turn.ended turn:2"),
        ("""UPDATE journal_entry SET data = '{{"number": 7}}' WHERE id = {1}""", "no. 2, entry {1} (turn.failed"),
        ("UPDATE journal_entry SET at = '2020-01-01 00:00:00' WHERE id = {0}", "no. 1, entry {0}"),
        ("DELETE FROM journal_entry WHERE id = {2}", "no. 3: the entry is gone"),
        ("DELETE FROM journal_seal WHERE number = 2", "no. 2, entry {2}"),
        ("UPDATE journal_seal SET digest = '0' WHERE number = 3", "no. 3, entry {2}"),
        ("UPDATE journal_seal SET entry_id = 3000 - entry_id WHERE number = 2", "no. 2: the entry is gone"),
    ],
)
def test_what_was_changed_behind_the_triggers_is_found(sealed: list[Entry], statement: str, expected: str) -> None:
    keys = [entry.pk for entry in sealed]
    execute(statement.format(*keys))
    status, words = refused("verify")
    assert status == 1
    assert f"Does not agree: {expected.format(*keys)}" in words


def test_what_was_reordered_behind_the_triggers_is_found(sealed: list[Entry]) -> None:
    one, other = sealed[0].pk, sealed[1].pk
    for now, then in ((one, -1), (other, one), (-1, other)):
        execute("UPDATE journal_entry SET id = %s WHERE id = %s", then, now)
    assert "no. 1" in refused("verify")[1]


def test_what_was_inserted_behind_the_triggers_is_found(sealed: list[Entry]) -> None:
    execute("DELETE FROM journal_entry WHERE id = %s", sealed[1].pk)
    execute("DELETE FROM journal_seal WHERE number >= 2")
    sealing.seal(START)
    later = START + timedelta(hours=1)
    record(CLOCK, "turn.failed", "turn:5", later)
    sealing.seal(later)
    forged = Entry(pk=sealed[1].pk, at=START, act="turn.ended", place="turn:2")
    with without_guards():
        forged.save(force_insert=True)
    assert "an entry without a seal" in refused("verify")[1]
    sealing.seal(later)
    assert f"no. 5, entry {sealed[1].pk} (turn.ended turn:2" in refused("verify")[1]


def test_a_chain_that_was_cut_off_is_found_by_a_head_that_was_kept(sealed: list[Entry], tmp_path: Path) -> None:
    head, file = sealing.head(), str(tmp_path / "journal.jsonl")
    assert f"Head: {head}" in said("verify", head=[head])
    execute("DELETE FROM journal_entry WHERE id = %s", sealed[3].pk)
    execute("DELETE FROM journal_seal WHERE number = 4")
    assert "Agrees" in said("verify")
    assert "no. 4" in refused("verify", "--head", head)[1]
    said("export", file)
    assert command.main([file]) == 0
    assert command.main([file, "--head", head]) == 1
    assert refused("verify", "--head", "4") == (2, "4 is no head: enter NUMBER:DIGEST as printed on the receipt.")


def test_a_chain_that_was_cut_off_is_found_by_the_head_on_a_receipt(world: World) -> None:
    record(CLOCK, "turn.failed", "turn:1", START)
    assert said("seal") == "Sealed: 1 entries.\n"
    head = said("head").strip()
    assert head == sealing.head()
    enquiry = Enquiry.objects.create(
        letter=Letter.objects.create(consultation=world.consultation, number=1, dated=START), deadline_day=START
    )
    reply = Reply.objects.create(enquiry=enquiry, member=Member.objects.get(code="BR"))
    reply.versions.create(number=1, receipt="A-1", received_at=START, journal_head=head)
    assert "Agrees" in said("verify")
    execute("DELETE FROM journal_seal WHERE number = 1")
    execute("DELETE FROM journal_entry WHERE act = 'turn.failed'")
    assert "no. 1" in refused("verify")[1]
    assert said("head") == "Nothing is sealed yet.\n"


def test_an_export_goes_to_the_standard_output_where_no_file_is_named(
    sealed: list[Entry], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "journal.jsonl"
    said("export", str(file))
    capsys.readouterr()
    said("export")
    printed, kept = capsys.readouterr().out.splitlines(), file.read_text("utf-8").splitlines()
    assert len(printed) == 1 + len(sealed)
    assert printed[1:] == kept[1:]  # the first line has the moment


def test_an_export_is_verified_without_a_database(
    sealed: list[Entry], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(CLOCK, "turn.failed", "turn:5", START)
    signing.sign(START, SignedHead.Reason.SITTING_ENDED)
    file = tmp_path / "journal.jsonl"
    said("export", str(file))
    assert sealed[0].pk
    capsys.readouterr()
    assert command.main([str(file)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if not line.startswith("Signed heads: 1")] == said("verify").splitlines()
    lines = file.read_text("utf-8").splitlines()
    assert len(lines) == 8  # with the key, and the signed head
    for changed in (lines[3].replace("turn:1", "turn:8"), lines[2].replace('"reason":"sitting', '"reason":"letter')):
        place = 3 if "turn" in changed else 2
        file.write_text("\n".join([*lines[:place], changed, *lines[place + 1 :]]), "utf-8")
        assert command.main([str(file)]) == 1
        assert "Does not agree" in capsys.readouterr().out
    file.write_text("\n".join(lines[1:]), "utf-8")
    assert command.main([str(file)]) == 2
    assert f"Cannot read {file}: line 1 is not of an export of a journal." in capsys.readouterr().err
    assert command.main([str(tmp_path / "none")]) == 2


def test_words_that_were_erased_are_no_tampering_and_words_that_were_changed_are(world: World) -> None:
    row, desk = world["gh"], Performer(world["secretariat"].person, "192.0.2.1")
    registrations.step(world.consultation.pk, desk, START, Step.WITHDRAW, row.pk, words="She is ill")
    sealing.seal(START)
    entry = Entry.objects.get(place=f"registration:{row.pk}")
    with without_guards():
        QuerySet[Entry](Entry).filter(pk=entry.pk).update(data={**entry.data, "words": "She is well"})
    assert "the words in it are not those that were sealed" in refused("verify")[1]
    with without_guards():
        QuerySet[Entry](Entry).filter(pk=entry.pk).update(data=entry.data)
    Person.objects.filter(pk=row.person_id).update(made_up=False)
    erasing.erase("gh@example.org", START)
    entry.refresh_from_db()
    assert ("words" in entry.data, entry.salt) == (False, "")
    assert "from 1 of them words about people were erased" in said("verify")
    sealing.seal(START)
    assert "Agrees" in said("verify")
    execute("DELETE FROM journal_entry WHERE act = 'person.erase'")
    execute("DELETE FROM journal_seal WHERE number = 2")
    assert "no erasure of them is on record" in refused("verify")[1]
    assert Erasure.objects.get().entry == entry


def test_a_trigger_that_is_gone_is_said(sealed: list[Entry]) -> None:
    assert sealed[0].pk
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_seal DISABLE TRIGGER USER")
        assert "journal_seal" in refused("verify")[1]
        return
    with without_guards():
        QuerySet[Entry](Entry).filter(pk=sealed[0].pk).update(act="y")
        status, words = refused("verify")
    assert (status, "journal_entry" in words, "Run hemicycle migrate" in words) == (1, True, True)
    assert words.startswith("Does not agree: no. 1")


@pytest.mark.parametrize(
    ("action", "expected"), [("floor.give", 0), ("sitting.end", 1), ("result.declare", 1), ("letter.send", 1)]
)
def test_the_journal_is_sealed_after_what_closes_something_and_not_after_every_act(
    db: None,  # noqa: ARG001 - there is a database
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    action: str,
    expected: int,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), carry_out(lambda: noted(CLOCK), action):
        pass
    assert Seal.objects.count() == expected


def test_an_act_is_done_although_the_journal_cannot_be_sealed_now(
    db: None,  # noqa: ARG001 - there is a database
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def locked(*_: object) -> int:
        raise OperationalError("database is locked")

    monkeypatch.setattr(sealing, "_seal_some", locked)
    with django_capture_on_commit_callbacks(execute=True), carry_out(lambda: noted(CLOCK), "sitting.end"):
        pass
    assert (Entry.objects.count(), Seal.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_that_seal_at_once_make_one_chain() -> None:
    for number in range(40):
        record(CLOCK, "turn.failed", f"turn:{number}", START)
    barrier = threading.Barrier(2)

    def run() -> None:
        barrier.wait()
        sealing.seal(START)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sealing.seal(START)
    assert Seal.objects.count() == 40
    assert "Agrees" in said("verify")


def test_network_addresses_are_kept_for_a_time_and_are_no_part_of_the_chain(world: World) -> None:
    person = world["br"].person
    for days in (1, 91):
        record(Performer(person, f"192.0.2.{days}"), "x", "", START - timedelta(days=days))
    sealing.seal(START)
    assert sealing.forget_addresses(START) == 1
    assert list(Origin.objects.values_list("address", flat=True)) == ["192.0.2.1"]
    assert [entry.address for entry in Entry.objects.order_by("pk")] == ["192.0.2.1", None]
    assert "Agrees" in said("verify")


@pytest.mark.django_db
def test_the_worker_seals_at_its_start_and_once_a_minute() -> None:
    rounds = Rounds("test")
    record(CLOCK, "turn.failed", "turn:1", START)
    rounds._journal()  # noqa: SLF001 - one step of a round
    assert Seal.objects.count() == 1
    record(CLOCK, "turn.failed", "turn:2", START)
    rounds._journal()  # noqa: SLF001 - the same
    assert Seal.objects.count() == 1
    rounds._sealed_at = float("-inf")  # noqa: SLF001 - the minute is over
    rounds._journal()  # noqa: SLF001 - the same
    assert Seal.objects.count() == 2
    with transaction.atomic():
        assert sealing.head().startswith("2:")
