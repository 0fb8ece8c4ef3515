"""How our English is written: without private words, with nouns for labels, and *please* in requests alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hemicycle
from tests.web.test_no_rule_numbers import COMMENTS, FRONT_END, GETTEXT, ROOM_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(hemicycle.__file__).parent
#: Of a template, what is translated: a string that a tag or a filter names, or what stands between two tags.
TRANSLATED = re.compile(
    r"\{% translate \"([^\"]*)\"|_\(\"([^\"]*)\"\)|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", re.DOTALL
)
#: What is filled in or marks up, and is no word of ours.
FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{%.*?%\}|\{\w+\}|<[^>]*>")
#: Terms of the field, in which a word is right that is private elsewhere.
TERMS = re.compile(
    r"\bgives? (?:back )?(?:(?:the|them the|one of them the) floor|more time|one minute more)\b"
    r"|\b(?:connection good|good microphone)\b"  # how well one is heard, not whether something is valid
    r"|\bmail server\b|\belectronic mail\b",
    re.IGNORECASE,
)
PRIVATE = re.compile(
    r"\b(?:anew|whoever|whatever became|stands?|holds|good|gives?|for the room|draws? (?:it|them) up)\b"
    r"|(?<![\w-])mails?\b",  # an e-mail, or a message
    re.IGNORECASE,
)
#: The whole string, by its reason.
RIGHT = {
    "good": "how strong a connection is, as a person reads it beside its bar",
    "Good": "how well a thing does in a connection test",
}
#: Requests to delegates, which go out: in a mail, a letter, or the form that a letter asks them to fill in; and what
#: interpreters ask of a speaker.
REQUESTS = re.compile(
    r"^(?:Dear |Please (?:reply|register|choose|answer|approve|download|test|allow connections)\b)"
    r"|^Please (?:slow down \(|wait: interpreters ask|use the microphone\.$)"
    r"|: please download them"
)
CLAUSE = re.compile(r"^(?:Who|Whom|Whose|What|Where|How|Which|Whether|Why)\b[^.?!:…]*$")


def private_words(text: str) -> list[str]:
    """The words that a person does not read, in one string."""
    words = " ".join(FILLED_IN.sub(" ", text).split())
    return [] if words in RIGHT else PRIVATE.findall(TERMS.sub(" ", words))


def of_pages() -> Iterator[str]:
    """Every string that the pages, papers and mails translate."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
                yield from (
                    part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )
    for path in (*sorted(ROOT.rglob("templates/**/*.html")), *sorted(ROOT.rglob("templates/**/*.txt"))):
        for found in TRANSLATED.findall(COMMENTS.sub("", path.read_text(encoding="utf-8"))):
            yield next(filter(None, found), "")


def of_the_room() -> Iterator[str]:
    """Every string that the front end translates."""
    for path in (*FRONT_END.rglob("*.ts"), *FRONT_END.rglob("*.svelte")):
        if ".test." not in path.name:
            for asked in ROOM_WORDS.findall(path.read_text(encoding="utf-8")):
                yield from re.findall(r"\"((?:[^\"\\]|\\.)*)\"", asked)


@pytest.fixture(scope="module")
def english() -> list[str]:
    strings = [*of_pages(), *of_the_room()]
    assert len(strings) > 4000
    return strings


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("It stands in files, and never changes.", True),
        ("Items stand in lists.", True),
        ("This ZIP holds more than {most} files.", True),
        ("Give the reason.", True),
        ("A test of the mail goes to your own address", True),
        ("also to whoever has the floor", True),
        ("Remove <bdi>%(name)s</bdi> for good?", True),
        ("Give the floor to the next speaker; give them the floor again.", False),
        ("Receipt number: {receipt}\n{standing}", False),
        ("The balance outstanding, by e-mail: your mailbox", False),
        ("It was given by {given_by}; hold the button", False),
    ],
)
def test_a_private_word_is_found(text: str, *, private: bool) -> None:
    assert bool(private_words(text)) is private


@pytest.mark.source
def test_no_string_has_a_private_word(english: list[str]) -> None:
    assert not {text: words for text in english if (words := private_words(text))}


@pytest.mark.source
def test_please_is_said_in_requests_alone(english: list[str]) -> None:
    asked = {text for text in english if re.search(r"\bplease\b", text, re.IGNORECASE)}
    assert len(asked) > 20
    assert not [text for text in asked if not REQUESTS.search(text)]


@pytest.mark.source
def test_a_label_is_a_noun_and_no_clause(english: list[str]) -> None:
    assert CLAUSE.search("Who has a seat")
    assert not CLAUSE.search("What was sent or published keeps the words with which it went out.")
    assert not [text for text in english if CLAUSE.search(" ".join(text.split()))]


@pytest.mark.source
def test_no_page_says_how_it_is_kept_up_to_date(english: list[str]) -> None:
    assert not [text for text in english if re.search(r"\bThis page (?:reloads|is kept|is refreshed|updates)\b", text)]
