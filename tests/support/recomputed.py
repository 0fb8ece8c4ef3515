"""The figures of a report once more, from the tables by plain SQL: none of the product's code is asked.

What each figure is stands here a second time, in words of its own, so that both would have to be wrong alike.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from django.db import connection

#: Turns that are over.
_OVER = {"ended", "withdrawn", "failed"}
_SUBJECTS = {"microphone", "line", "network"}


def _rows(sql: str, *arguments: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _moment(value: str | datetime | None) -> datetime | None:
    """SQLite gives moments as texts."""
    if value is None or isinstance(value, datetime):
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def _json(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    return json.loads(value) if isinstance(value, str) else value


def recomputed(sitting: int) -> dict[str, Any]:
    """Every figure of a sitting, by name."""
    turns = _rows("SELECT * FROM sittings_turn WHERE sitting_id = %s AND granted_at IS NOT NULL ORDER BY id", sitting)
    for turn in turns:
        begun = _moment(turn["taken_at"] if turn["confirm_first"] else turn["granted_at"])
        there = _moment(turn["connected_at"])
        turn["seconds"] = round((there - begun).total_seconds(), 2) if begun and there else None
    heard = [turn for turn in turns if turn["seconds"] is not None]
    failed = [turn for turn in turns if turn["seconds"] is None and turn["state"] in _OVER]
    people = _people(sitting, turns)
    return {
        **_participation(people, heard),
        **_times([turn["seconds"] for turn in heard]),
        **_tries(turns),
        "turns": len(turns),
        "failures": len(failed),
        "causes": dict(Counter(turn["cause"] for turn in failed)),
        "overlapped": _overlapped(sitting, heard),
        "sounds": dict(Counter(person["sound"] for person in people.values())),
        **{f"by_{name}": _grouped(people, turns, name) for name in ("region", "way", "browser")},
        **_comments(sitting),
    }


def _people(sitting: int, turns: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    there = _rows("SELECT DISTINCT registration_id FROM sittings_attendance WHERE sitting_id = %s", sitting)
    keys = {row["registration_id"] for row in there} | {turn["registration_id"] for turn in turns}
    members = {
        row["id"]: row
        for row in _rows(
            "SELECT r.id, r.member_id, m.region FROM people_registration r "
            "LEFT JOIN people_member m ON m.id = r.member_id"
        )
    }
    found = {
        key: {"member": members[key]["member_id"], "region": members[key]["region"] or "", "way": "", "browser": "",
              "sound": "untested"}
        for key in keys
    }  # fmt: skip
    (held,) = _rows("SELECT state, state_since FROM sittings_sitting WHERE id = %s", sitting)
    ended = _moment(held["state_since"]) if held["state"] == "ended" else None
    tests = _rows("SELECT * FROM support_connectiontest WHERE finished_at IS NOT NULL ORDER BY begun_at, id")
    for test in tests:
        finished = _moment(test["finished_at"])
        if test["registration_id"] in found and finished and (ended is None or finished <= ended):
            found[test["registration_id"]].update(_tested(test))
    return found


def _tested(test: dict[str, Any]) -> dict[str, str]:
    measured, findings = _json(test["measured"]), _json(test["findings"])
    found = {
        "way": measured["line"]["way"] if measured["line"] else "",
        "browser": measured["browser"]["name"],
    }
    if test["kind"] == "test":
        worst = max(one["grade"] for one in findings if one["subject"] in _SUBJECTS)
        found["sound"] = "fails" if worst == 3 else "improve" if worst == 2 else "good"
    return found


def _participation(people: dict[int, dict[str, Any]], heard: list[dict[str, Any]]) -> dict[str, int]:
    return {
        "people": len(people),
        "members": len({one["member"] for one in people.values()} - {None}),
        "regions": len({one["region"] for one in people.values()} - {""}),
        "speakers": len({turn["registration_id"] for turn in heard}),
        "speaking_members": len({turn["member_id"] for turn in heard} - {None}),
    }


def _times(seconds: list[float]) -> dict[str, Any]:
    ranked, edges = sorted(seconds), [0, 1, 3, 5, 10, 15, 20, 30, 60, 10**9]
    # The least of them that leaves no more than one in twenty above it.
    most = next((one for one in ranked if sum(other > one for other in ranked) * 20 <= len(ranked)), None)
    bands = [sum(low < one <= high or (low == 0 and one == 0) for one in ranked) for low, high in pairwise(edges)]
    return {
        "heard": len(ranked),
        "middle": median(ranked) if ranked else None,
        "most": most,
        "quick": sum(one <= 3 for one in ranked),
        "slow": sum(one > 20 for one in ranked),
        "bands": bands,
    }


def _tries(turns: list[dict[str, Any]]) -> dict[str, Any]:
    of_person: dict[int, list[dict[str, Any]]] = {}
    for turn in turns:
        of_person.setdefault(turn["registration_id"], []).append(turn)
    tries: Counter[int] = Counter()
    never = 0
    for theirs in of_person.values():
        first = next((place for place, turn in enumerate(theirs, 1) if turn["seconds"] is not None), None)
        if first is not None:
            tries[first] += 1
        elif all(turn["state"] in _OVER for turn in theirs):
            never += 1
    return {"tries": dict(tries), "failed": never}


def _overlapped(sitting: int, heard: list[dict[str, Any]]) -> int:
    voices = _rows("SELECT * FROM sittings_presidingvoice WHERE sitting_id = %s", sitting)
    found = 0
    for turn in heard:
        spoke = _moment(turn["audible_at"]) or _moment(turn["connected_at"])
        assert spoke is not None
        for voice in voices:
            began, ended = _moment(voice["began_at"]), _moment(voice["ended_at"])
            assert began is not None
            other = voice["registration_id"] != turn["registration_id"]
            if other and began - spoke <= timedelta(seconds=2) and (ended is None or ended > spoke):
                found += 1
                break
    return found


def _grouped(people: dict[int, dict[str, Any]], turns: list[dict[str, Any]], name: str) -> dict[str, Any]:
    groups = {}
    for value in {one[name] for one in people.values()}:
        keys = {key for key, one in people.items() if one[name] == value}
        theirs = [turn for turn in turns if turn["registration_id"] in keys]
        seconds = [turn["seconds"] for turn in theirs if turn["seconds"] is not None]
        groups[value] = (
            len(keys),
            len({people[key]["member"] for key in keys} - {None}),
            len({turn["registration_id"] for turn in theirs if turn["seconds"] is not None}),
            _tries(theirs)["failed"],
            median(seconds) if seconds else None,
        )
    return groups


def _comments(sitting: int) -> dict[str, Any]:
    rows = _rows("SELECT * FROM support_rehearsalcomment WHERE sitting_id = %s", sitting)
    rated = {}
    for name in ("sound", "picture", "interpretation", "speaking"):
        given = [row[name] for row in rows if row[name] is not None]
        rated[name] = (len(given), sum(given) / len(given) if given else None)
    return {"comments": len(rows), "answered": sum(row["state"] != "received" for row in rows), "rated": rated}
