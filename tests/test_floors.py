"""What a room's tests run never gets less, and a room that falls is told what to do."""

from __future__ import annotations

import pytest

from tests.floors import Share, complaints, raised, rooms


def file(statements: int, lines: int, branches: int, taken: int) -> dict[str, dict[str, int]]:
    counts = {
        "num_statements": statements,
        "covered_lines": lines,
        "num_branches": branches,
        "covered_branches": taken,
    }
    return {"summary": counts}


def test_a_room_is_all_of_its_files_lines_and_branches_alike() -> None:
    report = {
        "files": {
            "hemicycle/rules/queue.py": file(80, 80, 20, 10),
            "hemicycle/rules/floor.py": file(90, 85, 10, 5),
            "hemicycle/web/access/page.py": file(10, 5, 0, 0),
            "hemicycle/__init__.py": file(1, 0, 0, 0),
        }
    }
    found = rooms(report)
    assert {room: str(share) for room, share in found.items()} == {"rules": "90.0 %", "web": "50.0 %"}


def test_a_room_without_anything_to_run_is_run_whole() -> None:
    assert Share().percent == 100


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ({"rules": 90.0}, []),
        ({"rules": 95.1}, ["rules fell to 95.0 %, below 95.1 %: test what was added, see var/coverage/html"]),
        ({}, ["rules has no floor: run make floors, which writes one to tests/floors.toml"]),
        ({"rules": 90.0, "web": 90.0}, ["web is no room: take it out of tests/floors.toml"]),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(floors: dict[str, float], said: list[str]) -> None:
    assert complaints({"rules": Share(100, 95)}, floors) == said


def test_a_floor_is_raised_to_what_was_measured_and_never_lowered() -> None:
    measured = {"rules": Share(1000, 958), "ops": Share(1000, 700)}
    assert raised(measured, {"ops": 80.0, "gone": 99.0}) == {"rules": 95.5, "ops": 80.0}
