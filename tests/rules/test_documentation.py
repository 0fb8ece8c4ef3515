"""``docs/rules.md`` says what the rules are and where each is held, and that is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Rule

ROOT = Path(__file__).parents[2]
RULES = ROOT / "hemicycle" / "rules"
STATEMENT = re.compile(r"^\| (\d+) \| [LPC, ]+ \| .+ \| (.*)\|$", re.MULTILINE)
#: What a flowchart ends in: ``/"4 does_not_lead"/``, with several behind commas.
ENDS = re.compile(r'\[/"(.+?)"/\]')
END = re.compile(r"(?:(\d+) )?([a-z]+(?:_[a-z]+)+|removed)\b")
#: Where codes and rules are written down, and nothing is decided.
NAMING = {"codes", "reasons"}


def document() -> str:
    return (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def documented() -> dict[int, set[str]]:
    statements = STATEMENT.findall(document())
    return {int(number): set(re.findall(r"`(\w+)`", where)) for number, where in statements}


def cited(module: Path) -> set[Rule]:
    """The rules of the codes that a module decides with."""
    names = {
        node.attr
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "RuleCode"
    }
    return {rule for name in names if (rule := RuleCode[name].rule) is not None}


def test_the_rules_that_can_be_cited_are_the_statements_in_their_order() -> None:
    assert [rule.value for rule in Rule] == list(documented()), (
        "Rule in hemicycle/rules/reasons.py and the statements of docs/rules.md differ: give each number one member"
    )


@pytest.mark.source
@pytest.mark.parametrize("module", sorted(RULES.glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_a_module_of_the_rules_cites_statements_that_name_it(module: Path) -> None:
    unnamed = {rule.value for rule in cited(module) if module.stem not in documented()[rule]}
    assert unnamed == set(), f"docs/rules.md: name `{module.stem}` beside these statements, or cite others in codes.py"


def test_a_statement_names_only_modules_that_there_are() -> None:
    there = {path.stem for path in RULES.glob("[a-z]*.py")} - NAMING
    assert set().union(*documented().values()) <= there


def test_what_a_code_says_is_held_by_a_module() -> None:
    empty = {number for number, modules in documented().items() if not modules}
    assert {code for code in RuleCode if code.rule in empty} == set(), "docs/rules.md says that nothing depends on it"


@pytest.mark.source
def test_the_statements_that_a_module_holds_are_those_with_a_test() -> None:
    tests = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    tested = {int(number) for text in tests for number in re.findall(r"def test_rule_(\d+)_", text)}
    assert tested == {number for number, modules in documented().items() if modules}


def test_a_flowchart_ends_in_codes_under_their_rules() -> None:
    ends = [end for label in ENDS.findall(document()) for end in END.findall(label.replace("<br>", " "))]
    assert ends
    assert {code: number for number, code in ends} == {
        code: str(int(RuleCode(code).rule or "0") or "") for _, code in ends
    }
