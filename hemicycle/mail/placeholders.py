"""What stands in braces in a mail, and is filled in for each person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.mail.reasons import MailCode
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What a mail may say to anybody.
GENERAL = ("name", "member", "consultation", "dates", "closes", "home_page", "register_page", "delegation_page")
#: What only somebody with a registration has.
REGISTERED = ("status", "words", "link", "registration_link", "registration_page", "guide_page")
#: What only our texts have that go out by themselves.
ABOUT = ("people", "entered_by", "confirmed_by", "own_mandates_page")
#: What only the mail with which a letter goes out has.
LETTER = ("symbol", "date", "subject", "enclosed", "receipt_link", "asks")
#: What only the mail of a language version has beside those.
VERSION = ("language",)
_BRACES = re.compile(r"\{([^{}]*)\}")


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
            names = ", ".join(f"{{{name}}}" for name in unknown)
            reason = Reason(MailCode.MAIL_PLACEHOLDER_UNKNOWN, {"names": names, "known": ", ".join(sorted(allowed))})
            raise Refusal(reason)


def fill_known(text: str, values: Mapping[str, str]) -> str:
    """The text with those of its placeholders that have a value; the others stay, to be filled in for each person."""
    return _BRACES.sub(lambda match: values.get(match[1], match[0]), text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values. What a value itself has in braces stays as it is."""
    return _BRACES.sub(lambda match: values[match[1]], text)
