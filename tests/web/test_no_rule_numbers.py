"""No number of our own rules is shown to anybody: a reader takes it for one of the body's Rules of Procedure."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

import hemicycle

ROOT = Path(hemicycle.__file__).parent
FRONT_END = ROOT.parent / "frontend" / "src"
#: ``rule %(rule)s``, ``(rule 14)``, ``Rule {{ rule }}``; a rule of the body's own, as in "rule 3.2", is none of ours.
NUMBER = re.compile(r"\brules? ?(%[(sd]|\{\{?|\d+\b(?!\.\d))", re.IGNORECASE)
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
GETTEXT = frozenset(
    ["_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"]
)
#: Calls of the front end's catalogue, with what is asked for.
ROOM_WORDS = re.compile(r"\b(?:n?p?gettext)\(\s*((?:\"(?:[^\"\\]|\\.)*\"[,\s]*)+)")


def test_what_is_looked_for_is_found() -> None:
    ours = ("%(why)s (rule %(rule)d)", "Rule {{ rule }} of the procedure", "(rule\n 14)", "rules 26, 27", "rule {n}")
    assert all(NUMBER.search(" ".join(text.split())) for text in ours)
    assert not any(NUMBER.search(text) for text in ("Rules of Procedure, rule 3.2", "Sources of rules", "a rule (3)"))


def test_no_template_has_one() -> None:
    templates = sorted(ROOT.rglob("templates/**/*.html")) + sorted(ROOT.rglob("templates/**/*.txt"))
    assert templates
    texts = {path: " ".join(COMMENTS.sub("", path.read_text(encoding="utf-8")).split()) for path in templates}
    assert not [str(path) for path, text in texts.items() if NUMBER.search(text)]


def test_no_string_of_the_pages_has_one() -> None:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
                words = [part.value for part in node.args if isinstance(part, ast.Constant)]
                found += [word for word in words if isinstance(word, str) and NUMBER.search(word)]
    assert not found


def test_no_string_of_the_room_has_one() -> None:
    asked = [
        words
        for path in (*FRONT_END.rglob("*.ts"), *FRONT_END.rglob("*.svelte"))
        if ".test." not in path.name
        for words in ROOM_WORDS.findall(path.read_text(encoding="utf-8"))
    ]
    assert asked
    assert not [words for words in asked if NUMBER.search(words)]


def test_no_catalogue_has_one() -> None:
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    assert len(catalogues) == 10
    for path in catalogues:
        with path.open("rb") as file:
            ids = [message.id for message in read_po(file, locale=path.parent.parent.name) if message.id]
        texts = [text for one in ids for text in ([one] if isinstance(one, str) else one)]
        assert not [text for text in texts if NUMBER.search(text)], path
