"""What stands in braces in a mail, and is filled in for each person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.mail.reasons import MailCode
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hemicycle.rules.reasons import Fact

#: What a mail may say to anybody.
GENERAL = ("name", "member", "consultation", "dates", "closes", "home_page", "register_page", "delegation_page")
#: What only somebody with a registration has.
REGISTERED = ("status", "words", "registration_page", "guide_page")
#: What signs somebody in: only mails have it that are meant to.
LINKS = ("link", "registration_link", "test_link")
#: What only the mail with which a letter goes out has.
LETTER = ("symbol", "date", "subject", "enclosed", "receipt_link", "asks")
#: What only a copy of that mail has: it lets nobody act for the Member.
COPY = ("symbol", "date", "subject", "enclosed", "sent_to", "letter_link")
#: What only the mail of a language version has beside those.
VERSION = ("language",)
_BRACES = re.compile(r"\{([^{}]*)\}")
#: So much of a text beside a brace without its other half is quoted.
_QUOTED = 20


def used(text: str) -> set[str]:
    """The names that stand in braces."""
    return set(_BRACES.findall(text))


def require_known(texts: Iterable[str], known: Iterable[str]) -> None:
    """Let no text out that names what nobody can fill in.

    Raises:
        Refusal: one of them does; nothing has been sent.
    """
    allowed = set(known)
    for text in texts:
        unknown = sorted(used(text) - allowed)
        if unknown:
            facts: dict[str, Fact] = {"names": in_braces(unknown), "known": sorted(allowed)}
            raise Refusal(Reason(MailCode.MAIL_PLACEHOLDER_UNKNOWN, facts))


def in_braces(names: Iterable[str]) -> list[str]:
    """The names as they are written."""
    return [f"{{{name}}}" for name in names]


def faults(subject: str, body: str, known: Collection[str], required: Iterable[str]) -> list[Reason]:
    """What is wrong with the placeholders of a text: each kind of fault once, with all that it is about.

    Args:
        known: What the text may name.
        required: What it must name.
    """
    named, found = used(subject) | used(body), []
    if unknown := sorted(named - set(known)):
        facts: dict[str, Fact] = {"names": in_braces(unknown), "known": sorted(known)}
        found.append(Reason(MailCode.MAIL_PLACEHOLDER_UNKNOWN, facts))
    if missing := [name for name in required if name not in named]:
        found.append(Reason(MailCode.TEXT_PLACEHOLDER_MISSING, {"names": in_braces(missing)}))
    if alone := _braces_alone(subject) + _braces_alone(body):
        found.append(Reason(MailCode.TEXT_BRACE_ALONE, {"quoted": " … ".join(alone), "known": sorted(known)}))
    return found


def _braces_alone(text: str) -> list[str]:
    """Each brace without its other half, with the words beside it."""
    rest = _BRACES.sub(lambda match: " " * len(match[0]), text)
    places = [place for place, letter in enumerate(rest) if letter in "{}"]
    return [
        (text[at : at + _QUOTED] if text[at] == "{" else text[max(0, at + 1 - _QUOTED) : at + 1]).strip()
        for at in places
    ]


def fill_known(text: str, values: Mapping[str, str]) -> str:
    """The text with those of its placeholders that have a value; the others stay, to be filled in for each person."""
    return _BRACES.sub(lambda match: values.get(match[1], match[0]), text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values. What a value itself has in braces stays as it is."""
    return _BRACES.sub(lambda match: values[match[1]], text)
