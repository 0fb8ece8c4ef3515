"""A declared result: what it holds, the form in which it is digested, and how it is read (rule 18).

The content is JSON, and complete: whoever has it can count for themselves.

- ``format``: 2; 1 where there is no ``ballot``.
- ``letter``, ``kind``: the symbol of the letter, and what it asks for (``Enquiry.Kind``).
- ``deadline``, ``declared``: moments in UTC, ISO 8601.
- ``questions``: ``{key, listing, number, withdrawn}`` of each, in order.
- ``headings``: those of the consultation under which conditions were filed, in their order, as they were called then:
  ``{key, name, title, phrase}``, the texts by language; none where no conditions were asked for, and missing in what
  was declared before they were settings.
- ``asked``: ``{member, capacity, may_vote}`` of each Member, as it was written down when the letter was sent, by code;
  and of one whose vote is suspended, ``suspended`` (true) and ``suspended_why``.
- ``denominator``: how many these are; ``entitled``: how many of them had the right to vote.
- ``replies``: of each Member of which anything came, by code: ``{member, status, why}``, and where a version counts its
  ``receipt``, ``channel``, ``received``, ``entered`` (when the secretariat entered it, or null), ``accepted`` (when the
  chair accepted it although late, or null), ``choices`` (``{question: option}``) and ``conditions`` (``[heading, words,
  state]``).
- ``ballot``: of what decides, by which mode and to what: ``{mode, opened, results}``. The mode as
  ``rules.ballots.Mode`` has it, when the letter was sent, and of each question that is still asked ``{question,
  outcome, entitled, suspended, counts, needed, authority, steps}``: its key, ``rules.ballots.BallotOutcome``, the votes
  by ``rules.ballots.Cast``, and the reasons in order. ``authority`` is ``{flagged, authorised}``, or null where the
  question needs none.

The canonical form is this content with the keys of every object sorted, without whitespace, in UTF-8, no character
escaped that JSON does not require to be. Its SHA-256 is the digest.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.condition_headings import headings_of
from hemicycle.correspondence import ballots
from hemicycle.correspondence.models import DeclaredResult, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hemicycle.correspondence.models import Enquiry
    from hemicycle.correspondence.results import Return, Returns

#: With what a ballot came to, and without.
FORMAT, WITHOUT_BALLOT = 2, 1


def canonical(content: Mapping[str, Any]) -> bytes:
    """The content in the one form in which it is digested, and given out."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def freeze(returned: Returns, at: datetime) -> DeclaredResult:
    """Keep what came back as it is now; within the act that declares it.

    Args:
        returned: With the conditions of the versions that count.
    """
    content = _content(returned, at)
    return DeclaredResult.objects.create(
        enquiry=returned.enquiry,
        content=content,
        denominator=content["denominator"],
        counts={status.value: number for status, number in returned.counts.items()},
        digest=digest(content),
    )


def _content(returned: Returns, at: datetime) -> dict[str, Any]:
    enquiry = returned.enquiry
    rows = sorted(returned.rows, key=lambda row: row.member.code)
    decided = ballots.frozen(returned)
    return {
        "format": FORMAT if decided else WITHOUT_BALLOT,
        "letter": enquiry.letter.symbol,
        "kind": enquiry.kind,
        "deadline": enquiry.deadline.moment.isoformat(),
        "declared": at.isoformat(),
        "questions": [
            {
                "key": question.pk,
                "listing": question.listing,
                "number": question.number,
                "withdrawn": question.withdrawn_at is not None,
            }
            for question in returned.questions
        ],
        "headings": _headings(enquiry),
        "asked": [_asked(row) for row in rows],
        "denominator": len(rows),
        "entitled": sum(row.put_to.may_vote for row in rows),
        "replies": [_reply(row) for row in rows if row.reply is not None],
        **({"ballot": decided} if decided else {}),
    }


def _asked(row: Return) -> dict[str, Any]:
    known = {"member": row.member.code, "capacity": row.capacity.value, "may_vote": row.put_to.may_vote}
    suspended = {"suspended": True, "suspended_why": row.put_to.suspended_why} if row.put_to.suspended else {}
    return known | suspended


def _headings(enquiry: Enquiry) -> list[dict[str, Any]]:
    rows = headings_of(enquiry.letter.consultation).values() if enquiry.conditions else ()
    return [row.model_dump(mode="json") for row in rows]


def _reply(row: Return) -> dict[str, Any]:
    said: dict[str, Any] = {"member": row.member.code, "status": row.status.value, "why": dict(row.why)}
    if row.counted is not None:
        said |= {
            "receipt": row.counted.receipt,
            "channel": row.counted.channel,
            "received": row.counted.received_at.isoformat(),
            "entered": row.counted.entered_at.isoformat() if row.counted.entered_at else None,
            "accepted": row.counted.accepted_at.isoformat() if row.counted.accepted_at else None,
            "choices": dict(row.choices),
            "conditions": [
                [condition.heading, condition.words, condition.state] for condition in row.counted.conditions.all()
            ],
        }
    return said


def result_of(enquiry: Enquiry) -> DeclaredResult | None:
    """What was declared; none as long as nothing was.

    Raises:
        DeclaredResult.DoesNotExist: it was declared, and nothing was kept of it: the database is damaged.
    """
    if enquiry.declared_at is None:
        return None
    return DeclaredResult.objects.get(enquiry=enquiry.pk)


def said_of(enquiries: Iterable[Enquiry]) -> dict[int, dict[str, Mapping[str, str]]]:
    """The choices that count in those that were declared: ``{enquiry: {Member: {question: option}}}``; two queries."""
    keys = [enquiry.pk for enquiry in enquiries if enquiry.declared_at is not None]
    if not keys:
        return {}
    results = list(DeclaredResult.objects.filter(enquiry__in=keys))
    present = _present_keys(results)
    return {
        row.enquiry_id: {
            reply["member"]: by_present_key(reply["choices"], present[row.enquiry_id])
            for reply in row.content["replies"]
            if reply.get("receipt") is not None
        }
        for row in results
    }


def present_keys(result: DeclaredResult, questions: Iterable[Question]) -> dict[str, str]:
    """The keys of today of the questions that it names: others, where it was declared in another installation."""
    known = {(question.listing, question.number): str(question.pk) for question in questions}
    return {
        str(row["key"]): known[row["listing"], row["number"]]
        for row in result.content["questions"]
        if (row["listing"], row["number"]) in known
    }


def by_present_key(choices: Mapping[str, str], present: Mapping[str, str]) -> dict[str, str]:
    """Choices by the keys of today of their questions."""
    return {present.get(key, key): choice for key, choice in choices.items()}


def _present_keys(results: Iterable[DeclaredResult]) -> dict[int, dict[str, str]]:
    by_enquiry: dict[int, list[Question]] = {}
    for question in Question.objects.filter(enquiry__in=[row.enquiry_id for row in results]).only(
        "enquiry", "listing", "number"
    ):
        by_enquiry.setdefault(question.enquiry_id, []).append(question)
    return {row.enquiry_id: present_keys(row, by_enquiry.get(row.enquiry_id, [])) for row in results}


def states_of(result: DeclaredResult) -> dict[str, list[str]]:
    """What had become of the conditions of the versions that count: ``{receipt: states}``, by their numbers."""
    return {
        reply["receipt"]: [state for _heading, _words, state in reply["conditions"]]
        for reply in result.content["replies"]
        if reply.get("receipt") is not None
    }
