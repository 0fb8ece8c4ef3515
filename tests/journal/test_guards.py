"""The database itself refuses to change evidence, by whatever statement; what acts fill in later, it lets through."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet

from hemicycle.agenda.models import AgendaPublication
from hemicycle.arrivals.models import Arrival
from hemicycle.consultations.models import Consultation
from hemicycle.contributions.models import (
    Contribution,
    ContributionStep,
    ContributionTranslation,
    ContributionVersion,
    Submitter,
    SubmitterAnswer,
)
from hemicycle.correspondence.models import (
    Acknowledgement,
    Addressee,
    Annex,
    AnnexText,
    Clearance,
    Condition,
    DeadlineExtension,
    DeclaredResult,
    LanguageVersion,
    LanguageVersionAnnex,
    LanguageVersionClearance,
    LanguageVersionPaper,
    Letter,
    Letterhead,
    LetterPaper,
    LetterText,
    Option,
    Question,
    ReplyVersion,
    VotingProcedure,
)
from hemicycle.documents.models import Document, DocumentFile, DocumentSubmitter
from hemicycle.ending.models import EndingStep
from hemicycle.journal import guards
from hemicycle.journal.models import Entry, Erasure, Origin, Seal, SignedHead, SigningKey
from hemicycle.journal.record import Performer, record
from hemicycle.outcome.models import (
    BallotedConclusion,
    CallForObjections,
    CorrectionRequest,
    Ending,
    Position,
    Reading,
    Report,
    ReportSubmission,
    Statement,
    StatementVersion,
    SummaryParagraph,
    SummaryRecord,
    SummaryVersion,
    SummaryWording,
    Urgency,
    Wording,
)
from hemicycle.sittings.models import PresidingVoice, Ruling
from hemicycle.support.models import ConnectionTest, Practice
from tests.factories import START
from tests.support.evidence import one_of_everything, sent
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from tests.factories import World

#: Somebody who changes a row, by the column that they change.
CHANGES: dict[type[models.Model], dict[str, Any]] = {
    Acknowledgement: {"at": START + timedelta(days=1)},
    Addressee: {"may_vote": False},
    AgendaPublication: {"content": {"other": 1}},
    Arrival: {"sha256": "1" * 64},
    Annex: {"number": 9},
    AnnexText: {"body": "Other"},
    BallotedConclusion: {"urgency_id": 0},
    CallForObjections: {"seconds": 9},
    Clearance: {"digest": "1"},
    Condition: {"words": "Other"},
    ConnectionTest: {"code": "Z"},
    Consultation: {"trial": True},
    Contribution: {"number": 9},
    ContributionStep: {"words": "Other"},
    ContributionTranslation: {"title": "Other"},
    ContributionVersion: {"title": "Other"},
    CorrectionRequest: {"text": "Other"},
    DeadlineExtension: {"day": "2021-01-01"},
    DeclaredResult: {"denominator": 1},
    Document: {"symbol": "Other"},
    DocumentFile: {"language": "fr"},
    DocumentSubmitter: {"place": 9},
    Ending: {"words": "Other"},
    EndingStep: {"why": "Other"},
    Entry: {"act": "other"},
    Erasure: {"at": START + timedelta(days=1)},
    LanguageVersion: {"body": "Other"},
    LanguageVersionAnnex: {"title": "Other"},
    LanguageVersionClearance: {"digest": "1"},
    LanguageVersionPaper: {"kind": "docx"},
    Letter: {"signatory": "Other"},
    Letterhead: {"body": {"en": "Other"}},
    LetterPaper: {"language": "fr"},
    LetterText: {"body": "Other"},
    Option: {"key": "other"},
    Origin: {"address": "192.0.2.77"},
    Position: {"words": "Other"},
    Practice: {"skipped": ["ask"]},
    PresidingVoice: {"language": "fr"},
    Question: {"reference": "Other"},
    Reading: {"wordings": {"en": 9}},
    ReplyVersion: {"choices": {"1": "other"}},
    Report: {"content": {"other": 1}},
    ReportSubmission: {"symbol": "Other"},
    Ruling: {"words": "Other"},
    Seal: {"digest": "0"},
    SignedHead: {"digest": "1"},
    SigningKey: {"public": "1"},
    Statement: {"at": START + timedelta(days=1)},
    StatementVersion: {"text": "Other"},
    Submitter: {"member_id": 0},
    SubmitterAnswer: {"confirmed": False},
    SummaryParagraph: {"kind": "added"},
    SummaryRecord: {"language": "fr"},
    SummaryVersion: {"content": {"other": 1}},
    SummaryWording: {"text": "Other"},
    Urgency: {"reason": "Other"},
    VotingProcedure: {"share": "two_thirds"},
    Wording: {"text": "Other"},
}


def evidence() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if guards.declared(model)]


def is_deletable(model: type[models.Model]) -> bool:
    """It goes with its person, or with the consultation that is deleted."""
    declared = guards.declared(model)
    return declared is not None and declared.deletable


@pytest.fixture
def written(world: World) -> ReplyVersion:
    return one_of_everything(world)


def changed(model: type[models.Model]) -> None:
    """As a page might that goes round the model."""
    with transaction.atomic():
        QuerySet(model).update(**CHANGES[model])


def deleted(model: type[models.Model]) -> None:
    """Without a look at what points to it."""
    with transaction.atomic():
        QuerySet(model)._raw_delete(using="default")  # noqa: SLF001 - what Django's own delete ends with


def test_every_model_that_is_evidence_is_tried_here() -> None:
    assert set(CHANGES) == set(evidence())


@pytest.mark.parametrize("model", CHANGES, ids=lambda model: model.__name__)
def test_what_is_evidence_is_not_changed(model: type[models.Model], written: ReplyVersion) -> None:
    sent()
    assert written.pk
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table} is evidence: a row never changes"):
        changed(model)


@pytest.mark.parametrize(
    "model", [model for model in CHANGES if not is_deletable(model)], ids=lambda model: model.__name__
)
def test_what_is_evidence_is_not_deleted(model: type[models.Model], written: ReplyVersion) -> None:
    sent()
    assert written.pk
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table} is evidence: a row is never deleted"):
        deleted(model)


#: What is never deleted where its consultation is a formal one.
OF_CONSULTATIONS = [model for model in CHANGES if (said := guards.declared(model)) and said.trial]


@pytest.mark.parametrize("model", OF_CONSULTATIONS, ids=lambda model: model.__name__)
def test_what_is_of_a_trial_is_changed_no_more_than_elsewhere_and_deleted(
    model: type[models.Model], written: ReplyVersion
) -> None:
    with without_guards():
        QuerySet(Consultation).update(trial=True)
    sent()
    assert written.pk
    with pytest.raises(IntegrityError, match="a row never changes"):
        changed(model)
    deleted(model)
    assert not QuerySet(model).exists()
    transaction.set_rollback(True)  # what pointed to it would be asked for at the end


def test_what_is_never_deleted_elsewhere_is_of_a_consultation_or_of_the_journal() -> None:
    left = {model for model in evidence() if not is_deletable(model)} - set(OF_CONSULTATIONS)
    assert left == {Entry, Erasure, Seal, SignedHead, SigningKey}


@pytest.mark.parametrize("model", CHANGES, ids=lambda model: model.__name__)
def test_what_is_evidence_is_not_replaced(model: type[models.Model], written: ReplyVersion) -> None:
    """SQLite's INSERT OR REPLACE deletes what stands in its way; PostgreSQL has TRUNCATE instead."""
    sent()
    assert written.pk
    table = model._meta.db_table
    postgresql = connection.vendor == guards.POSTGRESQL
    if postgresql and is_deletable(model):
        return
    replacing = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - a table of ours
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # it empties no table whose rows are to be checked yet
        with pytest.raises(IntegrityError, match="is evidence: a row is never"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE" if postgresql else replacing)


def test_a_draft_of_a_letter_changes_and_goes(written: ReplyVersion) -> None:
    assert written.pk
    for model in (
        *(LetterText, AnnexText, Annex, Letter, Question, Option, LanguageVersion, LanguageVersionAnnex),
        VotingProcedure,
    ):
        changed(model)
    for model in (LetterText, AnnexText, Option, LanguageVersionAnnex):
        deleted(model)


def test_what_acts_fill_in_later_is_filled_in_once(written: ReplyVersion, world: World) -> None:
    rows: QuerySet[ReplyVersion] = QuerySet(ReplyVersion)
    rows.update(confirmed_by=world["chair"].person, confirmed_at=START, accepted_why="On the way")
    for other in ({"confirmed_by": world["jp"].person}, {"confirmed_at": None}, {"accepted_why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**other)
    QuerySet(Condition).update(state="met", state_words="W")
    QuerySet(Condition).update(state="withdrawn", state_words="X")
    written.refresh_from_db()
    assert written.confirmed_by == world["chair"].person


def test_retention_empties_what_is_personal_and_nothing_else_can_be_written_there(written: ReplyVersion) -> None:
    assert written.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(ReplyVersion).update(signed_by="Mr. B")
    QuerySet(ReplyVersion).update(signed_by="")
    assert ReplyVersion.objects.get().signed_by == ""


@pytest.mark.django_db
def test_words_leave_an_entry_only_where_their_erasure_is_on_record() -> None:
    entry = record(Performer(system="clock"), "x", "", START, {"words": "ill"})
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Entry).update(data={}, salt="")
    Erasure.objects.create(entry=entry, at=START)
    QuerySet(Entry).update(data={}, salt="")
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Entry).update(act="y")


@pytest.mark.django_db
def test_guards_are_missing_until_they_are_made_again_by_migrating() -> None:
    assert guards.missing(connection) == []
    with without_guards():
        if connection.vendor != guards.POSTGRESQL:
            assert "journal_entry" in guards.missing(connection)
            call_command("migrate", verbosity=0)
            assert guards.missing(connection) == []
    with connection.cursor() as cursor:
        name = next(guard.name for guard in guards.guards(connection.vendor) if guard.table == "journal_seal")
        on = " ON journal_seal" if connection.vendor == guards.POSTGRESQL else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert guards.missing(connection) == ["journal_seal"]
    guards.make(connection)
    assert guards.missing(connection) == []


def test_on_postgresql_what_is_never_deleted_is_never_emptied_either() -> None:
    there = list(guards.guards(guards.POSTGRESQL))
    on = {event: {guard.table for guard in there if guard.event == event} for event in ("UPDATE", "DELETE", "TRUNCATE")}
    assert on["TRUNCATE"] == on["DELETE"] < on["UPDATE"]
    for guard in there:
        function, trigger = guard.statements(guards.POSTGRESQL)
        returned, each = {
            "UPDATE": ("NEW", "ROW"), "DELETE": ("OLD", "ROW"), "TRUNCATE": ("NULL", "STATEMENT")
        }[guard.event]  # fmt: skip
        assert f"RETURN {returned};" in function
        assert "USING ERRCODE = 'restrict_violation'" in function
        assert trigger.startswith(
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH {each} '
        )


@pytest.mark.django_db
def test_on_postgresql_a_trigger_goes_with_its_function() -> None:
    database = MagicMock(vendor=guards.POSTGRESQL, alias=connection.alias)
    cursor = database.cursor.return_value.__enter__.return_value
    cursor.fetchall.return_value = [("guard_a",), ("guard_b",)]
    guards.drop(database)
    dropped = [call.args[0] for call in cursor.execute.call_args_list[1:]]
    assert dropped == ['DROP FUNCTION "guard_a"() CASCADE', 'DROP FUNCTION "guard_b"() CASCADE']
