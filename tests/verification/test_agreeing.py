"""An export as it was written agrees in everything that is recomputed from it, whatever was erased or came before."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.actions.enquiries import declare
from hemicycle.correspondence.declared import digest
from hemicycle.correspondence.models import DeclaredResult, Enquiry, ReplyVersion, VotingProcedure
from hemicycle.ending import exporting
from hemicycle.ending.form import NotPossible
from hemicycle.journal import sealing
from hemicycle.journal.models import Entry, Seal, SignedHead
from hemicycle.journal.record import Performer, record
from hemicycle.people import erasing
from hemicycle.people.actions import registrations
from hemicycle.people.models import Person
from hemicycle.rules.registration import Step
from hemicycle.verification.report import Trusted, of_file
from tests.ending.exports import exported, exported_of, rewritten, taken
from tests.factories import START, a_body, make_world
from tests.support.balloting import close, put_to_vote, vote
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from pathlib import Path

    from hemicycle.verification.report import Report
    from tests.factories import World


def checked(file: Path) -> Report:
    report = of_file(file, Trusted(), lambda _what: None)
    assert report.first == ""
    return report


def agreed(report: Report) -> dict[str, int]:
    return {check.name: check.agreed for check in report.checks}


def test_everything_that_happened_is_recomputed_and_agrees(file: Path) -> None:
    report = checked(file)
    assert not any(check.passed for check in report.checks)
    found = agreed(report)
    assert found["Versions of replies"] == 4
    assert found["Replies with their lateness"] == 3
    assert found["Places in the queue"] == 3
    assert found["Published agendas"] == 1
    assert found["Declared results"] == 1
    assert found["Positions on record"] == 2
    assert found["Ends of items"] == 2
    assert found["Signed heads of the journal"] >= 2


@pytest.fixture
def decided(room_world: World, settings: object, tmp_path: Path) -> Enquiry:
    """A ballot whose votes were sealed, and whose result is declared."""
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path  # type: ignore[attr-defined]
    enquiry = put_to_vote(room_world, None, "The dates", "The place")
    vote(room_world, enquiry, "br", "approve", "reject")
    vote(room_world, enquiry, "br", "approve", "approve")
    vote(room_world, enquiry, "jp", "reject", "approve")
    enquiry = close(enquiry)
    declare(enquiry, Performer(room_world["chair"].person), timezone.now())
    return enquiry


def of_ballot(enquiry: Enquiry, tmp_path: Path) -> Report:
    file = tmp_path / "ballot.zip"
    file.write_bytes(exported_of(enquiry.letter.consultation))
    return of_file(file, Trusted(), lambda _what: None)


def test_rule_37_a_ballot_is_counted_once_more_from_votes_that_were_sealed(decided: Enquiry, tmp_path: Path) -> None:
    assert not any("choices" in entry.data for entry in Entry.objects.filter(act="reply.give"))
    report = of_ballot(decided, tmp_path)
    assert report.first == ""
    found = agreed(report)
    assert (found["Versions of replies"], found["Declared results"]) == (3, 1)


@pytest.mark.parametrize("changed", ["vote", "outcome", "mode"])
def test_a_ballot_whose_vote_outcome_or_mode_is_another_is_found(
    decided: Enquiry, tmp_path: Path, changed: str
) -> None:
    with without_guards():
        if changed == "vote":
            version = ReplyVersion.objects.filter(reply__member__code="JP").get()
            version.choices = dict.fromkeys(version.choices, "approve")
            QuerySet(ReplyVersion).filter(pk=version.pk).update(choices=version.choices)
        elif changed == "mode":
            QuerySet(VotingProcedure).update(share="two_thirds")
        else:
            result = DeclaredResult.objects.get()
            result.content["ballot"]["results"][0]["outcome"] = "approved"
            digested = digest(result.content)
            QuerySet(DeclaredResult).update(content=result.content, digest=digested)
    assert of_ballot(decided, tmp_path).first


def test_the_command_needs_neither_django_nor_a_data_folder(file: Path, tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['django'] = None; sys.modules['psycopg'] = None; "
        f"from hemicycle.verification.command import main; sys.exit(main([{str(file)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, env={}
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Everything agrees."), done.stderr
    nowhere = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "hemicycle.ops.cli", "verify", str(file)],
        capture_output=True, text=True, check=False, env={"HEMICYCLE_HOME": str(nowhere)},
    )  # fmt: skip
    assert (done.returncode, nowhere.exists()) == (0, False), done.stderr


def test_what_another_consultation_did_stands_there_by_digests_alone(happened: World, tmp_path: Path) -> None:
    other = make_world(slug="other", body=a_body("other"))
    secret = record(Performer(other["secretariat"].person), "x", f"sitting:{other.sitting.pk}", START, {"words": "ill"})
    record(Performer(happened["secretariat"].person), "x", f"sitting:{happened.sitting.pk}", START)
    file = tmp_path / "shared.zip"
    file.write_bytes(exported(happened).getvalue())
    assert checked(file).foreign >= 1
    sealed = Seal.objects.get(entry=secret)
    with zipfile.ZipFile(file) as opened:
        lines = opened.read("record/1/journal.jsonl").decode().splitlines()
    (line,) = [json.loads(one) for one in lines if f'"number":{sealed.number}' in one and "head" not in one]
    assert line == {"number": sealed.number, "content": sealed.content}


def test_what_an_earlier_version_sealed_agrees_and_is_counted_where_nobody_can_recompute_it(
    happened: World, tmp_path: Path
) -> None:
    """Before RFC 8785: the chain was begun in the first form."""
    record(Performer(system="clock"), "x", "sitting:0", START)
    sealing.seal(START)
    with without_guards():
        QuerySet[SignedHead](SignedHead).delete()
        _seal_all_in_the_first_form()
    record(Performer(happened["secretariat"].person), "x", f"sitting:{happened.sitting.pk}", START)
    file = tmp_path / "older.zip"
    file.write_bytes(exported(happened).getvalue())
    assert checked(file).unproven == 1


def _seal_all_in_the_first_form() -> None:
    from tests.journal.test_chain import of_the_first_form  # noqa: PLC0415 - the helper of that test

    previous = "0" * 64
    for seal in Seal.objects.order_by("number"):
        line = of_the_first_form(previous, seal.number, sealing.facts_of(Entry.objects.get(pk=seal.entry_id)))
        previous = line.digest
        QuerySet[Seal](Seal).filter(number=seal.number).update(
            digest=line.digest, at=line.moment, words=line.words, form=line.form, content=""
        )


def test_what_was_erased_of_a_person_leaves_it_in_agreement(happened: World, tmp_path: Path) -> None:
    row, desk = happened["br2"], Performer(happened["secretariat"].person, "192.0.2.1")
    registrations.step(happened.consultation.pk, desk, START, Step.WITHDRAW, row.pk, words="She is ill")
    Person.objects.filter(pk=row.person_id).update(made_up=False)
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    before.write_bytes(exported(happened).getvalue())
    erasing.erase("br2@example.org", START)
    after.write_bytes(exported(happened).getvalue())
    assert (checked(before).erased, checked(after).erased) == (0, 1)
    with zipfile.ZipFile(after) as opened:
        assert b"She is ill" not in opened.read("record/1/journal.jsonl")


def test_taken_in_elsewhere_and_exported_again_it_agrees(file: Path, tmp_path: Path) -> None:
    taken(file, "beside")
    there = Consultation.objects.get(slug="beside")
    again = tmp_path / "again.zip"
    again.write_bytes(exported_of(there))
    assert agreed(checked(again)) == agreed(checked(file)) | {"Files": agreed(checked(again))["Files"]}


def test_the_record_of_one_enquiry_is_checked_by_itself(happened: World, tmp_path: Path) -> None:
    row, file = Enquiry.objects.get(), tmp_path / "enquiry.zip"
    performer = Performer(happened["secretariat"].person)
    file.write_bytes(exporting.record_of(row, performer, START))
    report = checked(file)
    found = agreed(report)
    assert (found["Versions of replies"], found["Replies with their lateness"], found["Declared results"]) == (4, 3, 1)
    assert (found["Places in the queue"], found["Ends of items"]) == (0, 0)
    assert report.foreign >= 2
    with zipfile.ZipFile(file) as opened:
        names, lines = opened.namelist(), opened.read("record/1/journal.jsonl")
        table = json.loads(opened.read("tables/correspondence.ReplyVersion.json"))["rows"]
        table[0]["choices"] = {}
        changed = rewritten(file, {"tables/correspondence.ReplyVersion.json": json.dumps({"rows": table}).encode()})
    assert not [name for name in names if "Person" in name or "Registration" in name or name.startswith("uploads/")]
    assert b"sitting:" not in lines
    assert not of_file(changed, Trusted(), lambda _what: None).agrees
    with pytest.raises(NotPossible, match="the record of one enquiry"):
        taken(file, "beside")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data) == ("consultation.export", {"enquiry": row.pk})
