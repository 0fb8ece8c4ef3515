"""Rule 26: a virtual consultation decides nothing."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping


class Outcome(StrEnum):
    """How an item may end (rule 27). There is no member for a decision, so there is nothing to set."""

    PROPOSED_CONCLUSION = "proposed_conclusion"
    DEFERRED = "deferred"
    NOTED = "noted"


#: How words that say a decision begin, by language, without accents: "adopt" stands for "adopted" and "adoption". Where
#: words are not set apart, as in Chinese, wherever they stand. Set apart by spaces here.
DECIDING_WORDS: dict[str, str] = {
    "ar": ("قرار قرر تقرر مقررات اقرار اقرت اعتمد اعتماد معتمد وافق موافق مقبول اتفق اتفاق متفق صادق صودق مصادق"),
    "zh": "决定 決定 决议 決議 通过 通過 批准 核准 同意 商定 议定 議定 采纳 採納",
    "en": "decid decision adopt approv agree resolv resolution ratif endors accept enact",
    "fr": "decid decision adopt approuv approbation accord convenu resolu enterin accept ratifi",
    "ru": "реш принят принима утвержд утверд одобр согласов соглаш постанов ратифи",
    "es": "decid decision adopt aprob aprueb acord acuerd resuel resolu convenid acept ratific",
}
#: "Taken note of" in Russian has the word for "adopted".
_NOTING = re.compile(r"приня\w+\s+к\s+сведению")
#: What Arabic writes at the beginning of a word: "and", "in", "for", the article.
_JOINED = r"[وف]?(?:[بلك]|لل)?(?:ال)?"
_WITHOUT_SPACES = "zh"


def may_end_as(outcome: str) -> Decision:
    """Whether an item may end so; nothing is decided or adopted here, whoever asks (rule 26)."""
    if outcome in set(Outcome):
        return allow(RuleCode.OUTCOME_PERMITTED, outcome=outcome)
    if says_decision(outcome):
        return refuse(RuleCode.DECIDES_NOTHING, outcome=outcome)
    return refuse(RuleCode.NO_SUCH_OUTCOME, outcome=outcome)


def may_be_called(names: Mapping[str, str]) -> Decision:
    """Whether an outcome may be called so: none of its names says that something was decided (rule 26).

    Args:
        names: By language.
    """
    deciding = next(filter(says_decision, names.values()), "")
    return refuse(RuleCode.OUTCOME_SAYS_DECISION, name=deciding) if deciding else allow(RuleCode.NOTHING_AGAINST)


def says_decision(text: str) -> bool:
    """Whether a text has a word that says a decision in one of the languages of ``DECIDING_WORDS``."""
    return _DECIDING.search(_NOTING.sub(" ", _bare(text))) is not None


def _deciding() -> re.Pattern[str]:
    whole = "|".join(_bare(word) for word in DECIDING_WORDS[_WITHOUT_SPACES].split())
    begun = "|".join(
        _bare(word) for code, words in DECIDING_WORDS.items() for word in words.split() if code != _WITHOUT_SPACES
    )
    return re.compile(rf"(?:{whole})|(?<![^\W_]){_JOINED}(?:{begun})[^\W_]*")


def _bare(text: str) -> str:
    """In small letters, without accents, vowel signs, and what is not seen."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if unicodedata.category(part) not in {"Mn", "Cf"}).replace("ـ", "")


#: Found once: an outcome is looked at with every reading of the settings.
_DECIDING = _deciding()
