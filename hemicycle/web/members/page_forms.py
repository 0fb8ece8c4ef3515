"""Forms on a Member's page, and the one of them that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify

from hemicycle.people.messages import say
from hemicycle.rules.reasons import Refusal
from hemicycle.web.members.page_actions import DEEDS

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import QueryDict

    from hemicycle.rules.reasons import Reason
    from hemicycle.web.members.page_actions import Ground

#: Refused because of what somebody did meanwhile, or of who is registered: nothing was typed in wrongly.
CONFLICTS = frozenset(
    {
        "name_changed_meanwhile",
        "no_such_period",
        "no_such_contact",
        "vote_not_suspended",
        "member_has_registrations",
        "member_takes_no_part",
    }
)
_NOT_THEIRS = frozenset({"not_permitted", "not_registered", "registration_not_confirmed", "no_mandate"})
#: By reason, the field that it is about.
_FIELDS = {
    "name_short_missing": "short",
    "name_in_english_missing": "short",
    "period_order": "end",
    "periods_overlap": "start",
    "contact_twice": "email",
    "contact_address": "email",
    "member_code_state": "code",
    "member_code_sector": "code",
    "member_exists": "code",
    "member_region": "region",
    "sector_member_without_region": "region",
    "member_sector": "sector",
    "state_without_sector": "sector",
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
            self.status = 409 if refusal.reason.code in CONFLICTS else 422
            return False
        return True


def explain(form: Form, reason: Reason) -> None:
    """Put the words of a refusal beside the field that it is about.

    Raises:
        PermissionDenied: it is not this person's to do.
    """
    if reason.code in _NOT_THEIRS:
        raise PermissionDenied(reason.code)
    field = _FIELDS.get(reason.code)
    form.add_error(field if field in form.fields else None, say(reason))


def act_form(act: str, key: str, sent: Submitted | None, *, title: str = "", **initial: object) -> ActForm:
    """A form of the page: the one that was sent, with all that was typed, or one to begin with."""
    if sent is not None and (sent.act, sent.key) == (act, key):
        return ActForm(act, key, sent.form, title)
    form = DEEDS[act].form(initial=initial, auto_id=f"{_anchor(act, key)}-%s")
    return ActForm(act, key, form, title)
