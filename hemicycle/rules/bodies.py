"""What the Members of a body are: kinds with codes, regions, groups and seats, which are data of each body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

#: As wide as the columns that keep the key of a kind, a region or a group.
KEY_LENGTH = 20
#: Shorter ones, without a prefix, are taken for the code of a country.
_LEAST_SLUG = 3


class CodeForm(StrEnum):
    """How the codes of a kind of Members are written.

    Attributes:
        COUNTRY: Two capital letters, as in ISO 3166-1; names of such codes are known (``people.state_names``).
        SLUG: Small letters, digits and hyphens, after the prefix of the kind if it has one.
    """

    COUNTRY = "country"
    SLUG = "slug"


class Belongs(StrEnum):
    """Whether a Member of a kind has a region, or a group."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True)
class Codes:
    """The codes of one kind.

    Attributes:
        prefix: With which a slug begins, hyphen and all; empty for none.
    """

    form: CodeForm
    prefix: str = ""

    def written(self, text: str) -> str:
        """A code as it is kept, in capital or small letters."""
        return text.upper() if self.form is CodeForm.COUNTRY else text.lower()

    def fits(self, code: str) -> bool:
        """Whether a Member of the kind may have this code."""
        if self.form is CodeForm.COUNTRY:
            return re.fullmatch(r"[A-Z]{2}", code) is not None
        rest = code.removeprefix(self.prefix)
        if not code.startswith(self.prefix) or (not self.prefix and len(rest) < _LEAST_SLUG):
            return False
        return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rest) is not None


def written(text: str, kinds: tuple[Codes, ...]) -> str:
    """A code as it is kept, where nobody says of which of these kinds its Member is."""
    small = text.lower()
    slugs = [kind for kind in kinds if kind.form is CodeForm.SLUG]
    countries = len(slugs) < len(kinds)
    if any(kind.prefix and small.startswith(kind.prefix) for kind in slugs):
        return small
    if not countries or (len(text) >= _LEAST_SLUG and any(not kind.prefix for kind in slugs)):
        return small
    return text.upper()


@dataclass(frozen=True)
class Held:
    """What is kept of the Members of a kind.

    Attributes:
        members: How many there are.
        classes: How many classes name the kind, of all consultations of the body.
        regions, groups, seats, suspensions: How many of the Members have each.
    """

    members: int = 0
    classes: int = 0
    regions: int = 0
    groups: int = 0
    seats: int = 0
    suspensions: int = 0


@dataclass(frozen=True)
class Has:
    """What the Members of a kind have, as it shall be."""

    codes: Codes
    region: Belongs = Belongs.NEVER
    group: Belongs = Belongs.NEVER
    seats: bool = False
    votes: bool = False


def may_remove_kind(held: Held) -> Decision:
    """Whether a kind may be removed: not while a Member is of it, or a class names it."""
    if held.members or held.classes:
        return refuse(RuleCode.BODY_PART_IN_USE, members=held.members, classes=held.classes)
    return allow(RuleCode.NOTHING_AGAINST)


def may_change_kind(before: Has, after: Has, held: Held) -> Decision:
    """Whether a kind may be another one: codes stay while there are Members, and nobody loses what they have."""
    if held.members and before.codes != after.codes:
        return refuse(RuleCode.KIND_CODES_IN_USE, members=held.members)
    lost = (
        (held.regions, after.region is Belongs.NEVER),
        (held.groups, after.group is Belongs.NEVER),
        (held.seats, not after.seats),
        (held.suspensions, not after.votes),
    )
    if number := max((number for number, gone in lost if gone), default=0):
        return refuse(RuleCode.KIND_HAS_THIS, members=number)
    return allow(RuleCode.NOTHING_AGAINST)


def may_remove_place(members: int) -> Decision:
    """Whether a region or a group may be removed: not while a Member has it."""
    if members:
        return refuse(RuleCode.BODY_PART_IN_USE, members=members, classes=0)
    return allow(RuleCode.NOTHING_AGAINST)


def may_remove_body(consultations: int) -> Decision:
    """Whether a body may be removed: not while a consultation is of it."""
    if consultations:
        return refuse(RuleCode.BODY_IN_USE, consultations=consultations)
    return allow(RuleCode.NOTHING_AGAINST)


def may_remove_member(*, invitations: int, registrations: int, letters: int, classes: int, others: int) -> Decision:
    """Whether a Member may be removed: not while anything is on record of it but what was entered with it.

    Args:
        invitations: Consultations in which it takes part.
        registrations: Of its delegates, and of its focal points.
        letters: That went to it, and its replies.
        classes: That name it.
        others: Records of any other kind.
    """
    uses = {
        "invitations": invitations,
        "registrations": registrations,
        "letters": letters,
        "classes": classes,
        "others": others,
    }
    return refuse(RuleCode.MEMBER_IN_USE, **uses) if any(uses.values()) else allow(RuleCode.NOTHING_AGAINST)


def may_change_organ(*, seats: int, deputy_seats: int, organ: bool, has_deputies: bool) -> Decision:
    """Whether the organ may be so: not without seats, or without deputy members, while somebody has such a seat.

    Args:
        seats, deputy_seats: Seats that are kept, and those of deputy members among them.
        organ, has_deputies: Whether there shall be an organ, and deputy members on it.
    """
    if (seats and not organ) or (deputy_seats and not has_deputies):
        return refuse(RuleCode.ORGAN_IN_USE, seats=deputy_seats if organ else seats)
    return allow(RuleCode.NOTHING_AGAINST)
