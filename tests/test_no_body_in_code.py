"""No class, list, language or organ of the seed stands in the code: they are data of a consultation, or of a preset.

Comments and docstrings may tell of them. What is allowed stands below, each with its reason.
"""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest

from hemicycle.config.environment import CHECKOUT
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.presets import preset
from hemicycle.ops.seed import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.source

#: Where they belong: presets, the seed with its commands, and what the database was once made with.
DATA = ("hemicycle/consultations/presets/*", "hemicycle/ops/seed/*", "hemicycle/*/migrations/*")
#: Organs of the seed's body, and whom it alone has, as parts of words.
ORGANS = ("council", "sector", "palestine", "telecommunication", "itu_")
#: Keys of its classes and lists, as whole words.
KEYS = frozenset(
    {one["key"] for one in preset(files.consultation().preset).settings["classes"]}
    | {row.key for row in files.consultation().lists}
)

#: What speaks of the seed, or gives an example, and so stays.
LASTING = {
    "hemicycle/ops/management/commands/seed.py": "the command that loads the seed",
    "hemicycle/ops/management/commands/secretariat.py": "an example of an address",
    "hemicycle/web/setup/forms.py": "an example of an address",
    "hemicycle/web/setup/body_choice.py": "an example of a short name",
    "hemicycle/web/setup/body_page.py": "examples of what an organ and its members are called",
    "hemicycle/ending/older_forms.py": "what exports of earlier versions have",
    "hemicycle/imports/member_columns.py": "headings of files of earlier versions",
    "hemicycle/imports/messages.py": "councillors of a delegation",
    "hemicycle/imports/registration_columns.py": "the same",
    "hemicycle/people/models/registrations.py": "the same",
    "hemicycle/people/participants.py": "the same",
    "hemicycle/rules/registration.py": "how the quota of a group is kept",
    "hemicycle/web/templates/web/delegations/parts/places.html": "the same",
    "hemicycle/rules/reasons.py": "the name of a rule",
    "hemicycle/web/registration/rule_labels.py": "the same",
}
#: Ordinary words that are keys of its lists too.
ORDINARY = {
    "hemicycle/rules/outcomes.py": "how an item may end, of any list",
    "hemicycle/web/desk/words.py": "how pressing a matter of the desk is",
    "frontend/src/chair/*": "how an item may end, of any list",
    "frontend/src/floor/Documents.svelte": "the same",
}
#: Where all six languages of the interface are named in one place.
SIX = {
    "hemicycle/consultations/languages.py": "those of the interface, which a consultation has unless it says otherwise",
    "hemicycle/ops/simulation/voices.py": "the voices that there are",
    "hemicycle/web/toolkit/docx_styles.py": "how Word names each of them",
    "hemicycle/*/messages.py": "what may be typed into a file",
    "hemicycle/imports/*_columns.py": "the same",
}


def _allowed(path: str, *lists: dict[str, str]) -> bool:
    return any(fnmatch(path, pattern) for known in lists for pattern in known)


def _sources() -> Iterator[tuple[str, Path]]:
    """Every source of the product, but for what is generated."""
    for folder, endings in (("hemicycle", {".py", ".html", ".txt"}), ("frontend/src", {".ts", ".svelte"})):
        for path in sorted((CHECKOUT / folder).rglob("*")):
            name = path.relative_to(CHECKOUT).as_posix()
            generated = "/api/" in name or "/testing/" in name or ".test." in name
            if path.suffix in endings and not generated and not any(fnmatch(name, pattern) for pattern in DATA):
                yield name, path


def _documented(node: ast.AST) -> ast.Constant | None:
    """The docstring of a module, class or function."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or not node.body:
        return None
    first = node.body[0]
    said = first.value if isinstance(first, ast.Expr) else None
    return said if isinstance(said, ast.Constant) and isinstance(said.value, str) else None


def _of_python(source: str) -> Iterator[str]:
    """Names and texts of a module, without what documents it."""
    tree = ast.parse(source)
    passed = {id(said) for node in ast.walk(tree) if (said := _documented(node)) is not None}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value
        else:
            yield from (str(getattr(node, name)) for name in ("id", "attr", "name", "arg") if hasattr(node, name))


def words_of(name: str, source: str) -> list[str]:
    """What a source says, without its comments."""
    if name.endswith(".py"):
        return list(_of_python(source))
    comments = r"{% comment.*?endcomment %}|{#.*?#}|/\*.*?\*/|<!--.*?-->|(?m:(?<!:)//[^\n]*$)"
    return re.findall(r"[\w-]+", re.sub(comments, "", source, flags=re.DOTALL))


def has_six(source: str) -> bool:
    """Whether a list, set or dictionary of a module, or a line of another source, names every language but English."""
    codes = {code for code in LANGUAGES if code != "en"}
    return any(
        codes <= set(re.findall(r"[\"']?\b([a-z]{2})\b", part)) for part in re.findall(r"[\[({][^\[\](){}]*", source)
    )


def test_no_organ_of_the_seeds_body_stands_in_the_code() -> None:
    found = {
        (name, word[:60])
        for name, path in _sources()
        if not _allowed(name, LASTING)
        for word in words_of(name, path.read_text(encoding="utf-8"))
        if any(organ in word.lower() for organ in ORGANS)
    }
    assert found == set()


def test_no_class_or_list_of_the_seed_stands_in_the_code() -> None:
    found = {
        (name, word)
        for name, path in _sources()
        if not _allowed(name, ORDINARY)
        for word in KEYS & set(words_of(name, path.read_text(encoding="utf-8")))
        if name.endswith((".py", ".ts", ".svelte"))
    }
    assert found == set()


def test_the_six_languages_are_listed_nowhere_else() -> None:
    found = {name for name, path in _sources() if has_six(path.read_text(encoding="utf-8"))}
    assert {name for name in found if not _allowed(name, SIX)} == set()


def test_what_is_allowed_for_good_is_there() -> None:
    names = [name for name, _path in _sources()]
    for pattern in LASTING:
        assert any(fnmatch(name, pattern) for name in names), pattern


def test_words_are_told_from_what_documents_them() -> None:
    source = '"""Of the Council."""\n# a sector\ncouncil = f("Palestine")\n'
    assert {word.lower() for word in words_of("a.py", source)} >= {"council", "palestine", "f"}
    assert "Of the Council." not in words_of("a.py", source)
    assert words_of("a.html", "{% comment %}Council{% endcomment %}<b>urgent</b>") == ["b", "urgent", "b"]
    assert words_of("a.ts", "/* council */ const a = 1 // sector") == ["const", "a", "1"]
    assert has_six('X = ("ar", "zh", "en", "fr", "ru", "es")')
    assert not has_six('X = ("ar", "fr")')
