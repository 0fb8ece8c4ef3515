"""In a closed consultation what went out is corrected: by a corrigendum or an addendum, and a reply entered wrongly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.actions import annexes, correcting, letters, questions, replies
from hemicycle.correspondence.actions.acknowledging import acknowledge
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.models import Annex, Letter, LetterText, Reply
from hemicycle.journal.record import Performer
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Status
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import LATE, NOW
from tests.correspondence.replying import give
from tests.correspondence.test_declared import entered, second
from tests.correspondence.test_letters import COUNCIL, HEAD, member, reached, secretariat, send, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]
DAY = date(2020, 5, 20)


def close() -> None:
    Consultation.objects.update(closed_at=NOW)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.reason.code.value


def corrected(row: Letter, by: Performer, change: Change = Change.CORRIGENDUM) -> Letter:
    return correcting.correct(row, by, NOW, Correction(change, {"en": "The date"}, DAY))


@pytest.mark.parametrize("change", [Change.CORRIGENDUM, Change.ADDENDUM])
def test_a_letter_is_corrected_and_supplemented(reached: World, secretariat: Performer, change: Change) -> None:
    row = send(written(reached, secretariat), secretariat)
    draft = written(reached, secretariat, head=replace(HEAD, number=1007))
    close()
    made = corrected(row, secretariat, change)
    letters.edit(
        made, secretariat, NOW, Head("XX", 9, DAY, COUNCIL, "Dr. B", what_changes=dict.fromkeys(LANGUAGES, "The day"))
    )
    annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, dict.fromkeys(LANGUAGES, AnnexWords("One", "Body")))
    made.texts.update(state=LetterText.State.CHECKED)
    sent = send(made, secretariat)
    by, brazil = Performer(reached["br"].person), member("BR")
    assert acknowledge(sent, by, NOW, brazil).pk
    assert refused(lambda: acknowledge(row, by, NOW, brazil)) == "consultation_closed"
    assert refused(lambda: send(draft, secretariat)) == "consultation_closed", "it corrects nothing"


def test_a_version_that_replaces_asks_or_extends_is_not_made(asked: Asked) -> None:
    row, by = asked.enquiry.letter, asked.performer("secretariat")
    early = correcting.correct(row, by, NOW, Correction(Change.CORRIGENDUM, {"en": "x"}, DAY, changes_deadline=True))
    close()
    assert refused(lambda: corrected(row, by, Change.REVISION)) == "consultation_closed"
    longer = Correction(Change.CORRIGENDUM, {"en": "x"}, DAY, changes_deadline=True, new_day=date(2020, 5, 29))
    assert refused(lambda: correcting.correct(row, by, NOW, longer)) == "consultation_closed"
    assert refused(lambda: send(early, by)) == "consultation_closed", "it was begun before, and extends a deadline"
    made = corrected(row, by)
    until = Head("DM-20", 1, DAY, COUNCIL, "Dr. A", changes_deadline=True, new_day=date(2020, 5, 29))
    assert refused(lambda: letters.edit(made, by, NOW, until)) == "consultation_closed"
    assert refused(lambda: questions.ask(made, by, NOW, questions.Asking.of(asked.enquiry))) == "consultation_closed"
    assert refused(lambda: annexes.add(row, by, NOW, Annex.Kind.TEXT)) == "consultation_closed"


def test_a_reply_that_was_entered_wrongly_is_entered_again_and_one_that_was_not_is_not(asked: Asked) -> None:
    second(asked)
    first, mine = entered(asked, "gh", 1), give(asked, "br", 1)
    colleague, chair = asked.performer("technician"), asked.performer("chair")
    close()
    assert refused(lambda: replies.confirm(first, colleague, LATE)) == "consultation_closed", "it corrects nothing"
    assert refused(lambda: entered(asked, "br", 2)) == "consultation_closed", "they answered online"
    assert refused(lambda: replies.accept_late(mine, chair, LATE, words="Yes")) == "consultation_closed"
    again = replies.confirm(entered(asked, "gh", 2), colleague, LATE)
    replies.accept_late(again, chair, LATE, words="A mistake of ours")
    reply = Reply.objects.get(member=asked.member("gh"))
    assert (reply.status, reply.counted) == (Status.COUNTED, again)
