"""Checks of what the rules decided: places in the queue, candidates of the agenda, and how items ended."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from hemicycle.rules.candidates import candidate, on_agenda
from hemicycle.rules.conclusions import may_close
from hemicycle.rules.queue import places
from hemicycle.rules.reasons import Allowed
from hemicycle.verification import facts
from hemicycle.verification.checks import Differs, Passed, compared
from hemicycle.verification.replies import NOT_RECORDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.verification.archive import Entry, Export, Row
    from hemicycle.verification.checks import Found
    from hemicycle.verification.facts import Candidate

#: By which something is said on record of an item, and withdrawn.
TAKEN = ("position.object", "position.defer", "position.state", "position.record")
WITHDRAWN = ("position.withdraw", "position.record_withdrawal")
#: By which the floor is given.
GIVEN = ("floor.give", "floor.next", "floor.invite")


def queue(export: Export) -> Found:
    """Whether everybody who was given the floor stood where the rules put them."""
    turns = {row["@key"]: row for row in export.rows("sittings.Turn")}
    granted: dict[str, set[str]] = {}
    for entry in export.entries(*GIVEN):
        turn = entry.row("turn", entry.facts["turn"])
        granted.setdefault(turn, set()).add(entry.at)
        if facts.QUEUE in entry.facts:
            yield _place(entry, turns)
        elif "position" in entry.facts:
            yield Passed(NOT_RECORDED)
    for key, row in turns.items():
        if row["granted_at"] and row["granted_at"] not in granted.get(key, ()):
            yield Differs(f"{key}: it says that it had the floor from {row['granted_at']}, and the journal does not")


def _place(entry: Entry, turns: Mapping[str, Row]) -> Differs | None:
    what = f"the queue of {entry.said['place']} at {entry.at}"
    requests, order = facts.read_queue(entry.facts[facts.QUEUE])
    for one in requests:
        row = turns.get(entry.row("turn", one.turn))
        if row is None:
            return Differs(f"{what}: turn {one.turn} is not in the tables")
        differs = compared(
            f"{what}, turn {one.turn}",
            asked_at=(row["asked_at"], facts.moment(one.asked_at)),
            capacity=(row["capacity"], one.capacity.value),
            motion=(row["motion"], one.motion.value if one.motion else ""),
        )
        if differs:
            return differs
    line = {place.request.turn: place.position for place in places(requests, order)}
    return compared(what, place=(entry.facts["position"], line.get(entry.facts["turn"])))


def agenda(export: Export) -> Found:
    """Whether every published agenda has the items that the rules and the chair put on it, and for which reasons."""
    published = {entry.place: entry for entry in export.entries("plan.edit") if "symbol" in entry.facts}
    found: dict[str, list[Candidate]] = {}
    rows = [row for row in export.rows("agenda.AgendaPublication") if row["kind"] == "agenda"]
    for row in sorted(rows, key=lambda one: (int(one["revision"]), int(one["correction"]))):
        entry, what = published.get(row["@key"]), f"the agenda published {row['published_at']}"
        if entry is None:
            yield Differs(f"{what}: the journal does not say that it was published")
            continue
        if facts.CANDIDATES in entry.facts:
            found[entry.facts["symbol"]] = facts.read_candidates(entry.facts[facts.CANDIDATES])
        elif (corrected := entry.facts.get("corrects")) in found:
            found[entry.facts["symbol"]] = found[corrected]
        if entry.facts["symbol"] not in found:
            yield Passed(NOT_RECORDED)
            continue
        items = found[entry.facts["symbol"]]
        differs = compared(what, moment=(row["published_at"], entry.at)) or _of_agenda(what, row["content"], items)
        yield differs or _said(export, what, row["published_at"], items)


def _of_agenda(what: str, content: Mapping[str, Any], found: list[Candidate]) -> Differs | None:
    on_it = {one.place: one for one in found if isinstance(on_agenda(one.asked, one.terms, one.choice), Allowed)}
    listed = {facts.place(row["listing"], row["number"]): row for row in content["items"]}
    if differs := compared(what, items=(sorted(listed), sorted(on_it))):
        return differs
    for where, one in on_it.items():
        row, reason = listed[where], candidate(one.asked, one.terms).reason.as_json()
        if not row["reason"].get("facts"):
            reason["facts"] = row["reason"].get("facts")  # its words rest on no numbers
        differs = compared(f"{what}, item {where}", reason=(row["reason"], reason))
        if row["yes"] or row["no"]:
            differs = differs or compared(
                f"{what}, item {where}",
                Members_in_favour=(row["yes"], sorted(one.asked.yes)),
                Members_against=(row["no"], sorted(one.asked.no)),
            )
        if differs:
            return differs
    return None


def _said(export: Export, what: str, at: str, found: list[Candidate]) -> Differs | None:
    """Whether every Member that was counted had answered so by then."""
    given = _answers(export, at)
    for one in found:
        for answer, codes in (("yes", one.asked.yes), ("no", one.asked.no)):
            if missing := sorted(set(codes) - given.get((one.place, answer), set())):
                return Differs(f"{what}, item {one.place}: {missing[0]} is counted as {answer}, and did not answer so")
    return None


def _answers(export: Export, at: str) -> dict[tuple[str, str], set[str]]:
    """Which Members had sent an answer by a moment, by the place of the question and what they said."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in export.rows("correspondence.ReplyVersion"):
        if (row["entered_at"] or row["received_at"]) > at:
            continue
        code = export.row("people.Member", export.row("correspondence.Reply", row["reply"])["member"])["code"]
        for question, option in row["choices"].items():
            asked = export.row("correspondence.Question", question)
            found.setdefault((facts.place(asked["listing"], asked["number"]), option), set()).add(code)
    return found


