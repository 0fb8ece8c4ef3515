"""Rule 49: whether somebody will be heard in a sitting, by their tests, and how far a Member's people are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.connection_tests import Cause, Subject, Verdict
from hemicycle.rules.measured import Purpose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from hemicycle.rules.connection_tests import Finding

#: A sitting is looked at so long before it opens: there is still time to mend something.
AHEAD = timedelta(days=3)
#: Nobody is asked to test more often than this, unless whoever asks says so.
APART = timedelta(days=1)


class Connection(StrEnum):
    """What somebody's tests say of their connection.

    Attributes:
        WORKING: They would be heard, or, where their class never speaks, would hear.
        UNUSABLE: They would not.
        UNTESTED: Nothing says either.
    """

    WORKING = "working"
    UNUSABLE = "unusable"
    UNTESTED = "untested"


class Coverage(StrEnum):
    """How far the people of a Member are who may enter a sitting, the worst first.

    Attributes:
        NOBODY: None of them may enter.
        WITHOUT: None of them has a connection that works.
        ONE: One has.
        DEPUTY: More than one has: another one is there when the first fails.
    """

    NOBODY = "nobody"
    WITHOUT = "without"
    ONE = "one"
    DEPUTY = "deputy"


class Practised(StrEnum):
    """How somebody practised, what tells most first.

    Attributes:
        REHEARSAL: They were in the room of a rehearsal or a test session.
        ALONE: They finished a practice alone in which they were heard (rule 51).
    """

    REHEARSAL = "rehearsal"
    ALONE = "alone"


#: A Member that would not be heard.
LACKING = frozenset({Coverage.NOBODY, Coverage.WITHOUT})
#: With one of these a test leaves open whether somebody is heard; so does one that never looked at the microphone.
UNPROVEN = frozenset({Cause.MICROPHONE_SKIPPED, Cause.MICROPHONE_UNMEASURED, Cause.NETWORK_UNTESTED, Cause.MEDIA_AWAY})


@dataclass(frozen=True)
class Result:
    """A finished test.

    Attributes:
        purpose: For what it was run.
        findings: All that was found.
    """

    at: datetime
    purpose: Purpose
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


def proves(test: Result, needed: Purpose) -> bool:
    """Whether a test says anything of a connection: that it fails, or that the whole way to being heard was measured.

    Args:
        needed: For what its person comes now.
    """
    if test.verdict is Verdict.UNUSABLE:
        return True
    heard = needed is Purpose.LISTENER or test.purpose is not Purpose.LISTENER
    looked = any(found.subject is Subject.MICROPHONE for found in test.findings)
    return heard and looked and all(found.cause not in UNPROVEN for found in test.findings)


def connection(tests: Iterable[Result], needed: Purpose) -> Connection:
    """What somebody's tests say: the last one that says anything does."""
    telling = [test for test in tests if proves(test, needed)]
    if not telling:
        return Connection.UNTESTED
    last = max(telling, key=lambda test: test.at)
    return Connection.UNUSABLE if last.verdict is Verdict.UNUSABLE else Connection.WORKING


def coverage(connections: Collection[Connection]) -> Coverage:
    """How far a Member is.

    Args:
        connections: Of its people who may enter the sitting.
    """
    working = sum(one is Connection.WORKING for one in connections)
    if not working:
        return Coverage.WITHOUT if connections else Coverage.NOBODY
    return Coverage.ONE if working == 1 else Coverage.DEPUTY


def has_deputy(own: Connection, of_member: Collection[Connection]) -> bool:
    """Whether somebody else of their Member is ready.

    Args:
        of_member: Connections of all its people who may enter the sitting, their own among them.
    """
    return sum(one is Connection.WORKING for one in of_member) > (own is Connection.WORKING)


def asked_of_late(last: datetime | None, at: datetime) -> bool:
    """Whether somebody was asked to test so shortly before that they are not asked again by themselves."""
    return last is not None and last > at - APART


def practised(*, in_rehearsal: bool, alone: bool) -> Practised | None:
    """How somebody practised before a sitting; None where they did not."""
    if in_rehearsal:
        return Practised.REHEARSAL
    return Practised.ALONE if alone else None
