"""Checks of replies: that every version is what was received, whether it is late, and which one counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hemicycle.rules.deadlines import Deadline, Extension, in_force
from hemicycle.rules.replies import Channel, Version, assess
from hemicycle.verification import facts
from hemicycle.verification.checks import Differs, Passed, compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hemicycle.rules.replies import Assessment
    from hemicycle.verification.archive import Entry, Export, Row
    from hemicycle.verification.checks import Found

GIVEN = ("reply.give", "reply.enter")
#: What is said of a version later: the act, whether its facts have this name, and the column that has the moment.
LATER = (
    ("reply.confirm", "returned", False, "confirmed_at"),
    ("reply.confirm", "returned", True, "returned_at"),
    ("reply.accept", "declined", False, "accepted_at"),
    ("reply.accept", "declined", True, "declined_at"),
)
NOT_RECORDED = "not recorded in the journal at the time"


@dataclass(frozen=True)
class Answered:
    """A reply with its versions, and the deadline by which they are judged."""

    row: Row
    versions: list[Row]
    deadline: Deadline
    conditions: Mapping[str, list[Row]]

    @cached_property
    def assessment(self) -> Assessment:
        """Where it stands, by all its versions."""
        return assess([self._version(row) for row in self.versions], self.deadline)

    @cached_property
    def counted(self) -> Row | None:
        """The version that counts."""
        counted = self.assessment.counted
        return next((row for row in self.versions if counted and row["number"] == counted.number), None)

    def given(self, version: Row) -> list[tuple[str, str]]:
        """Heading and words of each condition of a version."""
        rows = sorted(self.conditions.get(version["@key"], []), key=lambda row: int(row["number"]))
        return [(row["heading"], row["words"]) for row in rows]

    def _version(self, row: Row) -> Version:
        return Version(
            number=row["number"],
            person=number_of(row["person"]) or -row["number"],
            answer=json.dumps([sorted(row["choices"].items()), sorted(self.given(row))]),
            received=datetime.fromisoformat(row["received_at"]),
            channel=Channel(row["channel"]),
            entered_by=number_of(row["entered_by"]),
            confirmed_by=number_of(row["confirmed_by"]),
            entered_at=datetime.fromisoformat(row["entered_at"]) if row["entered_at"] else None,
            replaces=row["replaces"],
            settles=row["settles"],
            accepted=row["accepted_at"] is not None,
            declined=row["declined_at"] is not None,
            returned=row["returned_at"] is not None,
        )


def number_of(key: str | None) -> int | None:
    """The number in the key of a row."""
    return int(key.partition(":")[2]) if key else None


def deadline_of(export: Export, enquiry: Row) -> Deadline:
    """The deadline that holds, after extensions."""
    zone = ZoneInfo(enquiry["zone"])

    def local(day: str, at: str) -> datetime:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(at))

    extensions = [
        Extension(datetime.fromisoformat(row["given_at"]), Deadline(local(row["day"], row["time"]), zone), "")
        for row in export.rows("correspondence.DeadlineExtension")
        if row["enquiry"] == enquiry["@key"]
    ]
    return in_force(Deadline(local(enquiry["deadline_day"], enquiry["deadline_time"]), zone), extensions)


def answered(export: Export) -> Iterator[Answered]:
    """Every reply."""
    versions, conditions = (
        export.grouped("correspondence.ReplyVersion", "reply"),
        export.grouped("correspondence.Condition", "version"),
    )
    deadlines = {row["@key"]: deadline_of(export, row) for row in export.rows("correspondence.Enquiry")}
    for row in export.rows("correspondence.Reply"):
        own = sorted(versions.get(row["@key"], []), key=lambda version: int(version["number"]))
        yield Answered(row, own, deadlines[row["enquiry"]], conditions)


def statuses(export: Export) -> Found:
    """Whether every reply stands where its versions and the deadline put it: missing, late, in conflict, counted."""
    for reply in answered(export):
        row, found, counted = reply.row, reply.assessment, reply.counted
        numbers = [version["number"] for version in reply.versions]
        if numbers != list(range(1, len(numbers) + 1)):
            yield Differs(f"{_named(export, row)}: a version is missing or stands twice")
            continue
        yield compared(
            _named(export, row),
            status=(row["status"], found.status.value),
            version_that_counts=(row["counted"], counted["@key"] if counted else None),
            reason=(row["why"], found.reason.as_json()),
        )


def _named(export: Export, row: Row) -> str:
    enquiry = export.row("correspondence.Enquiry", row["enquiry"])
    member = export.row("people.Member", row["member"])["code"]
    letter = export.row("correspondence.Letter", enquiry["letter"])
    return f"the reply of {member} to {letter['series']} no. {letter['number']}"


def versions(export: Export) -> Found:
    """Whether every version is what the journal says was received, and the other way round."""
    rows = {row["receipt"]: row for row in export.rows("correspondence.ReplyVersion")}
    conditions = export.grouped("correspondence.Condition", "version")
    given = {str(entry.facts["receipt"]): entry for entry in export.entries(*GIVEN)}
    later = _later(export)
    for receipt, entry in given.items():
        if receipt not in rows:
            yield Differs(f"{receipt}: the journal says that it was received, and it is not in the tables")
            continue
        row = rows[receipt]
        wrong = _against(receipt, row, entry, conditions) or _told_later(receipt, row, later)
        yield wrong if wrong or facts.ANSWER in entry.facts else Passed(NOT_RECORDED)
    for receipt in rows.keys() - given.keys():
        yield Differs(f"{receipt}: it is in the tables, and the journal does not say that it was received")


def _against(receipt: str, row: Row, entry: Entry, conditions: Mapping[str, list[Row]]) -> Differs | None:
    said, online = entry.facts, row["channel"] == Channel.ONLINE.value
    sealed = "choices" not in said  # of a vote that nobody saw before the close the journal has the digest alone
    choices = {entry.number(key): option for key, option in row["choices"].items()} if sealed else said["choices"]
    chosen = {entry.row("question", key): option for key, option in choices.items()}
    person = entry.row("person", entry.said["actor"])
    differs = compared(
        receipt,
        choices=(row["choices"], chosen),
        received=(row["received_at"], facts.moment(datetime.fromisoformat(said["received"]))),
        entry=(row["entered_at"], None if online else entry.at),
        person=(row["person"] if online else row["entered_by"], person or None),
        reply=(row["reply"], entry.place),
        way=(entry.act, GIVEN[0] if online else GIVEN[1]),
    )
    if differs or (facts.ANSWER not in said and not sealed):
        return differs
    if facts.ANSWER not in said:
        return Differs(f"{receipt}: the journal has neither the vote nor its digest")
    given = sorted(conditions.get(row["@key"], []), key=lambda one: int(one["number"]))
    how = {name: row[name] for name in ("channel", "settles", "replaces")}
    digest = facts.answer(choices, [(one["heading"], one["words"]) for one in given], row["nonce"], **how)
    return compared(receipt, digest_of_the_answer=(digest, said[facts.ANSWER]))


def _later(export: Export) -> dict[tuple[str, str], str]:
    """When something was said of a version: ``{(receipt, column): moment}``."""
    found: dict[tuple[str, str], str] = {}
    for act, name, present, column in LATER:
        for entry in export.entries(act):
            if "receipt" in entry.facts and bool(entry.facts.get(name)) is present:
                found[str(entry.facts["receipt"]), column] = entry.at
    return found


def _told_later(receipt: str, row: Row, later: Mapping[tuple[str, str], str]) -> Differs | None:
    pairs: dict[str, Any] = {
        column: (row[column], later.get((receipt, column))) for _act, _name, _present, column in LATER
    }
    return compared(receipt, **pairs)
