"""Lists that a person reads are joined as each language joins them, never by a comma of English."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

import hemicycle
from hemicycle.imports.messages import refusal_message
from hemicycle.imports.reasons import ImportCode
from hemicycle.rules.reasons import Reason

ROOT = Path(hemicycle.__file__).parent
#: What is written for a program, or is read back by one: SQL, JSON, the cells of a file, a hidden field of a form; and
#: what speaks English alone, as these two rooms do: the errors of a file that was exported, and its description.
FOR_PROGRAMS = {
    "agenda/item_import.py": 2,
    "consultations/participation.py": 1,
    "documents/import_columns.py": 1,
    "documents/importing.py": 2,
    "ending/opening.py": 1,
    "ending/readme.py": 1,
    "imports/member_contacts.py": 1,
    "imports/present.py": 2,
    "journal/locks.py": 2,
    "live/answers.py": 1,
    "mail/message.py": 1,
    "sittings/sitting_import.py": 1,
    "web/access/security_txt.py": 1,
    "web/enquiries/reminders_page.py": 1,
    "web/mail/compose_page.py": 1,
    "web/registration/bulk_page.py": 1,
}
#: The operator's, in English.
TERMINAL = ("config/", "ops/", "verification/")


def joined(source: str) -> int:
    """How often a text joins parts by a comma or a semicolon."""
    return sum(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.func.value, ast.Constant)
        and str(node.func.value.value).strip() in {",", ";", "،", "，", "、"}
        for node in ast.walk(ast.parse(source))
    )


def test_a_join_is_found() -> None:
    assert joined('row.warn("name", CODE, names=", ".join(names))') == 1
    assert joined('"; ".join(a) + " · ".join(b) + listed(c)') == 1


@pytest.mark.source
def test_no_list_that_a_person_reads_is_joined_by_a_comma() -> None:
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    assert len(sources) > 500
    found = Counter({name: joined(source) for name, source in sources.items()})
    assert {name: number for name, number in found.items() if number and not name.startswith(TERMINAL)} == FOR_PROGRAMS


@pytest.mark.parametrize(
    ("language", "named", "offered"),
    [
        ("en", "Ana, Ben and Cem", "state, member or guest"),
        ("fr", "Ana, Ben et Cem", "state, member ou guest"),
        ("es", "Ana, Ben y Cem", "state, member o guest"),
        ("ru", "Ana, Ben и Cem", "state, member или guest"),
        ("zh-hans", "Ana、Ben和Cem", "state、member或guest"),
    ],
)
def test_a_finding_of_an_import_lists_names_as_its_reader_does(language: str, named: str, offered: str) -> None:
    alike = Reason.from_json({"code": "import_name_looks_like", "facts": {"names": ["Ana", "Ben", "Cem"]}})
    kinds = Reason(ImportCode.IMPORT_KIND, {"kinds": ["state", "member", "guest"]})
    with translation.override(language):
        assert named in refusal_message(alike)
        assert offered in refusal_message(kinds)
