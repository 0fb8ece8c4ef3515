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
_CODES = frozenset(LANGUAGES)
_PRESET = preset(files.consultation().preset)
#: Keys of its classes and lists, as whole words.
KEYS = frozenset({one["key"] for one in _PRESET.settings["classes"]} | {row.key for row in files.consultation().lists})
#: Keys of the texts for adoption that its documents contain, and what these are called.
CONTENTS = frozenset(one["key"] for one in _PRESET.settings["document_contents"])
CONTENT_NAMES = frozenset(one["name"]["en"] for one in _PRESET.settings["document_contents"])
#: Keys of its kinds of Members, which are compared with what is called a kind, or are given to it.
KINDS = frozenset(one["key"] for one in _PRESET.body["kinds"])

#: What speaks of the seed, or gives an example, and so stays.
LASTING = {
    "hemicycle/ops/management/commands/seed.py": "the command that loads the seed",
    "hemicycle/ops/management/commands/secretariat.py": "an example of an address",
    "hemicycle/web/setup/forms.py": "an example of an address",
    "hemicycle/web/setup/body_choice.py": "an example of a short name",
    "hemicycle/web/setup/body_page.py": "examples of what an organ and its members are called",
    "hemicycle/ending/older_forms.py": "what exports of earlier versions have",
    "hemicycle/imports/member_columns.py": "headings of files of earlier versions",
    "hemicycle/imports/vocabulary.py": "the key of a part in a delegation, which each body calls as it says",
    "hemicycle/people/delegation_parts.py": "the same",
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
    "hemicycle/web/templates/web/desk/*": "the same",
    "hemicycle/web/templates/web/agenda/list.html": "an example of what a list is called",
    "hemicycle/people/selection.py": "what a registration needs",
    "frontend/src/chair/*": "how an item may end, of any list",
    "frontend/src/floor/Documents.svelte": "the same",
    "frontend/src/floor/stating.ts": "the same",
    "frontend/src/queue/motions.ts": "the same",
    "frontend/src/conclusion/*": "the same",
    "hemicycle/web/templates/web/conclusions/*": "a conclusion that cannot wait for the session",
}
#: Where languages of the interface are named one by one in one place.
NAMED = {
    "hemicycle/config/settings.py": "those in which the interface speaks",
    "hemicycle/consultations/languages.py": "the same, which a consultation has unless it says otherwise",
    "hemicycle/correspondence/conditions_named.py": "how each of them names conditions",
    "hemicycle/ops/simulation/voices.py": "the voices that there are",
    "frontend/src/app/practice/scene.ts": "the same",
    "hemicycle/rules/outcomes.py": "how each of them says that something was decided",
    "hemicycle/web/toolkit/docx_styles.py": "how Word names each of them",
    "hemicycle/*/messages.py": "what may be typed into a file",
    "hemicycle/imports/*_columns.py": "the same",
}
#: What the seed's body calls its Members, their people and the session that it prepares.
WORDS = re.compile(r"\bStates?\b|\bCouncill?ors?\b|[Pp]hysical session|Financial Regulations")
_OF_ISO = "two letters of ISO 3166-1 are the code of a State, whatever the body"
_RECORD = "the condition of the record"
_EXAMPLE = "an example of what a body may call it"
#: Texts with such words that every body may see.
SAID = {
    "It identifies the Member. Two letters (ISO 3166-1) for a State, or as the kind of Member says.": _OF_ISO,
    "Short form of the name in this language. Empty for a State means the short name of the United Nations.": _OF_ISO,
    "Enter the ISO 3166-1 code of the State: two letters, e.g. BR.": _OF_ISO,
    "As on a name plate. Empty for a State: the United Nations short name.": _OF_ISO,
    "Empty for a State: the United Nations short name.": _OF_ISO,
    "Two letters (ISO 3166-1), with the names of States": _OF_ISO,
    "With its hyphen, e.g. sm-. Empty for codes without one, and for those of States.": _OF_ISO,
    "State of the record, daily": _RECORD,
    "State of the record: {consultation}": _RECORD,
    "For example “Councillor”. It is a role in a delegation. Empty: as for a Member with a seat.": _EXAMPLE,
    "Councillor": "what files of earlier versions call a part in a delegation; people read delegation_parts",
    "Load the Virtual Consultation of Councillors of June 2020 with made-up people. Safe to repeat.": "the seed",
}
#: So many languages beside each other are a list of them, written into the code.
SEVERAL = 4


_COMMENTS = r"{% comment.*?endcomment %}|{#.*?#}|/\*.*?\*/|<!--.*?-->|(?m:(?<!:)//[^\n]*$)"


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
    return re.findall(r"[\w-]+", re.sub(_COMMENTS, "", source, flags=re.DOTALL))


