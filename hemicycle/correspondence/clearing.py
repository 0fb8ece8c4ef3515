"""Where a letter stands with its clearance: what was handed in, compared with what would go out now (rule 40)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import letter_queries
from hemicycle.rules.clearance import Standing, may_leave, standing
from hemicycle.rules.reasons import Reason, Refused

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Annex, Clearance, Enquiry, Letter, Question

#: What of a letter itself its readers get, or what decides to whom it goes.
_OF_LETTER = (
    *("symbol", "what_changes", "addressed", "signatory", "signatory_title", "original_signed", "dated"),
    *("department", "contact", "phone", "fax", "email", "copies"),
    *("extends_id", "new_day", "new_time", "deadline_stays"),
)
_OF_ENQUIRY = ("kind", "asked", "conditions", "deadline_day", "deadline_time", "zone")
_OF_CONSULTATION = ("title", "physical_session", "first_day", "last_day", "time_zone")


def needed(letter: Letter) -> bool:
    """Whether a letter of this consultation is sent only once it is cleared."""
    return settings_of(letter.consultation.settings).clearance


def latest_of(letter: Letter) -> Clearance | None:
    """What was handed in last of a letter, with the two persons."""
    return letter.clearances.select_related("handed_in_by", "decided_by").order_by("-pk").first()


def history(letter: Letter) -> list[Clearance]:
    """All that was handed in of a letter, the latest first."""
    return list(letter.clearances.select_related("handed_in_by", "decided_by").order_by("-pk"))


def stands(letter: Letter) -> Standing:
    """Where a letter stands. Reads all that would go out."""
    row = latest_of(letter)
    return standing(row.handed_in if row else None, fingerprint(letter))


def problem(letter: Letter) -> list[Reason]:
    """What of its clearance stands in the way of a letter; nothing, where none is needed."""
    if not needed(letter):
        return []
    row = latest_of(letter)
    decision = may_leave(row.handed_in if row else None, fingerprint(letter))
    return [decision.reason] if isinstance(decision, Refused) else []


def fingerprint(letter: Letter) -> str:
    """SHA-256 of all that would go out with a letter, in hexadecimal; how far translations are is no part of it.

    Args:
        letter: With all that its text needs (``letter_queries.whole``).
    """
    head, consultation = letter_queries.letterhead_of(letter), letter.consultation
    enquiry: Enquiry | None = getattr(letter, "enquiry", None)
    everything = {
        "letter": {name: getattr(letter, name) for name in _OF_LETTER},
        "consultation": {name: getattr(consultation, name) for name in _OF_CONSULTATION},
        "letterhead": head.pk if head else None,
        "texts": sorted((text.language, text.subject, text.body) for text in letter.texts.all()),
        "annexes": [_annex(annex) for annex in letter.annexes.all()],
        "enquiry": _enquiry(enquiry) if enquiry else None,
    }
    content = json.dumps(everything, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _annex(annex: Annex) -> list[Any]:
    texts = sorted(
        (text.language, text.title, text.body, text.upload.sha256 if text.upload else "") for text in annex.texts.all()
    )
    return [annex.number, annex.kind, texts]


def _enquiry(enquiry: Enquiry) -> list[Any]:
    questions = [_question(question) for question in enquiry.questions.all()]
    return [{name: getattr(enquiry, name) for name in _OF_ENQUIRY}, questions]


def _question(question: Question) -> list[Any]:
    options = [[option.key, option.label] for option in question.options.all()]
    return [question.listing, question.number, question.title, question.reference, options]
