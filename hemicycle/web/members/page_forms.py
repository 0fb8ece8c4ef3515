"""Forms on a Member's page, each with its button; and where on them stands why something was refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from hemicycle.people.messages import refusal_message
from hemicycle.people.reasons import PeopleCode
from hemicycle.web.members.page_actions import ACTIONS, anchor

if TYPE_CHECKING:
    from django.forms import BaseForm

    from hemicycle.rules.reasons import Reason, ReasonCode
    from hemicycle.web.members.page_actions import AtMember

#: By reason, the field that it is about.
_FIELDS: dict[ReasonCode, str] = {
    PeopleCode.NAME_SHORT_MISSING: "short",
    PeopleCode.MEMBER_NAME_MISSING: "short",
    PeopleCode.NAME_BEGINS_THAT_DAY: "since",
    PeopleCode.PERIOD_ORDER: "end",
    PeopleCode.PERIODS_OVERLAP: "start",
    PeopleCode.CONTACT_TWICE: "email",
    PeopleCode.CONTACT_ADDRESS: "email",
    PeopleCode.TOO_MANY_COPIES: "email",
    PeopleCode.MEMBER_CODE_COUNTRY: "code",
    PeopleCode.MEMBER_CODE_SLUG: "code",
    PeopleCode.MEMBER_EXISTS: "code",
    PeopleCode.MEMBER_REGION: "region",
    PeopleCode.KIND_WITHOUT_REGION: "region",
    PeopleCode.MEMBER_GROUP: "group",
    PeopleCode.KIND_WITHOUT_GROUP: "group",
    PeopleCode.MEMBER_PLACE: "list_place",
}


@dataclass(frozen=True)
class ActionForm:
    """A form on the page.

    Attributes:
        action: The name of one of ``ACTIONS``.
        key: As in ``AtMember``.
        title: What it is about, where several of its kind stand on the page; said with the button.
    """

    action: str
    key: str
    form: BaseForm
    title: str = ""

    @property
    def button(self) -> str:
        """The words of its button."""
        return str(ACTIONS[self.action].label)

    @property
    def anchor(self) -> str:
        """Its ``id``."""
        return anchor(self.action, self.key)

    @property
    def is_wrong(self) -> bool:
        """It was sent, and refused."""
        return bool(self.form.errors)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """All that is wrong, each with the label of its field: its row may have gone from the page meanwhile."""
        return [
            (str(self.form.fields[name].label or "") if name in self.form.fields else "", str(error))
            for name, errors in self.form.errors.items()
            for error in errors
        ]


@dataclass(frozen=True)
class PageForms:
    """The forms of the page: the one that was sent and refused, with all that was typed, the others to begin with."""

    at: AtMember
    sent: ActionForm | None = None

    def __call__(self, action: str, key: str, *, title: str = "", **initial: object) -> ActionForm:
        """The form of an action; ``initial`` by field."""
        if self.sent is not None and (self.sent.action, self.sent.key) == (action, key):
            return ActionForm(action, key, self.sent.form, title)
        make = ACTIONS[action].form
        if make is None:
            raise ValueError(action)  # an action of this page without a form: not one that stands on it
        form = make(replace(self.at, key=key), None)
        form.initial = initial
        return ActionForm(action, key, form, title)


def explain(form: BaseForm, reason: Reason) -> None:
    """Put the words of a refusal beside the field that it is about.

    Raises:
        PermissionDenied: it is not this person's to do.
    """
    if reason.status is HTTPStatus.FORBIDDEN:
        raise PermissionDenied(reason.code)
    field = _FIELDS.get(reason.code)
    form.add_error(field if field in form.fields else None, refusal_message(reason))
