"""An export taken in elsewhere, on the other database, and exported again: the same bytes. And what is not taken in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone

from hemicycle.consultations.models import Body, Consultation
from hemicycle.correspondence.models import Enquiry, Letter, ReplyVersion
from hemicycle.ending import actions, export, exporting, importing
from hemicycle.ending.form import FORM, NotPossible
from hemicycle.ending.models import Export, KeptRecord
from hemicycle.ending.record import disagreement
from hemicycle.journal import chain, chain_file
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.actions.members import changing
from hemicycle.people.actions.rule_sources import set_source
from hemicycle.people.models import Member, Person, Registration, Upload
from hemicycle.people.queries import capacity
from hemicycle.rules.reasons import Rule
from tests.classes import EXPERT, with_experts
from tests.ending.exports import agreeing, contents, exported, rewritten, taken
from tests.factories import START, a_body, make_world
from tests.support import migrated

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import World

SLUG = "test"
#: The seeded consultation, exported. Mails that wait are held where it is taken in: these are said to have gone out.
SEEDED = """
from django.core.management import call_command
from hemicycle.mail.models import Delivery
call_command("seed", verbosity=0)
Delivery.objects.update(state="sent")
call_command("export", {slug!r}, {file!r})
"""
#: Taken in where nothing is, and exported again.
THROUGH = """
from django.core.management import call_command
call_command("import_consultation", {given!r})
call_command("export", {slug!r}, {file!r})
call_command("journal", "verify")
"""


@dataclass(frozen=True)
class Place:
    """An installation of its own, on SQLite."""

    home: Path

    @classmethod
    def without_rows(cls, home: Path) -> Place:
        """With today's tables, as they are kept for all tests."""
        home.mkdir()
        migrated.copy(migrated.tables(), home / "hemicycle.sqlite3")
        return cls(home)

    def does(self, *arguments: str) -> str:
        known = {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")}
        own = {"HEMICYCLE_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "hemicycle.ops.cli", *arguments],
            env=known | own,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def runs(self, script: str, **named: str) -> str:
        return self.does("shell", "--verbosity", "0", "--command", script.format(**named))


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_seeded_consultation_is_the_same_through_two_databases(tmp_path: Path) -> None:
    """From SQLite into this PostgreSQL, and back into SQLite where nothing was."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL beside SQLite")
    slug, (seeded, there, back) = "virtual-consultation-2020", (tmp_path / name for name in ("0.zip", "1.zip", "2.zip"))
    first, last = (Place.without_rows(tmp_path / name) for name in ("first", "last"))
    first.runs(SEEDED, slug=slug, file=str(seeded))
    before = contents(seeded)
    assert len(before) > 50
    taken(seeded)
    with there.open("wb") as out:
        export.write(Consultation.objects.get(slug=slug), out, timezone.now(), lambda _done, _total: None)
    assert "Agrees" in last.runs(THROUGH, slug=slug, given=str(there), file=str(back))
    for after in (contents(there), contents(back)):
        assert after.keys() == before.keys()
        assert [name for name in before if before[name] != after[name]] == []


def test_it_is_taken_in_beside_what_is_here_and_joins_people_and_members(given: Path, world: World) -> None:
    people, registrations = Person.objects.count(), Registration.objects.count()
    Person.objects.filter(pk=world["br"].person_id).update(name="Ms. Changed")
    came = taken(given, "beside")
    assert came.joined["people.Person"] == people
    assert Person.objects.count() == people
    assert Registration.objects.count() == 2 * registrations
    assert Person.objects.get(pk=world["br"].person_id).name == "Ms. Changed"
    beside = Consultation.objects.get(slug="beside")
    assert (beside.closed_at, beside.title) == (START, world.consultation.title)
    row = beside.focal_points.get()
    assert row.instrument is not None
    with row.instrument.file.open("rb") as content:
        assert content.read() == b"words"
    assert row.instrument.file.name != Upload.objects.earliest("pk").file.name
    assert [entry.act for entry in Entry.objects.filter(place=f"consultation:{beside.pk}")] == ["consultation.import"]
    kept = KeptRecord.objects.get(consultation=beside)
    assert '"act":"consultation.end"' in kept.lines


def test_letters_and_receipts_are_taken_in_beside_the_same(world: World, tmp_path: Path) -> None:
    letter = world.consultation.letters.create(series="CL-20", number=1, dated=START.date())
    enquiry = Enquiry.objects.create(letter=letter, kind="options", asked=[], deadline_day=START.date())
    brazil = world["br"].member
    assert brazil is not None
    reply = enquiry.replies.create(member=brazil)
    reply.versions.create(number=1, receipt="CL-20/1-BR-1", received_at=START)
    file = tmp_path / "letters.zip"
    file.write_bytes(exported(world).getvalue())
    taken(file, "beside")
    assert [row.symbol for row in Letter.objects.order_by("pk")] == ["CL-20/1", "CL-20/1"]
    receipts = ReplyVersion.objects.order_by("pk").values_list("receipt", flat=True)
    assert list(receipts) == ["CL-20/1-BR-1", "CL-20/1-BR-1"]


def test_further_addresses_and_what_went_to_them_are_taken_in_and_exported_again_the_same(
    world: World, tmp_path: Path
) -> None:
    """Where the Member is, with the address or without it."""
    brazil = world["br"].member
    assert brazil is not None
    address = brazil.contacts.create(name="Permanent Mission", email="m@example.org", language="", copies=True)
    mailing = world.consultation.mailings.create(
        template="letter", at=START, body={"en": "Letter"}, copy_body={"en": "Copy"}, copy_subject={"en": "Copy"}
    )
    sent: dict[str, Any] = {"mailing": mailing, "member": brazil, "language": "en", "state": "sent"}
    Delivery.objects.create(**sent, address="br@example.org", token="1")
    Delivery.objects.create(**sent, address=address.email, contact=address, copy=True, token="2")
    file = tmp_path / "copies.zip"
    file.write_bytes(exported(world).getvalue())
    for slug in ("beside", "without"):
        if slug == "without":
            Delivery.objects.update(contact=None)
            address.delete()
        taken(file, slug)
        there = Consultation.objects.get(slug=slug).mailings.get()
        assert (there.copy_subject, there.copy_body) == ({"en": "Copy"}, {"en": "Copy"})
        copy = there.deliveries.get(copy=True)
        assert copy.contact is not None
        came = copy.contact
        assert (came.name, came.email, came.language, came.copies) == ("Permanent Mission", "m@example.org", "", True)
        assert (came.member, there.deliveries.filter(copy=False).count()) == (brazil, 1)
        out = BytesIO()
        export.write(Consultation.objects.get(slug=slug), out, timezone.now(), lambda _done, _total: None)
        for name in ("tables/people.Contact.json", "tables/mail.Mailing.json", "tables/mail.Delivery.json"):
            assert contents(out)[name] == contents(file)[name]


def test_who_represents_no_member_is_taken_in_and_exported_again_the_same(world: World, tmp_path: Path) -> None:
    world.consultation.settings = with_experts()
    world.consultation.save()
    person = Person.objects.create_user("expert@example.org", "Ms. Expert")
    row = Registration.objects.create(
        consultation=world.consultation, person=person, role="delegate", person_class="expert", status="confirmed"
    )
    world.sitting.turns.create(registration=row, capacity="expert", language="en", state="ended", asked_at=START)
    file = tmp_path / "experts.zip"
    file.write_bytes(exported(world).getvalue())
    taken(file, "beside")
    beside = Consultation.objects.get(slug="beside")
    came = beside.registrations.get(person=person)
    assert (came.person_class, came.member, came.status) == ("expert", None, "confirmed")
    assert capacity(came, beside.classes, START.date()) == EXPERT
    turn = beside.sittings.get().turns.get()
    assert (turn.registration, turn.member, turn.capacity) == (came, None, "expert")
    out, name = BytesIO(), "tables/people.Registration.json"
    export.write(beside, out, timezone.now(), lambda _done, _total: None)
    assert contents(out)[name] == contents(file)[name]


def test_exported_again_its_record_is_as_it_came_and_what_happens_here_comes_after_it(given: Path) -> None:
    taken(given, "beside")
    beside, performer = Consultation.objects.get(slug="beside"), Performer(Person.objects.get(email__startswith="secr"))
    out = BytesIO()
    actions.reopen(beside.pk, performer, START, "A reply came late.")
    export.write(beside, out, timezone.now(), lambda _done, _total: None)
    before, after = contents(given), contents(out)
    assert after["record/1/journal.jsonl"] == before["record/1/journal.jsonl"]
    assert b"A reply came late." in after["record/2/journal.jsonl"]


def test_what_was_done_to_members_and_to_sources_of_rules_is_in_the_record(world: World) -> None:
    performer = Performer(world["secretariat"].person)
    Member.objects.create(body=world.consultation.body, code="PT", kind="state")
    other = make_world(slug="other", body=a_body("other"))
    for code in ("BR", "PT"):
        with changing(world.consultation.pk, performer, START, code) as (act, _member):
            act.facts["region"] = "A"
    with changing(other.consultation.pk, Performer(other["secretariat"].person), START, "BR"):
        pass
    set_source(world.consultation.pk, performer, START, Rule.CANDIDATES, {"en": "Rule 5"})
    lines = contents(exported(world))["record/1/journal.jsonl"].decode()
    places = [row["entry"]["place"] for row in map(json.loads, lines.splitlines()) if "entry" in row]
    assert places == ["member:BR", f"consultation:{world.consultation.pk}"], (
        "PT takes no part, and another body has its own BR"
    )
    assert '"Rule 5"' in lines
    assert disagreement(lines) == 0


def refuses(file: Path, words: str, slug: str = "beside") -> None:
    before = [model._meta.base_manager.count() for model in (Consultation, Registration, Person, Upload, Entry)]
    with pytest.raises(NotPossible, match=words):
        taken(file, slug)
    assert [model._meta.base_manager.count() for model in (Consultation, Registration, Person, Upload, Entry)] == before


def test_what_is_cut_changed_or_newer_changes_nothing(given: Path, tmp_path: Path) -> None:
    refuses(given, "There is a consultation “test” here already. Add --slug", slug="")
    refuses(tmp_path / "nowhere.zip", "There is no file")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(given.read_bytes()[:-300])
    refuses(cut, "was cut off")
    refuses(rewritten(given, {"tables/people.Person.json": b"{}"}), "tables/people.Person.json .1 in all. is missing")
    refuses(rewritten(given, {"uploads/1": None}), "uploads/1 .1 in all. is missing or was changed")
    refuses(rewritten(given, {"uploads/9": b"more"}), "uploads/9")
    with zipfile.ZipFile(given) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        table = json.loads(archive.read("tables/people.Registration.json"))
        journal = archive.read("record/1/journal.jsonl")
    newer = {**manifest, "form": FORM + 1, "version": "9.1"}
    refuses(rewritten(given, {"manifest.json": json.dumps(newer).encode()}), "newer version of Hemicycle, 9.1")
    fields = {**manifest["tables"], "people.Person": [*manifest["tables"]["people.Person"], "shoe_size"]}
    more = json.dumps({**manifest, "tables": fields}).encode()
    refuses(rewritten(given, {"manifest.json": more}), "it has people.Person.shoe_size")
    refuses(rewritten(given, {"manifest.json": b'{"what": "a meal"}'}), "is no export of a consultation")
    table["rows"][0]["person"] = "person:999"
    changed = json.dumps(table).encode()
    refuses(agreeing(given, "tables/people.Registration.json", changed), "means person:999, which is not in the export")
    forged = journal.replace(b"The report is out.", b"The report is bad.")
    refuses(agreeing(given, "record/1/journal.jsonl", forged), "is not as it was sealed: entry no. 1")


def test_members_are_joined_with_those_of_the_body_of_the_same_name_alone(given: Path) -> None:
    Body.objects.filter(slug="test").update(slug="renamed")
    before = Member.objects.count()
    importing.take_in(given, timezone.now(), print, slug="elsewhere")
    taken = Consultation.objects.get(slug="elsewhere")
    assert taken.body.slug == "test"
    assert (
        Member.objects.filter(body=taken.body).count() == taken.invitations.count() == Member.objects.count() - before
    )


def test_a_body_comes_with_its_terms(world: World, tmp_path: Path) -> None:
    body = world.consultation.body
    terms = {"fr": [{"ours": "Membre", "own": "Partie"}]}
    body.settings = {**body.settings, "terms": terms}
    body.save()
    file = tmp_path / "terms.zip"
    file.write_bytes(exported(world).getvalue())
    Body.objects.filter(slug="test").update(slug="renamed")
    taken(file, slug="elsewhere")
    assert Body.objects.get(slug="test").settings["terms"] == terms


def test_words_about_people_go_out_of_a_record_that_came_with_it() -> None:
    entry = {
        "id": 7, "at": "", "actor": 1, "system": "", "subject": "", "capacity": "", "act": "registration.refuse",
        "place": "registration:7", "data": {"step": "refuse", "words": "Ill."}, "salt": "s",
    }  # fmt: skip
    sealed = chain.seal(chain.BEGINNING, 1, "2026-01-01", entry)
    lines = "".join(f"{line}\n" for line in (chain_file.header(), chain_file.written(sealed)))
    without = chain_file.without_words(lines)
    assert "Ill." in lines
    assert "Ill." not in without
    assert (disagreement(lines), disagreement(without)) == (0, 0)
    assert disagreement(without.replace("refuse", "endorse")) == 1


def test_one_is_made_for_the_secretariat_and_is_on_record(world: World) -> None:
    performer = Performer(world["secretariat"].person)
    row = exporting.ask(world.consultation.pk, performer, START)
    assert Entry.objects.get().act == "consultation.export"
    exporting.make(row, timezone.now())
    made = Export.objects.get()
    assert made.state == Export.State.MADE
    assert made.done == made.total > 0
    with made.file.open("rb") as file:
        assert contents(BytesIO(file.read()))["README.md"].startswith(b"# test")
    made.file.delete(save=False)