def positions(export: Export) -> Found:
    """Whether what was said on record, and withdrawn, is what the journal has, and the other way round."""
    taken = {entry.row("position", entry.facts["position"]): entry for entry in export.entries(*TAKEN)}
    withdrawn = {entry.row("position", entry.facts["position"]): entry.at for entry in export.entries(*WITHDRAWN)}
    rows = {row["@key"]: row for row in export.rows("outcome.Position")}
    for key, row in rows.items():
        entry = taken.get(key)
        if entry is None:
            yield Differs(f"{key}: it is in the tables, and the journal does not say that it was taken")
            continue
        member = export.row("people.Member", row["member"])["code"] if row["member"] else ""
        yield compared(
            key,
            kind=(row["kind"], entry.facts["kind"]),
            Member=(member, entry.facts.get("member", entry.said["subject"])),
            moment=(row["at"], entry.at),
            withdrawal=(row["withdrawn_at"], withdrawn.get(key)),
        )
    for key in taken.keys() - rows.keys():
        yield Differs(f"{key or 'a position'}: the journal says that it was taken, and it is not in the tables")


def endings(export: Export) -> Found:
    """Whether every item ended as the rules have it, for the reason that is on record."""
    periods = {row["@key"]: row for row in export.rows("sittings.Discussion")}
    closed = {(entry.row("item", entry.facts["item"]), entry.at): entry for entry in export.entries("item.close")}
    by_item: dict[str, list[Row]] = {}
    for position in export.rows("outcome.Position"):
        by_item.setdefault(periods[position["discussion"]]["item"], []).append(position)
    ended = set()
    for row in export.rows("outcome.Ending"):
        period = periods[row["discussion"]]
        ended.add(row["discussion"])
        what = f"the end of {period['item']} at {period['end']}"
        entry = closed.get((period["item"], period["end"]))
        if entry is None:
            yield Differs(f"{what}: the journal does not say that it was closed then")
        elif facts.COURSE not in entry.facts:
            yield Passed(NOT_RECORDED)
        else:
            yield _ending(export, what, row, period, entry) or _positions(
                export, what, by_item.get(period["item"], []), entry
            )
    for (item, at), entry in closed.items():
        if facts.COURSE in entry.facts and not any(
            periods[key]["item"] == item and periods[key]["end"] == at for key in ended
        ):
            yield Differs(f"the end of {item} at {at}: it is in the journal, and not in the tables")


def _ending(export: Export, what: str, row: Row, period: Row, entry: Entry) -> Differs | None:
    course = facts.read_course(entry.facts[facts.COURSE])
    decision = may_close(entry.facts["outcome"], course, row["words"], datetime.fromisoformat(entry.at))
    cause = course.deferring
    reading = export.row("outcome.Reading", row["reading"])["number"] if row["reading"] else None
    return compared(
        what,
        outcome=(period["outcome"], entry.facts["outcome"]),
        reason=(row["reason"], decision.reason.as_json()),
        # Like all words of a reason, retention may have taken it out.
        reason_in_the_journal=(entry.facts.get("reason", row["reason"]), decision.reason.as_json()),
        position=(row["position"], entry.row("position", cause.key) if cause else None),
        reading=(reading, entry.facts.get("reading")),
        permission=(isinstance(decision, Allowed), True),
    )


def _positions(export: Export, what: str, rows: list[Row], entry: Entry) -> Differs | None:
    """Whether what was said of the item on record until then is what its end rests on."""

    def known(row: Row) -> tuple[object, ...]:
        code = export.row("people.Member", row["member"])["code"] if row["member"] else ""
        withdrawn = row["withdrawn_at"] is not None and row["withdrawn_at"] <= entry.at
        return row["@key"], row["kind"], code, row["may_defer"], withdrawn

    said = [
        (entry.row("position", one.key), one.kind.value, one.member, one.may_defer, one.withdrawn)
        for one in facts.read_course(entry.facts[facts.COURSE]).positions
    ]
    return compared(what, positions=(sorted(known(row) for row in rows if row["at"] <= entry.at), sorted(said)))