def texts_of(name: str, source: str) -> list[str]:
    """The texts of a source that somebody may read: of a module its literals, of a template all but comments."""
    if name.endswith(".py"):
        tree = ast.parse(source)
        passed = {id(said) for node in ast.walk(tree) if (said := _documented(node)) is not None}
        literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in passed)
        return [node.value for node in literals if isinstance(node.value, str)]
    bare = re.sub(_COMMENTS, "", source, flags=re.DOTALL)
    return re.findall(r"""(?:"[^"\n]*"|'[^'\n]*'|`[^`]*`)""", bare) if name.endswith(".ts") else bare.splitlines()


def kinds_in(source: str) -> set[str]:
    """Kinds of Members that a source compares with a kind, or says that one is: ``kind == "state"``."""
    said = re.findall(r"\bkinds?\b[\"']?\]?\)?\s*(?:[!=]?=|:|\bin\b)\s*([\[({]?\s*(?:[\"']\w+[\"']\W{0,2})+)", source)
    return {word for words in said for word in re.findall(r"\w+", words)} & KINDS


def contents_in(name: str, source: str) -> set[str]:
    """Texts for adoption of the seed that a source has: a literal that is a key, a list of keys, or a name of one."""
    texts = texts_of(name, source)
    literals = texts if name.endswith(".py") else quoted(source)
    keys = (CONTENTS & set(re.findall(r"[\w-]+", text)) for text in literals)
    listed = (found for found, text in zip(keys, literals, strict=True) if text in CONTENTS or len(found) > 1)
    return {key for found in listed for key in found} | {
        one for one in CONTENT_NAMES if any(one in text for text in texts)
    }


def quoted(source: str) -> list[str]:
    """What stands in quotation marks in a source that is no module, without its comments."""
    bare = re.sub(_COMMENTS, "", source, flags=re.DOTALL)
    return [said for _mark, said in re.findall(r"""(["'`])([^"'`\n]*)\1""", bare)]


def lists_languages(name: str, source: str) -> bool:
    """Whether several languages stand beside each other, however deep, as the parts of one list or table."""
    found = _of_displays(ast.parse(source)) if name.endswith(".py") else _of_brackets(source)
    return any(len(codes) >= SEVERAL for codes in found)


