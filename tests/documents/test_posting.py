"""Documents are posted once, held back until a moment, corrected by versions, and withdrawn (rule 20)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from hemicycle.consultations.models import Consultation
from hemicycle.documents import queries
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.posting import post
from hemicycle.documents.record import DocumentRecord
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.act import carry_out
from hemicycle.people.uploads import look
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from tests.factories import START, make_world
from tests.people.test_uploads import A_PDF

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LINK = "https://example.org/paper"
LATER = START + timedelta(hours=1)
SERIES = {"key": "papers", "name": {"en": "Papers"}, "pattern": "P/{number}", "marks": "({mark})"}


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    made = make_world()
    Consultation.objects.update(settings={**made.consultation.settings, "document_series": [SERIES]})
    made.consultation.refresh_from_db()
    return made


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason.code.value


def desk(world: World, who: str = "secretariat") -> Performer:
    return Performer(world[who].person)


def prepared(world: World, record: DocumentRecord | None = None) -> Document:
    record = record or DocumentRecord(title={"en": "Budget"}, series="papers")
    made = documents.add_document(world.consultation.pk, desk(world), START, record)
    documents.give(made, desk(world), START, "en", link=LINK)
    return made


def posted(world: World, record: DocumentRecord | None = None) -> Document:
    return posting.post_document(prepared(world, record), desk(world), START)


def version(of: Document, change: str, **more: object) -> DocumentRecord:
    given: dict[str, object] = {"what_changes": {"en": "Table 2"}, **more}
    return DocumentRecord(title={"en": "Again"}, base=of.symbol, change=change, **given)  # type: ignore[arg-type]


def test_rule_20_what_is_posted_never_changes(world: World) -> None:
    made = posted(world)
    seen = DocumentRecord.of(made).digest
    for act in (
        lambda: documents.change_document(made, desk(world), START, DocumentRecord.of(made), seen=seen),
        lambda: documents.remove_document(made, desk(world), START),
        lambda: documents.take_away(made, desk(world), START, "en"),
        lambda: documents.give(made, desk(world), START, "en", link=LINK),
        lambda: posting.post_document(made, desk(world), START),
    ):
        assert code(act) == "document_posted"
    for change in (
        lambda: Document.objects.filter(pk=made.pk).update(title={"en": "Other"}),
        lambda: Document.objects.filter(pk=made.pk).update(posted_at=None),
        lambda: DocumentFile.objects.filter(document=made).update(link="https://example.org/other"),
        lambda: DocumentFile.objects.filter(document=made).delete(),
    ):
        with pytest.raises(IntegrityError, match="is evidence"), transaction.atomic():
            change()


def test_rule_20_a_language_that_is_missing_is_added_with_its_date(world: World) -> None:
    made = posted(world)
    documents.translate(made, desk(world), START, ["fr", "es"])
    added = documents.give(made, desk(world), LATER, "fr", link=LINK)
    made.refresh_from_db()
    assert (added.at, made.translating) == (LATER, ["es"])


def test_rule_20_a_correction_says_what_it_replaces(world: World) -> None:
    made = posted(world)
    silent = prepared(world, version(made, "Corr.", what_changes={}))
    assert code(lambda: posting.post_document(silent, desk(world), START)) == "says_what_it_replaces"
    revision = posted(world, version(made, "Rev."))
    assert (revision.symbol, revision.base) == ("P/1(Rev.1)", made)
    addendum = posted(world, version(made, "Add.", what_changes={}))
    assert [row.symbol for row in queries.versions(made)][:2] == [revision.symbol, addendum.symbol]


def test_rule_20_versions_are_numbered_on_what_they_change(world: World) -> None:
    made = posted(world)
    first = posted(world, version(made, "Rev."))
    assert posted(world, version(first, "Rev.")).symbol == "P/1(Rev.2)"
    assert posted(world, version(first, "Corr.")).symbol == "P/1(Rev.1)(Corr.1)"
    assert posted(world, version(first, "Add.")).symbol == "P/1(Add.1)"
    assert code(lambda: prepared(world, version(made, "Rev.", symbol="P/2(Rev.3)"))) == "not_a_version_of"
    assert code(lambda: prepared(world, version(made, "Rev.", symbol="P/1(Rev.1)"))) == "document_symbol_taken"
    assert code(lambda: prepared(world, DocumentRecord(title={"en": "A"}, base="X", change="Rev."))) == "no_such_base"


def test_what_is_not_posted_has_no_version_that_is(world: World) -> None:
    base = prepared(world)
    revision = prepared(world, version(base, "Rev."))
    assert code(lambda: posting.post_document(revision, desk(world), START)) == "document_base_not_posted"


def test_a_series_gives_the_next_number_and_none_twice(world: World) -> None:
    assert [prepared(world).symbol for _ in range(2)] == ["P/1", "P/2"]
    assert prepared(world, DocumentRecord("P/7", {"en": "A"})).series == "papers"
    last = prepared(world)
    assert (last.symbol, last.number) == ("P/8", 8)
    assert code(lambda: prepared(world, DocumentRecord("p/8", {"en": "A"}))) == "document_symbol_taken"
    assert code(lambda: prepared(world, DocumentRecord(title={"en": "A"}, series="gone"))) == "no_such_series"


def test_nothing_is_posted_without_a_file_or_by_somebody_else(world: World) -> None:
    record = DocumentRecord(title={"en": "A"}, series="papers")
    bare = documents.add_document(world.consultation.pk, desk(world), START, record)
    assert code(lambda: posting.post_document(bare, desk(world), START)) == "document_without_file"
    made = prepared(world)
    for who in ("chair", "br", "french"):
        assert code(lambda who=who: posting.post_document(made, desk(world, who), START)) == "not_permitted"
        assert code(lambda who=who: posting.withdraw_document(made, desk(world, who), START, {"en": "A"}))


def test_an_embargo_ends_by_itself_and_until_then_is_moved(world: World) -> None:
    made = prepared(world)
    assert code(lambda: posting.embargo_document(made, desk(world), START, START)) == "embargo_passed"
    posting.embargo_document(made, desk(world), START, LATER)
    posting.post_document(made, desk(world), START)

    def shown(at: object, *, prepares: bool = False) -> bool:
        rows = queries.seen_by(world.consultation, at, prepares=prepares)  # type: ignore[arg-type]
        return rows.filter(pk=made.pk).exists()

    made.refresh_from_db()
    before = LATER - timedelta(seconds=1)
    assert [shown(before), shown(before, prepares=True), shown(LATER)] == [False, True, True]
    assert [queries.opens(made, at, prepares=False) for at in (before, LATER)] == [False, True]
    posting.embargo_document(made, desk(world), START, LATER + timedelta(hours=1))
    assert not shown(LATER)
    posting.embargo_document(made, desk(world), START, None)
    assert shown(START)
    assert code(lambda: posting.embargo_document(made, desk(world), START, LATER)) == "document_posted"


def test_an_embargoed_document_that_is_withdrawn_was_never_seen(world: World) -> None:
    made = prepared(world)
    posting.embargo_document(made, desk(world), START, LATER)
    posting.post_document(made, desk(world), START)
    posting.withdraw_document(made, desk(world), START, {"en": "Twice"})
    made.refresh_from_db()
    after = LATER + timedelta(days=1)
    assert not queries.seen_by(world.consultation, after, prepares=False).filter(pk=made.pk).exists()
    assert not queries.sees(made, after, prepares=False)


def test_a_withdrawn_document_keeps_its_reason_and_opens_no_more(world: World) -> None:
    made = posted(world)
    assert code(lambda: posting.withdraw_document(made, desk(world), START, {"en": " "})) == "document_withdrawn_why"
    posting.withdraw_document(made, desk(world), START, {"en": "Sent by mistake"})
    made.refresh_from_db()
    assert queries.sees(made, LATER, prepares=False)
    assert not queries.opens(made, LATER, prepares=False)
    again = lambda: posting.withdraw_document(made, desk(world), START, {"en": "A"})  # noqa: E731 - said once
    assert code(again) == "document_withdrawn"
    assert code(lambda: documents.give(made, desk(world), START, "fr", link=LINK)) == "document_withdrawn"
    with pytest.raises(IntegrityError, match="is evidence"), transaction.atomic():
        Document.objects.filter(pk=made.pk).update(withdrawn_at=None)


def test_several_are_posted_in_one_act_or_none(world: World) -> None:
    first, second = prepared(world), prepared(world)
    bare = documents.add_document(world.consultation.pk, desk(world), START, DocumentRecord("P/9", {"en": "A"}))
    every = [first.pk, second.pk, bare.pk]
    refused = lambda: posting.post_all(world.consultation.pk, desk(world), START, every)  # noqa: E731 - said once
    assert code(refused) == "document_without_file"
    assert not Document.objects.filter(pk__in=every, posted_at__isnull=False).exists()
    assert posting.post_all(world.consultation.pk, desk(world), START, every[:2]) == ["P/1", "P/2"]
    assert Entry.objects.filter(act="document.post").count() == 1


def test_another_room_posts_within_its_own_act(world: World) -> None:
    looked = look(ContentFile(A_PDF, "paper.pdf"))
    record = DocumentRecord(
        title={"en": "Proposal"}, series="papers", submitters=("BR", "JP"), submitted_by={"en": "Friends"}
    )
    with carry_out(world.consultation.pk, desk(world), Action.DOCUMENT_POST, START) as act:
        made = post(act, record, {"en": looked, "fr": LINK}, embargo_until=LATER)
    made.refresh_from_db()
    assert (made.symbol, made.posted_at, made.embargo_until) == ("P/1", START, LATER)
    assert [row.member.code for row in made.submitters.all()] == ["BR", "JP"]
    entry = Entry.objects.latest("pk")
    assert (entry.data["symbol"], len(entry.data["files"])) == ("P/1", 2)
    with carry_out(world.consultation.pk, desk(world), Action.DOCUMENT_POST, START) as act:
        unknown = DocumentRecord(title={"en": "A"}, series="papers", submitters=("XX",))
        assert code(lambda: post(act, unknown, {"en": LINK})) == "no_such_submitter"
