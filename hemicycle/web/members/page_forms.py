"""Forms on a Member's page, and the one of them that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify

from hemicycle.people.messages import say
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal
from hemicycle.web.members.page_actions import DEEDS

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import QueryDict

    from hemicycle.rules.reasons import Reason, ReasonCode
    from hemicycle.web.members.page_actions import Ground

#: By reason, the field that it is about.
_FIELDS: dict[ReasonCode, str] = {
    PeopleCode.NAME_SHORT_MISSING: "short",
    PeopleCode.NAME_IN_ENGLISH_MISSING: "short",
    PeopleCode.PERIOD_ORDER: "end",
    PeopleCode.PERIODS_OVERLAP: "start",
    PeopleCode.CONTACT_TWICE: "email",
    PeopleCode.CONTACT_ADDRESS: "email",
    PeopleCode.MEMBER_CODE_STATE: "code",
    PeopleCode.MEMBER_CODE_SECTOR: "code",
    PeopleCode.MEMBER_EXISTS: "code",
    PeopleCode.MEMBER_REGION: "region",
    PeopleCode.SECTOR_MEMBER_WITHOUT_REGION: "region",
    PeopleCode.MEMBER_SECTOR: "sector",
    PeopleCode.STATE_WITHOUT_SECTOR: "sector",
}


@dataclass(frozen=True)
class ActForm:
    """A form on the page.

    Attributes:
        act: One of ``DEEDS``.
        key: As in ``Ground``.
        title: What it is about, where several of its kind stand on the page; said with the button.
    """

    act: str
    key: str
    form: Form
    title: str = ""

    @property
    def button(self) -> str:
        """The words of its button."""
        return str(DEEDS[self.act].button)

    @property
    def anchor(self) -> str:
        """Its ``id``."""
        return _anchor(self.act, self.key)

    @property
    def is_wrong(self) -> bool:
        """It was sent, and refused."""
        return bool(self.form.errors)


def _anchor(act: str, key: str) -> str:
    return slugify(f"{act}-{key}".replace("@", "-at-").replace(".", "-"))


class Submitted:
    """What was sent to the page: one form of it, typed in.

    Raises:
        PermissionDenied: no form of ours is sent so.
    """

    def __init__(self, sent: QueryDict) -> None:
        self.act, self.key = sent.get("act", ""), sent.get("key", "")
        if self.act not in DEEDS:
            raise PermissionDenied(self.act)
        self.deed = DEEDS[self.act]
        self.form = self.deed.form(sent, auto_id=f"{_anchor(self.act, self.key)}-%s")
        self.status = 422

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """All that is wrong, each with the label of its field: its row may have gone from the page meanwhile."""
        return [
            (str(self.form.fields[name].label or "") if name in self.form.fields else "", str(error))
            for name, errors in self.form.errors.items()
            for error in errors
        ]

    def run(self, ground: Ground) -> bool:
        """Do it; where it is refused, the form says why.

        Raises:
            PermissionDenied: it is not this person's to do.
        """
        if not self.form.is_valid():
            return False
        try:
            self.deed.run(ground, self.form.cleaned_data)
        except Refusal as refusal:
            explain(self.form, refusal.reason)
            self.status = refusal.reason.status
            return False
        return True


def explain(form: Form, reason: Reason) -> None:
    """Put the words of a refusal beside the field that it is about.

    Raises:
        PermissionDenied: it is not this person's to do.
    """
    if reason.status is HTTPStatus.FORBIDDEN:
        raise PermissionDenied(reason.code)
    field = _FIELDS.get(reason.code)
    form.add_error(field if field in form.fields else None, say(reason))


def act_form(act: str, key: str, sent: Submitted | None, *, title: str = "", **initial: object) -> ActForm:
    """A form of the page: the one that was sent, with all that was typed, or one to begin with."""
    if sent is not None and (sent.act, sent.key) == (act, key):
        return ActForm(act, key, sent.form, title)
    form = DEEDS[act].form(initial=initial, auto_id=f"{_anchor(act, key)}-%s")
    return ActForm(act, key, form, title)
