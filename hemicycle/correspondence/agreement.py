"""Whether a letter and what it asks agree (rule 40): what is wrong is mended, what may be wrong is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations import local
from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.languages import NATIVE_NAMES, in_order
from hemicycle.correspondence import letter_queries, typed_days
from hemicycle.correspondence.conditions_named import TAKING_CONDITIONS, names_conditions
from hemicycle.correspondence.placeholders import Filler, deadline_then, new_deadline
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.templates import TEMPLATES, promise_of_conditions
from hemicycle.mail.placeholders import used
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hemicycle.correspondence.models import Enquiry, LanguageVersion, Letter, LetterText
    from hemicycle.rules.deadlines import Deadline


def contradictions(letter: Letter, version: LanguageVersion | None = None) -> list[Reason]:
    """What would be wrong in a letter that goes out as it is.

    Args:
        version: Looked at in the place of the letter's own texts, where that is what goes out.
    """
    promised = _promised(letter, _texts(letter, version))
    names = listed(NATIVE_NAMES[code] for code in promised)
    said = [Reason(CorrespondenceCode.CONDITIONS_PROMISED, {"languages": names})] if promised else []
    return said + _empty(letter, _texts(letter, version))


def _texts(letter: Letter, version: LanguageVersion | None) -> Sequence[LetterText | LanguageVersion]:
    return list(letter.texts.all()) if version is None else [version]


def doubts(letter: Letter, version: LanguageVersion | None = None) -> list[Reason]:
    """What may be wrong: whoever sends the letter says that they looked at it.

    Args:
        version: As for ``contradictions``.
    """
    found, texts = [], _texts(letter, version)
    template, enquiry = TEMPLATES.get(letter.template), _asked(letter)
    takes_none = enquiry is not None and not enquiry.conditions and not _promised(letter, texts)
    if takes_none and (naming := _naming_conditions(enquiry, texts)):
        found.append(Reason(CorrespondenceCode.CONDITIONS_NAMED, {"languages": listed(naming)}))
    elif takes_none and template is not None and template.conditions:
        found.append(Reason(CorrespondenceCode.CONDITIONS_PERHAPS_PROMISED))
    return found + _other_days(letter, texts) + _other_days_in_changes(letter, version)


def _asked(letter: Letter) -> Enquiry | None:
    enquiry: Enquiry | None = getattr(letter, "enquiry", None)
    return enquiry


def _promised(letter: Letter, texts: Sequence[LetterText | LanguageVersion]) -> list[str]:
    """The languages in which the letter says, in our own words, that it takes the conditions that it does not take."""
    enquiry, template = _asked(letter), TEMPLATES.get(letter.template)
    if enquiry is None or enquiry.conditions or template is None or not template.conditions:
        return []
    said = promise_of_conditions(letter.template)
    return [text.language for text in texts if text.language in said and said[text.language] in text.body]


def _naming_conditions(enquiry: Enquiry | None, texts: Sequence[LetterText | LanguageVersion]) -> list[str]:
    """The languages in which a letter that asks for a choice names conditions, in any wording."""
    if enquiry is None or enquiry.kind not in TAKING_CONDITIONS:
        return []
    return [NATIVE_NAMES[text.language] for text in texts if names_conditions(text.body, text.language)]


def _empty(letter: Letter, texts: Sequence[LetterText | LanguageVersion]) -> list[Reason]:
    """Names in braces that would leave a gap, each once."""
    empty: dict[str, Reason] = {}
    for text in texts:
        filler = Filler(letter, text.language)
        for name in sorted(used(text.subject) | used(text.body)):
            try:
                filler(f"{{{name}}}")
            except Refusal as refusal:
                if refusal.reason.code is CorrespondenceCode.LETTER_PLACEHOLDER_EMPTY:
                    empty[name] = refusal.reason
    return list(empty.values())


def _other_days(letter: Letter, texts: Sequence[LetterText | LanguageVersion]) -> list[Reason]:
    """Days in bold that are not the deadline's which the letter gives."""
    deadline = _given(letter)
    if deadline is None:
        return []
    bodies = {text.language: text.body for text in texts}
    return _differing(CorrespondenceCode.ANOTHER_DAY_NAMED, deadline, bodies, typed_days.in_bold)


def _other_days_in_changes(letter: Letter, version: LanguageVersion | None) -> list[Reason]:
    """Days that a version says change something, although it leaves the deadline as it is."""
    enquiry = _left_as_it_is(letter)
    if enquiry is None:
        return []
    changes = letter.what_changes if version is None else {version.language: version.what_changes}
    deadline = deadline_then(letter, enquiry)
    return _differing(CorrespondenceCode.CHANGES_NAME_ANOTHER_DAY, deadline, changes, typed_days.anywhere)


def _differing(
    code: CorrespondenceCode,
    deadline: Deadline,
    texts: Mapping[str, str],
    found_in: Callable[[str, str], list[tuple[int, int, str]]],
) -> list[Reason]:
    own = (deadline.local.month, deadline.local.day)
    days = [
        f"{words} ({NATIVE_NAMES[language]})"
        for language in in_order(texts)
        for month, day, words in found_in(texts[language], language)
        if (month, day) != own
    ]
    facts = {"day": local.long_date(deadline.local.date()), "days": beside(days)}
    return [Reason(code, facts)] if days else []


def _given(letter: Letter) -> Deadline | None:
    enquiry = _asked(letter) or _left_as_it_is(letter)
    if enquiry is not None and enquiry.waits_for_sending:
        return None
    return new_deadline(letter) or (deadline_then(letter, enquiry) if enquiry else None)


def _left_as_it_is(letter: Letter) -> Enquiry | None:
    """What is asked by the deadline which a version of a letter says that it does not change."""
    return letter_queries.whose_deadline(letter.replaces) if letter.replaces and letter.deadline_stays else None
