"""Nobody is refused without words, in any room, and no words are for nothing.

The words are in Django's rooms; this stands here, where ``make check`` runs it.
"""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hemicycle
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(hemicycle.__file__).parent
#: The procedure's own are worded in the lowest room that has languages.
WORDED_IN = {"rules": "consultations"}
#: Said otherwise: to the media server, by taking the permission away; by the page that checks a badge, with the days.
SAID_OTHERWISE = {RuleCode.NO_FLOOR, RuleCode.CONSULTATION_NOT_TODAY}
#: By room: whose refusals its pages may meet, beside the procedure's and its own.
MEETS = {
    "people": (),
    "mail": ("people",),
    "arrivals": ("people", "mail"),
    "imports": ("people",),
    "documents": ("people", "imports"),
    "correspondence": ("people", "mail"),
    "contributions": ("people", "mail", "imports", "documents", "correspondence"),
    "agenda": ("people", "mail", "correspondence"),
    "sittings": ("people", "mail", "correspondence", "agenda"),
    "outcome": ("people", "mail", "correspondence", "agenda", "sittings"),
    "support": ("people", "mail", "correspondence", "agenda", "sittings", "outcome"),
    "live": ("people", "mail", "correspondence", "agenda", "sittings", "outcome", "support"),
}


def codes(room: str) -> set[ReasonCode]:
    """Every code of a room."""
    module = import_module("hemicycle.rules.codes" if room == "rules" else f"hemicycle.{room}.reasons")
    (enumeration,) = (
        found for found in vars(module).values() if isinstance(found, type) and found.__module__ == module.__name__
    )
    assert issubclass(enumeration, ReasonCode)
    return set(enumeration)


ROOMS = ["rules", *sorted(path.parent.name for path in ROOT.glob("*/reasons.py") if path.parent.name != "rules")]
EVERY = [code for room in ROOMS for code in codes(room)]


def refusing(room: str) -> set[ReasonCode]:
    """What a room refuses for, and words."""
    return {code for code in codes(room) if code.refuses} - SAID_OTHERWISE


def messages(room: str) -> ModuleType:
    return import_module(f"hemicycle.{WORDED_IN.get(room, room)}.messages")


@pytest.mark.parametrize("room", ROOMS)
def test_every_refusal_of_a_room_is_worded_and_nothing_else(room: str) -> None:
    worded = set(messages(room).MESSAGES)
    module = messages(room).__name__
    assert refusing(room) - worded == set(), f"{module}: write what happened and what to do, for each of these codes"
    assert worded - refusing(room) == set(), f"{module}: nothing is refused for these codes; take their words away"


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "rules"])
def test_a_room_has_the_words_of_all_that_its_pages_meet(room: str) -> None:
    met = [set[ReasonCode](), refusing("rules"), *(refusing(other) for other in (*MEETS[room], room))]
    assert set(messages(room).ALL) == set().union(*met)


def test_a_code_is_of_one_room() -> None:
    assert len(EVERY) == len(set(EVERY)), "a stored code is read by its value: give one of the two another"


def used() -> Iterator[tuple[str, str]]:
    """Every ``SomeCode.MEMBER`` of the product, where it is neither defined nor worded."""
    for path in ROOT.rglob("*.py"):
        if path.name in {"reasons.py", "codes.py"} or path.name.endswith("messages.py"):
            continue
        text = path.read_text(encoding="utf-8")
        if "Code." not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("Code"):
                yield node.value.id, node.attr


def test_every_code_is_used() -> None:
    dead = {(type(code).__name__, code.name) for code in EVERY} - set(used())
    assert dead == set(), "nothing is decided or refused for these codes; take them away"
