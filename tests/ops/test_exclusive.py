"""Of the steward there is one: the second waits until the first has ended."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection

from hemicycle.ops import exclusive, services, supervisor
from hemicycle.ops.exclusive import Exclusive
from hemicycle.ops.supervisor import Stack
from tests.ops.test_supervisor import part, until
from tests.ports import free_port

if TYPE_CHECKING:
    from hemicycle.ops.installation import Installation


class Elsewhere:
    """A right that another machine holds until it is given up."""

    given_up = threading.Event()

    def __init__(self, _name: str) -> None:
        self.ours = True

    def wait(self, stopping: threading.Event, tell: object) -> bool:
        if not self.given_up.is_set():
            tell()  # type: ignore[operator]
        while not (stopping.is_set() or self.given_up.wait(0.01)):
            pass
        return not stopping.is_set()

    def is_ours(self) -> bool:
        return self.given_up.is_set()

    def release(self) -> None:
        """Nothing is held."""


@pytest.fixture
def stack(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Stack:
    monkeypatch.setattr(exclusive, "AGAIN", 0.01)
    monkeypatch.setattr(supervisor, "HEALTH_EVERY", 0.05)
    monkeypatch.setattr(supervisor, "Exclusive", Elsewhere)
    monkeypatch.setattr(Elsewhere, "given_up", threading.Event())
    first = replace(part("first", free_port()), alone=True)
    monkeypatch.setattr(supervisor, "SERVICES", {"first": lambda *_: first})
    return Stack(installation, ("first",))


def test_a_second_one_waits_says_so_and_takes_over(installation: Installation, stack: Stack) -> None:
    with stack:
        log = installation.home / "logs" / "first.log"
        until(lambda: "Another first runs already" in log.read_text())
        assert stack.pid("first") is None
        Elsewhere.given_up.set()
        until(lambda: stack.pid("first"))
        stack.wait_until_works("first")
        assert "ended by force" not in log.read_text()


def test_one_that_lost_its_right_ends(stack: Stack) -> None:
    Elsewhere.given_up.set()
    with stack:
        assert stack.pid("first")
        Elsewhere.given_up.clear()
        until(lambda: stack.pid("first") is None)


def test_the_steward_is_one(installation: Installation) -> None:
    assert services.steward(installation, lambda _: None).alone


@pytest.mark.django_db(transaction=True)
def test_the_database_gives_the_right_once() -> None:
    never, told = threading.Event(), threading.Event()
    first, second = Exclusive("steward"), Exclusive("steward")
    assert first.wait(never, told.set)
    assert not told.is_set()
    assert first.is_ours()
    if connection.vendor != "postgresql":
        return
    another = Exclusive("another")
    assert another.wait(never, told.set)
    assert not told.is_set()
    another.release()
    got: list[bool] = []
    waiting = threading.Thread(target=lambda: got.append(second.wait(never, told.set)))
    waiting.start()
    assert told.wait(60)
    assert not got
    first.release()
    waiting.join(60)
    assert got == [True]
    assert not first.is_ours(), "the other has it now"
    second.release()


def test_a_database_that_is_away_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else can have taken the right from it meanwhile, and what runs plays on."""
    right = Exclusive("steward")

    def away(_self: Exclusive) -> bool:
        raise DatabaseError

    monkeypatch.setattr(Exclusive, "_take", away)
    assert right.is_ours()


@pytest.mark.django_db(transaction=True)
def test_who_has_the_right_starts_again_with_it() -> None:
    """The process dies, and who started it keeps the right and waits for nobody."""
    never, told = threading.Event(), threading.Event()
    right = Exclusive("steward")
    assert right.wait(never, told.set)
    stopping = threading.Event()
    got: list[bool] = []

    def tell() -> None:
        told.set()
        stopping.set()

    again = threading.Thread(target=lambda: got.append(right.wait(stopping, tell)))
    again.start()
    again.join(60)
    assert got == [True]
    assert not told.is_set()
    right.release()
