"""``docs/rules.md`` says where each statement is held, and that is where it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATEMENT = re.compile(r"^\| (\d+) \| [LPC, ]+ \| .+ \| (.*)\|$", re.MULTILINE)
CITED = re.compile(r"\b(?:allow|refuse|Reason)\((\d+),")


def documented() -> dict[int, set[str]]:
    statements = STATEMENT.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
    return {int(number): set(re.findall(r"`(\w+)`", where)) for number, where in statements}


def test_every_statement_is_there_once_in_order() -> None:
    assert list(documented()) == list(range(1, 38))


@pytest.mark.source
@pytest.mark.parametrize("module", sorted((ROOT / "hemicycle" / "rules").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_a_module_of_the_rules_cites_statements_that_name_it(module: Path) -> None:
    cited = {int(number) for number in CITED.findall(module.read_text(encoding="utf-8"))} - {0}
    unnamed = {number for number in cited if module.stem not in documented()[number]}
    assert unnamed == set()


def test_a_statement_names_only_modules_that_there_are() -> None:
    there = {path.stem for path in (ROOT / "hemicycle" / "rules").glob("*.py")}
    assert set().union(*documented().values()) <= there
