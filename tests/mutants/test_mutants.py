"""The changed copy means the same as the code before it is changed, and every room with actions is changed."""

from __future__ import annotations

import ast
from textwrap import dedent
from typing import Any

from tests.mutants.__main__ import ROOT, Score, told
from tests.mutants.rooms import Room, rooms
from tests.mutants.undecorated import undecorated

SOURCE = dedent('''
    from contextlib import contextmanager
    from functools import cache

    class Sum:
        """Of two."""

        def __init__(self, one):
            self.one = one

        @property
        def twice(self):
            """Both."""
            return 2 * self.one

    @contextmanager
    def opened(name):
        yield name.upper()

    @cache
    def kept(name):
        return name

    COMMANDS = {}

    def command(action):
        def register(run):
            COMMANDS[action] = run
            return run
        return register

    @command("queue.open")
    def open_list(name):
        return name * 2

    def plain(name):
        with opened(name) as shout:
            return shout + kept(name) + COMMANDS["queue.open"](name)
''')


#: Mutmut changes functions under these two, and an abstract one has nothing to change.
CHANGED_OR_EMPTY = {"classmethod", "staticmethod", "abstractmethod"}


def made(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(source, "source", "exec"), names)  # noqa: S102 - the source above
    return names


def test_decorators_that_mutmut_leaves_alone_become_calls_that_do_the_same() -> None:
    changed = undecorated(SOURCE)
    assert "opened = contextmanager(opened)" in changed
    assert "    twice = property(twice)" in changed
    assert 'open_list = command("queue.open")(open_list)' in changed
    assert changed.count("@") == 1  # what a cache keeps is another function's
    for names in (made(SOURCE), made(changed)):
        assert (names["Sum"](3).twice, names["plain"]("so")) == (6, "SOsososo")
    assert undecorated(changed) == changed


def test_every_room_with_actions_is_changed_and_has_its_tests() -> None:
    every_room = rooms(ROOT)
    acting = {path.parent.name for path in (ROOT / "hemicycle").glob("*/actions*") if path.suffix in {"", ".py"}}
    assert {room.name for room in every_room} == {"rules", *acting}
    for room in every_room:
        assert room.changed, room.name
        for folder in room.tests:
            assert list((ROOT / folder).glob("test_*.py")), f"{room.name} has no tests in {folder}"
        assert room.least == (90 if room.name == "rules" else 80)
    assert "hemicycle/sittings/act.py" in {name for room in every_room for name in room.changed}


def test_no_act_of_a_room_keeps_a_decorator_that_hides_it_from_mutmut() -> None:
    hidden = [
        f"{name}:{node.name}"
        for room in rooms(ROOT)
        for name in room.changed
        for node in ast.walk(ast.parse(undecorated((ROOT / name).read_text(encoding="utf-8"))))
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(one) not in CHANGED_OR_EMPTY for one in node.decorator_list)
    ]
    assert hidden == []


def test_too_few_is_said_and_what_was_drawn_too() -> None:
    room = Room("agenda", ("a.py",), ("tests/agenda",), 80)
    few = Score(room, made=40, tried=10, by_time=1, survivors=("x", "y", "z"))
    enough = Score(room, made=5, tried=5, by_time=0, survivors=("x",))
    assert (few.enough, enough.enough) == (False, True)
    assert told(few).split(maxsplit=1)[1] == "7 / 10 of 40, 1 by time  70.0 % (at least 80 %)  TOO FEW"
    assert told(enough).split(maxsplit=1)[1] == "4 / 5  80.0 % (at least 80 %)"
    assert not Score(room, made=0, tried=0, by_time=0, survivors=()).enough
