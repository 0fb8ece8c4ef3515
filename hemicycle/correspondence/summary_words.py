"""The sentences of a summary of replies, each whole, so that every language can order it in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hemicycle.consultations.participation import counted as class_counted
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hemicycle.rules.capacity import Capacity


def counted(number: int, asked: Collection[Capacity]) -> str:
    """So many of those that were asked, by the noun that is true of all of them.

    Args:
        asked: As what they were asked.
    """
    classes = list(set(asked))
    if len(classes) == 1 and (words := class_counted(number, classes[0])):
        return words
    return ngettext("%(number)d Member", "%(number)d Members", number) % {"number": number}


def replied(number: int) -> str:
    """With ``members`` and ``asked`` to be filled in."""
    return ngettext(
        "%(members)s of the %(asked)d consulted replied to the consultation.",
        "%(members)s of the %(asked)d consulted replied to the consultation.",
        number,
    )


def accepted(number: int, *, received: bool) -> str:
    """How many replies the Chair accepted although they came late, or were entered late."""
    words = (
        ngettext(
            "%(number)d of these replies was received after the deadline and accepted by the Chair.",
            "%(number)d of these replies were received after the deadline and accepted by the Chair.",
            number,
        )
        if received
        else ngettext(
            "%(number)d of these replies was entered after the deadline and accepted by the Chair.",
            "%(number)d of these replies were entered after the deadline and accepted by the Chair.",
            number,
        )
    )
    return words % {"number": number}


def not_counted(status: Status, number: int, *, silence: bool) -> str:
    """How many replies do not count, or did not come; with ``members`` to be filled in, and ``number``.

    Args:
        silence: No reply was no objection.

    Raises:
        KeyError: such replies count.
    """
    return {
        Status.LATE: lambda: ngettext(
            "%(number)d late reply has not been accepted and does not count.",
            "%(number)d late replies have not been accepted and do not count.",
            number,
        ),
        Status.CONFLICT: lambda: ngettext(
            "%(members)s gave different replies, which do not count until they are settled.",
            "%(members)s gave different replies, which do not count until they are settled.",
            number,
        ),
        Status.UNCONFIRMED: lambda: ngettext(
            "%(number)d reply has not been confirmed and does not count yet.",
            "%(number)d replies have not been confirmed and do not count yet.",
            number,
        ),
        Status.MISSING: lambda: (
            ngettext(
                "%(members)s did not reply, which is taken as no objection.",
                "%(members)s did not reply, which is taken as no objection.",
                number,
            )
            if silence
            else ngettext("%(members)s did not reply.", "%(members)s did not reply.", number)
        ),
    }[status]()


def supported(number: int, *, worded: bool) -> str:
    """How many chose an option; with ``members``, ``option`` (its number) and ``words`` to be filled in."""
    if worded:
        return ngettext(
            "%(members)s supported option %(option)d: %(words)s.",
            "%(members)s supported option %(option)d: %(words)s.",
            number,
        )
    return ngettext("%(members)s supported option %(option)d.", "%(members)s supported option %(option)d.", number)


def answered(choice: str, number: int) -> str:
    """How many said what a ballot or a silence procedure takes; with ``members`` to be filled in.

    Raises:
        KeyError: neither takes it.
    """
    return {
        "approve": lambda: ngettext("%(members)s approved.", "%(members)s approved.", number),
        "reject": lambda: ngettext("%(members)s rejected.", "%(members)s rejected.", number),
        "abstain": lambda: ngettext("%(members)s abstained.", "%(members)s abstained.", number),
        "object": lambda: ngettext("%(members)s objected.", "%(members)s objected.", number),
        "no_objection": lambda: ngettext(
            "%(members)s stated that they had no objection.", "%(members)s stated that they had no objection.", number
        ),
    }[choice]()


def conditional(number: int, among: int) -> str:
    """How many of those just named answered with conditions."""
    if among == 1:
        return _("It did so with conditions.")
    words = ngettext("%(number)d of them did so with conditions.", "%(number)d of them did so with conditions.", number)
    return words % {"number": number}


def with_conditions(number: int) -> str:
    """How many replied with conditions, whatever they chose; with ``members`` to be filled in."""
    return ngettext("%(members)s replied with conditions.", "%(members)s replied with conditions.", number)


def met(number: int) -> str:
    """How many conditions are met."""
    words = ngettext("%(number)d condition has been met.", "%(number)d conditions have been met.", number)
    return words % {"number": number}


def withdrawn(number: int) -> str:
    """How many conditions were withdrawn."""
    words = ngettext("%(number)d condition was withdrawn.", "%(number)d conditions were withdrawn.", number)
    return words % {"number": number}


def unworded(number: int, *, further: bool, headed: bool) -> str:
    """How many conditions have no words in the language of the paper.

    Args:
        further: Others stand above that have.
        headed: They were stated under a heading, with others.
    """
    return _UNWORDED[further, headed](number) % {"number": number}


#: By whether others stand above, and whether they are under a heading.
_UNWORDED: dict[tuple[bool, bool], Callable[[int], str]] = {
    (True, True): lambda number: ngettext(
        "%(number)d further condition was stated under this heading.",
        "%(number)d further conditions were stated under this heading.",
        number,
    ),
    (False, True): lambda number: ngettext(
        "%(number)d condition was stated under this heading.",
        "%(number)d conditions were stated under this heading.",
        number,
    ),
    (True, False): lambda number: ngettext(
        "%(number)d further condition was stated.", "%(number)d further conditions were stated.", number
    ),
    (False, False): lambda number: ngettext(
        "%(number)d condition was stated.", "%(number)d conditions were stated.", number
    ),
}


def quoted(words: str) -> str:
    """Somebody's own words."""
    return pgettext("a quotation", "“%(words)s”") % {"words": words}
