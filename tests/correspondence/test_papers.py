"""The papers of a letter that was sent: kept, failed, made once more; the mails wait for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.correspondence.actions import papers, sending
from hemicycle.correspondence.changes import letter_sent
from hemicycle.correspondence.models import Letter, LetterPaper
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.rules.reasons import Refusal
from tests.correspondence.conftest import NOW
from tests.correspondence.test_letters import reached, secretariat, send, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]

WAITING, MADE, FAILED = Letter.PapersState.WAITING, Letter.PapersState.MADE, Letter.PapersState.FAILED
SOON, LATER = NOW + timedelta(minutes=10), NOW + timedelta(minutes=10, seconds=1)


@pytest.fixture
def told() -> Iterator[list[int]]:
    """The letters of which papers are to be made."""
    heard: list[int] = []

    def hear(*, letter: int, **_: Any) -> None:
        heard.append(letter)

    letter_sent.connect(hear)
    yield heard
    letter_sent.disconnect(hear)


def test_the_mails_go_when_the_papers_are_made_and_once(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    assert row.papers_state == WAITING
    assert set(Delivery.objects.values_list("next_at", flat=True)) == {None}
    mails = Delivery.objects.count()
    assert mails
    assert (papers.release(row, SOON), papers.release(row, LATER)) == (mails, 0)
    assert set(Delivery.objects.values_list("next_at", flat=True)) == {SOON}
    row.refresh_from_db()
    assert row.papers_state == MADE


def test_a_mail_that_was_given_up_meanwhile_does_not_go(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    given_up = Delivery.objects.order_by("pk")[:1].get()
    Delivery.objects.filter(pk=given_up.pk).update(state=Delivery.State.FAILED)
    assert papers.release(row, SOON) == Delivery.objects.count() - 1
    given_up.refresh_from_db()
    assert given_up.next_at is None


def test_only_papers_that_are_waited_for_fail(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    other = Letter.objects.create(
        consultation=reached.consultation, series="DM-20", number=1, dated=NOW.date(), papers_state=WAITING
    )
    papers.failed(row)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.papers_state, other.papers_state) == (FAILED, WAITING)
    Letter.objects.filter(pk=row.pk).update(papers_state=MADE)
    papers.failed(row)
    row.refresh_from_db()
    assert row.papers_state == MADE


@pytest.mark.parametrize(
    ("state", "at", "may"),
    [(WAITING, SOON, False), (WAITING, LATER, True), (FAILED, NOW, True), (FAILED, LATER, True), (MADE, LATER, False)],
)
def test_papers_are_made_once_more_where_that_failed_or_was_interrupted(
    reached: World, secretariat: Performer, told: list[int], state: str, at: datetime, *, may: bool
) -> None:
    row = send(written(reached, secretariat), secretariat)
    Letter.objects.filter(pk=row.pk).update(papers_state=state)
    row.refresh_from_db()
    entries = Entry.objects.count()
    told.clear()
    assert papers.may_try_again(row, at) is may
    if may:
        sending.try_again(row, secretariat, at)
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.place, entry.at) == ("letter.send", f"letter:{row.pk}", at)
        assert entry.data == {"letter": "DM-20/1005", "did": "papers again"}
        assert told == [row.pk]
        row.refresh_from_db()
        assert row.papers_state == WAITING
    else:
        with pytest.raises(Refusal) as error:
            sending.try_again(row, secretariat, at)
        assert error.value.reason.code == "letter_papers_not_failed"
        assert (Entry.objects.count(), told) == (entries, [])


def test_a_letter_that_was_not_sent_has_no_papers_to_make_again(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    made.papers_state = WAITING
    assert not papers.may_try_again(made, LATER)


def test_a_paper_is_kept_with_its_language_and_kind(asked: Asked) -> None:
    upload, letter = asked.paper(asked.world["secretariat"].person), asked.enquiry.letter
    sending.keep_paper(letter, "fr", LetterPaper.Kind.DOCX, upload)
    paper = letter.papers.get()
    assert (paper.letter, paper.language, paper.kind, paper.upload) == (letter, "fr", "docx", upload)
