"""What an address requires of the person who opens it. Each view states it once; all else reads it from there."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Callable


class Requirement(Enum):
    """What is less than an action of the table of permissions.

    Attributes:
        NOBODY: Open to everybody, signed in or not: signing in, and links that are proof themselves.
        SIGNATURE: For machines of ours, which sign what they say.
        SIGNED_IN: To sign in.
        ADMINISTRATOR: To be an administrator of the installation.
        REGISTERED: A registration in this consultation, whatever its status.
        PART: A confirmed registration in this consultation.
        DESK: A confirmed registration in this consultation, in a role that has pages of its desk.
        MEMBER: To be of the Member's delegation, to answer for it, or to be of the secretariat.
        ANSWERING: To answer for the Member, or to be of the secretariat.
        MANDATE: To answer for a Member in this consultation.
        REPLY: To answer for the Member whose reply it is, to have given it, or to see every reply.
        CONTRIBUTOR: To contribute for a Member in this consultation: registered for it, or answering for it.
        CONTRIBUTION: To contribute for a Member that submits it, or to see every contribution.
    """

    NOBODY = "nobody"
    SIGNATURE = "signature"
    SIGNED_IN = "signed_in"
    ADMINISTRATOR = "administrator"
    REGISTERED = "registered"
    PART = "part"
    DESK = "desk"
    MEMBER = "member"
    ANSWERING = "answering"
    MANDATE = "mandate"
    REPLY = "reply"
    CONTRIBUTOR = "contributor"
    CONTRIBUTION = "contribution"


Required: TypeAlias = Action | Requirement
View = TypeVar("View", bound="Callable[..., Any]")


def requires(required: Required, *, to_send: Required | None = None) -> Callable[[View], View]:
    """State what a view requires; the view or its decorator checks it.

    Args:
        to_send: What it requires beyond that where something is sent, if that is more.
    """

    def stated(view: View) -> View:
        view.requires = required  # type: ignore[attr-defined]
        view.requires_to_send = to_send or required  # type: ignore[attr-defined]
        return view

    return stated
