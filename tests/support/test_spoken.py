"""How an accessibility tree is put into words."""

from __future__ import annotations

from typing import Any

from tests.support.spoken import spoken, words_of


def node(role: str, name: str = "", *children: str, key: str = "1", **properties: Any) -> dict[str, Any]:
    return {
        "nodeId": key,
        "role": {"value": role},
        "name": {"value": name},
        "childIds": list(children),
        "properties": [{"name": state, "value": {"value": value}} for state, value in properties.items()],
    }


def test_a_control_is_said_with_its_state() -> None:
    assert words_of(node("button", "Cough, hold", pressed="true")) == "button: Cough, hold, pressed"
    assert words_of(node("heading", "Next", level=2)) == "heading 2: Next"
    assert words_of(node("button", "Ask", disabled=True)) == "button: Ask, unavailable"


def test_what_only_groups_is_silent_and_so_is_what_is_hidden() -> None:
    assert words_of(node("generic", "")) == ""
    assert words_of({**node("button", "Hidden"), "ignored": True}) == ""


def test_the_text_of_a_button_is_said_once() -> None:
    tree = [
        node("RootWebArea", "Room", "2", "4"),
        node("button", "Ask for the floor", "3", key="2"),
        node("StaticText", "Ask for the floor", key="3"),
        node("StaticText", "Place 2", key="4"),
    ]
    assert list(spoken(tree)) == ["button: Ask for the floor", "Place 2"]


def test_of_a_closed_choice_its_value_is_said_and_not_the_others() -> None:
    tree = [
        node("RootWebArea", "Form", "2", "4"),
        {**node("combobox", "Member", "3", key="2", expanded=False), "value": {"value": "Brazil"}},
        node("option", "Japan", key="3"),
        node("button", "Register", key="4"),
    ]
    assert list(spoken(tree)) == ["combobox: Member, collapsed, Brazil", "button: Register"]