def _of_displays(tree: ast.AST) -> Iterator[set[str]]:
    """The languages that each literal of a module names, in what is nested too, and in texts of several words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.Constant | ast.Call):
            yield set(_leaves(node)) & _CODES


def _leaves(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from re.split(r"[\s,;:|/]+", node.value)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        yield from (leaf for part in node.elts for leaf in _leaves(part))
    elif isinstance(node, ast.Dict):
        yield from (leaf for part in (*node.keys, *node.values) for leaf in _leaves(part))
    elif isinstance(node, ast.Call):
        yield from (leaf for part in (*node.args, *(named.value for named in node.keywords)) for leaf in _leaves(part))
        yield from (named.arg for named in node.keywords if named.arg)


def _of_brackets(source: str) -> Iterator[set[str]]:
    """The languages between each pair of brackets, in quotation marks or before a colon; pairs of pairs are one."""
    open_: list[set[str]] = [set()]
    for found in re.finditer(r"([\[({])|([\])}])|([\"'`])([a-z]{2})\3|\b([a-z]{2})(?=\s*:)", source):
        opens, closes, _mark, quoted, key = found.groups()
        if opens:
            open_.append(set())
        elif closes and len(open_) > 1:
            within = open_.pop()
            yield within
            open_[-1] |= within if len(within) == 1 else set()
        elif not closes:
            open_[-1] |= _CODES & {quoted or key}
    yield from open_


def test_no_organ_of_the_seeds_body_stands_in_the_code() -> None:
    found = {
        (name, word[:60])
        for name, path in _sources()
        if not _allowed(name, LASTING)
        for word in words_of(name, path.read_text(encoding="utf-8"))
        if any(organ in word.lower() for organ in ORGANS)
    }
    assert found == set()


def test_no_word_of_the_seeds_body_is_said_to_every_body() -> None:
    said = {
        (name, text)
        for name, path in _sources()
        for text in texts_of(name, path.read_text(encoding="utf-8"))
        if WORDS.search(text)
    }
    assert {(name, text) for name, text in said if text not in SAID} == set()
    assert set(SAID) - {text for _name, text in said} == set()


def test_no_class_or_list_of_the_seed_stands_in_the_code() -> None:
    found = {
        (name, word)
        for name, path in _sources()
        if not _allowed(name, ORDINARY)
        for word in KEYS & set(words_of(name, path.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_no_text_for_adoption_of_the_seed_stands_in_the_code() -> None:
    sources = {name: path.read_text(encoding="utf-8") for name, path in _sources() if not _allowed(name, ORDINARY)}
    assert {name: found for name, source in sources.items() if (found := contents_in(name, source))} == {}


def test_no_kind_of_member_of_the_seed_stands_in_the_code() -> None:
    sources = {name: path.read_text(encoding="utf-8") for name, path in _sources()}
    assert {name: found for name, source in sources.items() if (found := kinds_in(source))} == {}


def test_languages_are_listed_nowhere_else() -> None:
    found = {name for name, path in _sources() if lists_languages(name, path.read_text(encoding="utf-8"))}
    assert {name for name in found if not _allowed(name, NAMED)} == set()


def test_no_time_zone_is_usual_in_the_code() -> None:
    zones = re.compile(
        r"""default\w*\s*=\s*["'][A-Z]\w+/\w+["']|^\s*\w+(?::\s*str)?\s*=\s*["'][A-Z]\w+/\w+["']""", re.MULTILINE
    )
    found = {
        (name, where[0]) for name, path in _sources() for where in zones.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_what_is_allowed_for_good_is_there() -> None:
    names = [name for name, _path in _sources()]
    for pattern in (*LASTING, *ORDINARY, *NAMED):
        assert any(fnmatch(name, pattern) for name in names), pattern


def test_words_are_told_from_what_documents_them() -> None:
    source = '"""Of the Council."""\n# a sector\ncouncil = f("Palestine")\n'
    assert {word.lower() for word in words_of("a.py", source)} >= {"council", "palestine", "f"}
    assert "Of the Council." not in words_of("a.py", source)
    assert words_of("a.html", "{% comment %}Council{% endcomment %}<b>urgent</b>") == ["b", "urgent", "b"]
    assert words_of("a.ts", "/* council */ const a = 1 // sector") == ["const", "a", "1"]


def test_texts_are_told_from_names_and_comments() -> None:
    assert texts_of("a.py", '"""Of States."""\nrow.State = f("One State")  # a State\n') == ["One State"]
    assert texts_of("a.html", "{# States #}<b>Councillor</b>") == ["<b>Councillor</b>"]
    assert texts_of("a.ts", 'type State = 1; // a State\nf("By State")') == ['"By State"']


@pytest.mark.parametrize(
    ("name", "source", "listed"),
    [
        ("a.py", 'X = ("ar", "zh", "en", "fr", "ru", "es")', True),
        ("a.py", 'X = ("ar", "fr", "ru", "es")', True),
        ("a.py", 'X = [("ar", ["x"]), ("zh", ["x"]), ("fr", ["x"]), ("ru", [])]', True),
        ("a.py", 'X = {"ar": {"a": 1}, "zh": f(x), "fr": 3, "ru": 4}', True),
        ("a.py", "X = dict(ar=1, zh=2, fr=3, ru=4)", True),
        ("a.py", 'X = "ar, zh, fr and ru"', True),
        ("a.py", 'X = ("ar", "fr", "en")', False),
        ("a.py", 'f("ar")\nf("zh")\nf("fr")\nf("ru")', False),
        ("a.ts", 'const x = { ar: ["a"], zh: ["b"], fr: [], ru: [] };', True),
        ("a.ts", 'const x = [["ar", 1], ["zh", 2], ["fr", 3], ["es", 4]];', True),
        ("a.html", """{% if code in "ar zh" %}{"ar": 1, "fr": 2}""", False),
    ],
)
def test_languages_are_found_however_they_are_listed(name: str, source: str, listed: bool) -> None:  # noqa: FBT001
    assert lists_languages(name, source) is listed


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("a.py", 'CONTAINS = ("decision", "financial-regulations")', {"decision", "financial-regulations"}),
        ("a.py", 'X = {"resolution": gettext_lazy("A text")}', {"resolution"}),
        ("a.py", '_("What it carries: decision, resolution.")', {"decision", "resolution"}),
        ("a.py", 'f("Draft decision")', {"Draft decision"}),
        ("a.py", '"""A decision."""\ndecision = f("The decision was taken")', set()),
        ("a.ts", 'switch (content) { case "decision": return gettext("contains one"); }', {"decision"}),
        ("a.ts", 'const decision = "a decision"; // "decision"', set()),
        ("a.html", '{% if what == "resolution" %}{# "decision" #}', {"resolution"}),
    ],
)
def test_texts_for_adoption_are_found_however_they_are_written(name: str, source: str, found: set[str]) -> None:
    assert contents_in(name, source) == found


def test_kinds_are_found_where_something_is_compared_with_them() -> None:
    assert kinds_in('if member.kind == "state":') == {"state"}
    assert kinds_in('{% if member.kind == "palestine" %}') == {"palestine"}
    assert kinds_in('Member(code="BR", kind="state")') == {"state"}
    assert kinds_in('rows.filter(kind__in=()) and row["kind"] in ("sector_member", "state")') == KINDS - {"palestine"}
    assert kinds_in('letter.state == "state" or kind == "ballot"') == set()
