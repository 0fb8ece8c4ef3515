"""Where a letter stands with its clearance: what was handed in, compared with what would go out now (rule 40)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.languages import falling_back_to
from hemicycle.consultations.settings import settings_of
from hemicycle.consultations.terms import terms_of
from hemicycle.correspondence import issued, letter_queries
from hemicycle.correspondence.models import LanguageVersion
from hemicycle.correspondence.procedures import mode_of
from hemicycle.mail import paper_words
from hemicycle.rules.clearance import Standing, may_leave, standing
from hemicycle.rules.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Annex, Enquiry, Letter, Question
    from hemicycle.correspondence.models.clearances import HandedInForClearance
    from hemicycle.mail.models import OwnText

#: What of a letter itself its readers get, or what decides to whom it goes.
_OF_LETTER = (
    *("symbol", "what_changes", "addressed", "signatory", "signatory_title", "original_signed", "dated"),
    *("department", "contact", "phone", "fax", "email", "copies"),
    *("extends_id", "new_day", "new_time", "deadline_stays"),
)
_OF_ENQUIRY = ("kind", "asked", "conditions", "deadline_day", "deadline_time", "zone")
#: What counts since ``_printed`` does.
_PRINTED = frozenset({"addressed_as", "wording"})
_OF_CONSULTATION = ("title", "physical_session", "first_day", "last_day", "time_zone")


def needed(target: Letter | LanguageVersion) -> bool:
    """Whether a letter of this consultation, or a language version of one, is sent only once it is cleared."""
    letter = target.letter if isinstance(target, LanguageVersion) else target
    return settings_of(letter.consultation.settings).clearance


def latest_of(target: Letter | LanguageVersion) -> HandedInForClearance | None:
    """What was handed in last, with the two persons."""
    return target.clearances.select_related("handed_in_by", "decided_by").order_by("-pk").first()


def history(target: Letter | LanguageVersion) -> list[HandedInForClearance]:
    """All that was handed in, the latest first."""
    return list(target.clearances.select_related("handed_in_by", "decided_by").order_by("-pk"))


def stands(target: Letter | LanguageVersion) -> Standing:
    """Where it stands. Reads all that would go out."""
    row = latest_of(target)
    return standing(row.handed_in if row else None, fingerprint(target, row))


def problem(target: Letter | LanguageVersion) -> list[Reason]:
    """What of its clearance is in the way of what would go out; nothing, where none is needed."""
    if not needed(target):
        return []
    row = latest_of(target)
    decision = may_leave(row.handed_in if row else None, fingerprint(target, row))
    return [decision.reason] if isinstance(decision, Refused) else []


def fingerprint(target: Letter | LanguageVersion, handed_in: HandedInForClearance | None = None) -> str:
    """SHA-256 of all that would go out, in hexadecimal; how far translations are is no part of it.

    Args:
        target: A letter with all that its text needs (``letter_queries.whole``), or a language version with that.
        handed_in: What it is compared with. What was handed in before the names of classes and the wording of papers
            counted is compared by what counted then.
    """
    everything = _of_version(target) if isinstance(target, LanguageVersion) else _of_whole(target)
    if handed_in is not None:
        before = _digest({name: part for name, part in everything.items() if name not in _PRINTED})
        if handed_in.digest == before:
            return before
    return _digest(everything)


def _digest(everything: Mapping[str, Any]) -> str:
    content = json.dumps(everything, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _printed(letter: Letter, languages: Sequence[str]) -> dict[str, Any]:
    """What is printed around the texts in some languages: the address line, own wording, and the body's terms."""
    consultation, wording = letter.consultation, {}
    own = [code for code in languages if code in paper_words.without_catalogue(consultation)]
    if own:
        kept = paper_words.kept(consultation)
        wording = {code: _wording(kept[code]) for code in own if code in kept}
    for code in languages:
        if terms := terms_of(consultation.body, code):
            wording[code] = [[term.ours, term.own] for term in terms]
    with falling_back_to(consultation.languages.last_resort):
        addressed = {code: letter_queries.addressed_as(letter, code) for code in languages}
    return {"addressed_as": addressed, "wording": wording}


def _wording(row: OwnText) -> list[Any]:
    gives = paper_words.given(row, row.language)
    return [gives.rule, gives.forms]


def _of_consultation(consultation: Consultation) -> dict[str, Any]:
    phrases = [row.phrase or row.name for row in lists_of(consultation).values()]
    return {"lists": phrases, **{name: getattr(consultation, name) for name in _OF_CONSULTATION}}


def _of_version(version: LanguageVersion) -> dict[str, Any]:
    letter = version.letter
    annexes = version.annexes.select_related("annex", "upload")
    return {
        "letter": letter.symbol,
        "language": version.language,
        "consultation": _of_consultation(letter.consultation),
        "text": [version.subject, version.body, version.what_changes],
        "questions": version.questions,
        "annexes": sorted(
            [row.annex.number, row.title, row.body, row.upload.sha256 if row.upload else ""] for row in annexes
        ),
        "later": issued.what_became(letter),
        **_printed(letter, [version.language]),
    }


def _of_whole(letter: Letter) -> dict[str, Any]:
    head, consultation = letter_queries.letterhead_of(letter), letter.consultation
    enquiry: Enquiry | None = getattr(letter, "enquiry", None)
    return {
        "letter": {name: getattr(letter, name) for name in _OF_LETTER},
        "consultation": _of_consultation(consultation),
        "letterhead": head.pk if head else None,
        "texts": sorted((text.language, text.subject, text.body) for text in letter.texts.all()),
        "annexes": [_annex(annex) for annex in letter.annexes.all()],
        "enquiry": _enquiry(enquiry) if enquiry else None,
        **_printed(letter, [text.language for text in letter.texts.all()]),
    }


def _annex(annex: Annex) -> list[Any]:
    texts = sorted(
        (text.language, text.title, text.body, text.upload.sha256 if text.upload else "") for text in annex.texts.all()
    )
    return [annex.number, annex.kind, texts]


def _enquiry(enquiry: Enquiry) -> list[Any]:
    questions = [_question(question) for question in enquiry.questions.all()]
    of_enquiry = {name: getattr(enquiry, name) for name in _OF_ENQUIRY}
    if enquiry.hours is not None:
        # Day and time are what it comes to once it is sent.
        of_enquiry |= {"hours": enquiry.hours, "deadline_day": None, "deadline_time": None}
    if (mode := mode_of(enquiry)) is not None:
        return [of_enquiry, questions, asdict(mode)]
    return [of_enquiry, questions]


def _question(question: Question) -> list[Any]:
    options = [[option.key, option.label] for option in question.options.all()]
    put = [question.listing, question.list_name, question.number, question.title, question.reference, options]
    return [*put, question.text] if question.text else put
