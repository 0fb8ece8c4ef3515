"""Words, letters and tones of where replies stand and of what is chosen: never told apart by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from hemicycle.consultations.local import long_date
from hemicycle.correspondence.answers import FIXED
from hemicycle.correspondence.messages import CHOICES, choice_label, list_name
from hemicycle.correspondence.models import Enquiry
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.results import Returns
    from hemicycle.correspondence.silence import Break

#: In the order in which the desk counts them, each with the sign that stands for it in a picture.
STATUSES: dict[Status, tuple[_StrPromise, _StrPromise]] = {
    Status.COUNTED: (gettext_lazy("Answered"), pgettext_lazy("letter in a picture, of Answered", "A")),
    Status.UNCONFIRMED: (
        gettext_lazy("Awaiting confirmation"),
        pgettext_lazy("letter in a picture, of Waits for confirmation", "W"),
    ),
    Status.LATE: (gettext_lazy("Late"), pgettext_lazy("letter in a picture, of Late", "L")),
    Status.CONFLICT: (gettext_lazy("In conflict"), pgettext_lazy("sign in a picture, of In conflict", "!")),
    Status.MISSING: (gettext_lazy("Missing"), pgettext_lazy("sign in a picture, of Missing", "–")),
}
#: What no answer is called where whoever does not object agrees.
_SILENT = gettext_lazy("No objection stated")


def label_of(status: Status, kind: str) -> str:
    """What a status of a reply is called for a kind of enquiry."""
    silent = kind == Enquiry.Kind.SILENCE.value and status is Status.MISSING
    return str(_SILENT if silent else STATUSES[status][0])


def broken_words(enquiry: Enquiry, broken: Break) -> str:
    """What a silence procedure is that somebody objected to: "Broken on 21 May 2020; extended until 25 May 2020"."""
    if not broken.extended:
        return pgettext("a silence procedure", "Broken")
    until = enquiry.deadline
    days = {"day": long_date(broken.since.astimezone(until.zone).date()), "until": long_date(until.local.date())}
    return _("Broken on %(day)s; extended until %(until)s") % days


TONES = {
    Status.COUNTED: "live",
    Status.UNCONFIRMED: "wait",
    Status.LATE: "wait",
    Status.CONFLICT: "stop",
    Status.MISSING: "",
}
#: Of the options that are not a letter's own, as they stand in the cells of the matrix.
_LETTERS: dict[str, _StrPromise] = {
    "yes": pgettext_lazy("letter in a matrix, of Yes", "Y"),
    "no": pgettext_lazy("letter in a matrix, of No", "N"),
    "approve": pgettext_lazy("letter in a matrix, of Approve", "A"),
    "reject": pgettext_lazy("letter in a matrix, of Reject", "R"),
    "abstain": pgettext_lazy("sign in a matrix, of Abstain", "="),
    "object": pgettext_lazy("letter in a matrix, of Object", "O"),
    "no_objection": pgettext_lazy("sign in a matrix, of No objection", "✓"),
}
#: Style classes of what is chosen; an option of a letter's own is called by its place: ``o1``.
_LOOKS = {"yes": "y", "approve": "y", "no_objection": "y", "no": "n", "reject": "n", "object": "n", "abstain": "z"}


@dataclass(frozen=True)
class Option:
    """An option as a matrix and its legend show it.

    Attributes:
        letter: In a cell.
        look: Its style class.
    """

    key: str
    label: str
    letter: str
    look: str


def options(returned: Returns, keys: Sequence[str]) -> list[Option]:
    """Options of an enquiry; where each question has its own, they are called by their keys."""
    fixed = returned.enquiry.kind in FIXED
    only_question = returned.questions[0] if len(returned.questions) == 1 else None
    return [
        Option(key, str(CHOICES[key]), str(_LETTERS[key]), _LOOKS[key])
        if fixed
        else Option(key, _own(key, only_question), key.upper(), f"o{place}")
        for place, key in enumerate(keys, start=1)
    ]


def _own(key: str, question: Question | None) -> str:
    return choice_label(question, key) if question else key.upper()


def short_name(question: Question) -> str:
    """As in "Urgent, 12", or "12"."""
    if not question.listing:
        return str(question.number)
    return _("%(list)s, %(number)d") % {"list": list_name(question), "number": question.number}
