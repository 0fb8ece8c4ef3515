"""The ready answers of the help desk: added, changed, put in order, taken away; and those that are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.ready_answers import MOST_READY_ANSWERS, NAME_LENGTH, TEXT_LENGTH, ReadyAnswer
from hemicycle.people.act import Act, carry_out
from hemicycle.people.keyed_acts import KeyedActs, with_clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.support.proposed_answers import proposals
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def _cleaned(_act: Act, wanted: ReadyAnswer) -> ReadyAnswer:
    texts = {"name": NAME_LENGTH, "text": TEXT_LENGTH}
    return with_clean_texts(wanted, texts, SupportCode.READY_ANSWER_WITHOUT_NAME)


_SETTING = KeyedSetting[ReadyAnswer](
    "ready_answers",
    fact="ready_answer",
    most=MOST_READY_ANSWERS,
    unknown=SupportCode.NO_SUCH_READY_ANSWER,
    key_taken=SupportCode.READY_ANSWER_KEY_TAKEN,
    too_many=SupportCode.READY_ANSWERS_TOO_MANY,
    changed_meanwhile=SupportCode.READY_ANSWER_CHANGED,
)
READY_ANSWERS = KeyedActs(_SETTING, _cleaned, action=Action.HELP_ANSWER)


def add_proposals(consultation: int, performer: Performer, at: datetime) -> int:
    """Add the proposals that are not there yet, in the languages of the consultation; how many those are.

    Raises:
        Refusal: all are there, or there would be more ready answers than there may be.
    """
    with carry_out(consultation, performer, Action.HELP_ANSWER, at) as act:
        there = {row.key for row in _SETTING.rows(act)}
        missing = [row for row in proposals(act.consultation.languages.documents) if row.key not in there]
        if not missing:
            raise Refusal(SupportCode.READY_ANSWERS_ARE_THERE)
        for row in missing:
            _SETTING.add(act, row)
        act.facts.update(ready_answer=[row.key for row in missing], before=None)
    return len(missing)
