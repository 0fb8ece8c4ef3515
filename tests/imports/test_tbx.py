"""TBX as rows and back: both editions, what is damaged, and entities, which are refused before one is used."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.agenda.glossary_record import split_terms
from hemicycle.imports import tbx
from hemicycle.imports.messages import refusal_message
from hemicycle.imports.sources import lines_of
from hemicycle.imports.tbx import Concept, written
from hemicycle.people.uploads import TBX
from hemicycle.rules.reasons import Refusal

THIRD = """<?xml version="1.0"?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><descrip type="definition">Who presides.</descrip>
<langSec xml:lang="en-GB">
<termSec><term>Chair</term></termSec><termSec><term>Chair<hi>person</hi></term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>Président</term><note>m.</note></termSec></langSec></conceptEntry>
</body></text></tbx>"""
SECOND = """<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="x">
<langSet xml:lang="en"><tig><term>floor</term></tig></langSet>
<langSet xml:lang="zh-Hans"><ntig><termGrp><term>原声</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


def read(text: str | bytes, most: int = 100) -> list[list[str]]:
    content = text.encode() if isinstance(text, str) else text
    return [cells for _number, cells in tbx.rows(BytesIO(content), most)]


def test_the_third_edition_with_what_is_marked_up_in_a_term() -> None:
    assert read(THIRD) == [
        ["term_en", "term_fr", "note"],
        ["Chair; Chairperson", "Président", "Who presides.\nm."],
    ]


def test_the_second_edition_names_a_document_type_which_nobody_fetches() -> None:
    assert read(SECOND) == [["term_en", "term_zh"], ["floor", "原声"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<html><body>no</body></html>", "import_tbx"),
        (THIRD[:300], "import_tbx"),
        ('<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "import_tbx_entities"),
        ('<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>', "import_tbx_entities"),
    ],
)
def test_what_is_no_tbx_or_declares_entities_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.reason.code == code
    assert refusal_message(refused.value.reason)


def test_a_hundred_thousand_entries_are_read_no_further_than_the_limit() -> None:
    one = '<conceptEntry><langSec xml:lang="en"><term>word</term></langSec></conceptEntry>'
    many = f"<tbx>{one * 100_000}</tbx>".encode()
    with pytest.raises(Refusal) as refused:
        for _line in lines_of(BytesIO(many), TBX):
            pass
    assert (refused.value.reason.code, dict(refused.value.reason.facts)) == ("import_too_long", {"rows": 20_000})
    assert len(read(many, 50)) < 5_000  # of a piece of the file, not of all of it


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), min_size=1, max_size=20)
TERMS = WORDS.map(split_terms).filter(bool)


@given(st.lists(st.tuples(st.dictionaries(st.sampled_from(("en", "ar", "zh")), TERMS, min_size=1), WORDS), min_size=1))
def test_what_is_written_is_read_again(said: list[tuple[dict[str, tuple[str, ...]], str]]) -> None:
    concepts = [
        Concept(number, terms, note.strip(), ("urgent 4",)) for number, (terms, note) in enumerate(said, start=1)
    ]
    heads, *lines = read(written(concepts, "Council & <others>", "en"), 1000)
    assert len(lines) == len(concepts)
    for concept, cells in zip(concepts, lines, strict=True):
        row = dict(zip(heads, cells, strict=True))
        assert (row["entry"], row["items"]) == (str(concept.number), "urgent 4")
        assert row.get("note", "") == concept.note.strip()
        found = {code: split_terms(row.get(f"term_{code}", "")) for code in ("en", "ar", "zh")}
        assert {code: terms for code, terms in found.items() if terms} == {
            code: tuple(terms) for code, terms in concept.terms.items()
        }
