"""Checks of declared results: that each is what the replies come to, and the tally that anybody can compare."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hemicycle.journal.chain import sorted_json
from hemicycle.verification import facts
from hemicycle.verification.ballots import ballots
from hemicycle.verification.checks import Differs, compared
from hemicycle.verification.replies import answered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.verification.archive import Export, Row
    from hemicycle.verification.checks import Found
    from hemicycle.verification.replies import Answered

DECLARED = "result.declare"


@dataclass(frozen=True)
class Tally:
    """What a declared result comes to.

    Attributes:
        letter: Symbol of the letter.
        entitled: How many Members had the right to vote.
        statuses: How many replies stood where.
        options: How many chose each option, by the place of the question.
    """

    letter: str
    kind: str
    asked: int
    entitled: int
    statuses: Mapping[str, int]
    options: Mapping[str, Mapping[str, int]]


def tally(content: Mapping[str, Any]) -> Tally:
    """Counted from the content of a declared result."""
    places = {str(row["key"]): facts.place(row["listing"], row["number"]) for row in content["questions"]}
    options: dict[str, Counter[str]] = {where: Counter() for where in places.values()}
    for reply in content["replies"]:
        for key, option in reply.get("choices", {}).items():
            options[places[str(key)]][option] += 1
    statuses = Counter(reply["status"] for reply in content["replies"])
    statuses["missing"] += len(content["asked"]) - len(content["replies"])
    return Tally(
        content["letter"],
        content["kind"],
        len(content["asked"]),
        sum(bool(row["may_vote"]) for row in content["asked"]),
        {status: number for status, number in statuses.items() if number},
        {where: dict(counted) for where, counted in options.items()},
    )


def results(export: Export) -> Found:
    """Whether every declared result is what was declared, and follows from the replies."""
    replies: dict[str, list[Answered]] = {}
    for reply in answered(export):
        replies.setdefault(reply.row["enquiry"], []).append(reply)
    declared = {entry.place: entry for entry in export.entries(DECLARED)}
    seen = set()
    for row in export.rows("correspondence.DeclaredResult"):
        enquiry, content = export.row("correspondence.Enquiry", row["enquiry"]), row["content"]
        what = f"the result of {content['letter']}"
        seen.add(row["enquiry"])
        entry = declared.get(row["enquiry"])
        if entry is None:
            yield Differs(f"{what}: the journal does not say that it was declared")
            continue
        digest = hashlib.sha256(sorted_json(content)).hexdigest()
        moment = facts.moment(datetime.fromisoformat(content["declared"]))
        yield compared(
            what,
            digest=(row["digest"], digest),
            digest_in_the_journal=(entry.facts["digest"], digest),
            moment_of_the_declaration=(moment, entry.at),
            declaration=(enquiry["declared_at"], entry.at),
        ) or _follows(export, enquiry, row, replies.get(row["enquiry"], []))
    for enquiry in export.rows("correspondence.Enquiry"):
        if enquiry["@key"] not in seen and (enquiry["declared_at"] or enquiry["@key"] in declared):
            yield Differs(f"the result of {enquiry['@key']}: it was declared, and is not in the tables")


def _follows(export: Export, enquiry: Row, row: Row, replies: list[Answered]) -> Differs | None:
    content = row["content"]
    counted, what = tally(content), f"the result of {content['letter']}"
    asked = [
        _asked(export, one)
        for one in export.rows("correspondence.Addressee")
        if one["letter"] == enquiry["letter"] and one["capacity"] in enquiry["asked"]
    ]
    differs = compared(
        what,
        Members_that_were_asked=(content["asked"], sorted(asked, key=lambda one: str(one["member"]))),
        number_that_was_asked=((content["denominator"], row["denominator"]), (counted.asked, counted.asked)),
        number_entitled=(content["entitled"], counted.entitled),
        counts=({name: number for name, number in row["counts"].items() if number}, dict(counted.statuses)),
    )
    if differs:
        return differs
    said = {one["member"]: one for one in content["replies"]}
    came = {_code(export, reply.row): reply for reply in replies}
    for code in sorted({*said, *came}):
        # A reply of a Member that the letter does not ask counts nowhere.
        if code not in said or code not in came:
            return Differs(f"{what}: the reply of {code} is in the result alone, or in the tables alone")
        if wrong := _of_member(export, f"{what}, {code}", content, said[code], came[code]):
            return wrong
    return ballots(export, enquiry, content)


def _asked(export: Export, row: Row) -> dict[str, Any]:
    known = {"member": _code(export, row), "capacity": row["capacity"], "may_vote": row["may_vote"]}
    return known | ({"suspended": True, "suspended_why": row["suspended_why"]} if row["suspended"] else {})


def _of_member(
    export: Export, what: str, content: Mapping[str, Any], said: Mapping[str, Any], reply: Answered
) -> Differs | None:
    found, version = reply.assessment, reply.counted
    differs = compared(
        what,
        status=(said["status"], found.status.value),
        reason=(said["why"], found.reason.as_json()),
        receipt=(said.get("receipt"), version["receipt"] if version else None),
    )
    if differs or version is None:
        return differs
    places = {str(row["key"]): facts.place(row["listing"], row["number"]) for row in content["questions"]}
    chosen = {places[str(key)]: option for key, option in said["choices"].items()}
    answered_to = {_place(export, key): option for key, option in version["choices"].items()}
    moments = {name: said[name] and facts.moment(datetime.fromisoformat(said[name])) for name in _MOMENTS}
    conditions = [[heading, words] for heading, words, _state in said["conditions"]]
    return compared(
        what,
        choices=(chosen, answered_to),
        way=(said["channel"], version["channel"]),
        conditions=(conditions, [list(one) for one in reply.given(version)]),
        **{name: (moments[name], version[f"{name}_at"]) for name in _MOMENTS},
    )


_MOMENTS = ("received", "entered", "accepted")


def _code(export: Export, row: Row) -> str:
    return str(export.row("people.Member", row["member"])["code"])


def _place(export: Export, question: str) -> str:
    row = export.row("correspondence.Question", question)
    return facts.place(row["listing"], row["number"])
