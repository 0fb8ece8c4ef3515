"""What is written as CommonMark is read again as it was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.commonmark import Block, Part, written
from hemicycle.web.toolkit.commonmark_parser import parser

WORDS = st.text(alphabet="ab1. -+#>*_`~=&;lt[]()!\\<\n\u00a0:“中，Ж\u0627{}|\t", max_size=12)
PARTS = st.builds(Part, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", "https://example.org/a_(b)?c=1&d=2"]))
KINDS = st.sampled_from(["heading", "item", "continued", "quote", "paragraph"])
BLOCKS = st.builds(
    Block, KINDS, st.integers(0, 3), st.one_of(st.none(), st.integers(1, 12)), st.lists(PARTS, max_size=4).map(tuple)
)


def block(kind: str, *parts: Part | str, level: int = 0, number: int | None = None) -> Block:
    return Block(kind, level, number, tuple(Part(part) if isinstance(part, str) else part for part in parts))


def squeezed(text: str) -> str:
    return "".join(text.split())


def read(text: str) -> str:
    """All words of a CommonMark text, without spaces and marks."""
    tokens = parser().parse(text)
    return squeezed("".join(part.content for token in tokens for part in token.children or [token]))


@given(st.lists(BLOCKS, max_size=6))
def test_no_character_is_lost_and_none_becomes_a_mark(blocks: list[Block]) -> None:
    said = [squeezed("".join(part.text for part in each.parts)) for each in blocks]
    assert read(written(blocks)) == "".join(said)


@given(st.lists(BLOCKS, max_size=6))
def test_each_block_is_read_as_one(blocks: list[Block]) -> None:
    some = [each for each in blocks if squeezed("".join(part.text for part in each.parts))]
    tokens = parser().parse(written(blocks))
    assert sum(token.type == "inline" for token in tokens) == len(some)
    assert not [token for token in tokens if token.type in {"fence", "code_block", "hr", "html_block"}]


@given(st.lists(st.builds(Part, st.text("abЖ中\u0627", min_size=1), st.booleans(), st.booleans()), max_size=4))
def test_whole_words_keep_their_emphasis(parts: list[Part]) -> None:
    apart = [each for part in parts for each in (part, Part(" "))]
    html = markdown.html(written([block("paragraph", *apart)]))
    assert ("<strong>" in html) == any(part.bold for part in parts)
    assert ("<em>" in html) == any(part.italic for part in parts)


@pytest.mark.parametrize(
    ("parts", "html"),
    [
        ([Part("Date: ", bold=True), Part("1 May")], "<strong>Date:</strong> 1 May"),
        ([Part("日期：", bold=True), Part("五月")], "<strong>日期</strong>：五月"),
        ([Part("a", bold=True), Part("b", italic=True)], "<strong>a</strong><em>b</em>"),
        (
            [Part("all "), Part("of ", italic=True), Part("it", bold=True, italic=True)],
            "all <em>of</em> <em><strong>it</strong></em>",
        ),
        ([Part("see "), Part("the page", address="https://example.org/a b")], 'href="https://example.org/a%20b"'),
        ([Part("https://example.org/a_b", address="https://example.org/a_b")], 'href="https://example.org/a_b"'),
        ([Part("a@example.org", address="mailto:a@example.org")], 'href="mailto:a@example.org"'),
        ([Part("one\ntwo")], "one<br />\ntwo"),
        ([Part("1. no list")], "<p>1. no list</p>"),
        ([Part("[the] (text)")], "<p>[the] (text)</p>"),
    ],
)
def test_what_people_write(parts: list[Part], html: str) -> None:
    seen = markdown.html(written([block("paragraph", *parts)]))
    assert html in seen.replace("\u2066", "").replace("\u2069", "")


def test_lists_stand_in_each_other_and_count_on() -> None:
    blocks = [
        block("item", "one", number=1),
        block("item", "first", level=1),
        block("item", "second", level=1),
        block("item", "two", number=2),
        block("continued", "more of two"),
        block("paragraph", "between"),
        block("item", "three", number=3),
        block("item", "another list", number=1),
        block("item", "a", level=1, number=4),
    ]
    assert written(blocks) == (
        "1. one\n   - first\n   - second\n2. two\n\n   more of two\n\nbetween\n\n3. three\n1) another list\n\n   4. a"
    )
    assert markdown.html(written(blocks)).count('<ol start="3">') == 1


def test_headings_begin_with_the_first_level() -> None:
    blocks = [block("heading", "Above #", level=1), block("heading", Part("Below", bold=True), level=2)]
    assert written(blocks) == "# Above \\#\n\n## Below"
