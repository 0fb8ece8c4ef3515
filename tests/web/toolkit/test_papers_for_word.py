"""Papers for Word: lists that Word counts, headings one below the other, languages, and whose paper it is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.docx_writer import begin, bullets, finished, paragraph, table

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph

TEXT = """\
Before.

- one
- two
  1. first
  2. second

     more of the second
- three

4. fourth
5. fifth

> said

1. anew
"""


def written(text: str, below: int = 0) -> Paper:
    paper = begin("Above", trial=False)
    markdown.write_word(paper, text, below=below)
    return Document(BytesIO(finished(paper, "A title", "A body")))


def numbered(line: Paragraph) -> tuple[int, int] | None:
    """The list that a paragraph is of, and its level in it."""
    found = line._p.find(f".//{qn('w:numPr')}")  # noqa: SLF001 - python-docx has no name for it
    if found is None:
        return None
    return found.find(qn("w:numId")).val, found.find(qn("w:ilvl")).val


def test_a_list_is_one_of_words_own() -> None:
    lines = written(TEXT).paragraphs
    assert [(line.text, line.style.name if line.style else "") for line in lines] == [
        ("Before.", "Body Text"),
        ("one", "List Bullet"),
        ("two", "List Bullet"),
        ("first", "List Number 2"),
        ("second", "List Number 2"),
        ("more of the second", "List Continue 2"),
        ("three", "List Bullet"),
        ("fourth", "List Number"),
        ("fifth", "List Number"),
        ("said", "Quote"),
        ("anew", "List Number"),
    ]
    lists = [numbered(line) for line in lines]
    assert [found is not None for found in lists] == [False, *[True] * 4, False, *[True] * 3, False, True]
    of = [found for found in lists if found]
    assert [level for _number, level in of] == [0, 0, 1, 1, 0, 0, 0, 0]
    assert len({number for number, _level in of}) == 4


def test_a_list_of_numbers_begins_where_its_text_says() -> None:
    paper = written(TEXT)
    starts = {}
    for made in paper.part.numbering_part.element.findall(qn("w:num")):
        for changed in made.findall(qn("w:lvlOverride")):
            starts[made.numId] = changed.find(qn("w:startOverride")).val
    assert [starts.get(found[0]) for line in paper.paragraphs if (found := numbered(line))] == [
        *[None] * 2, 1, 1, None, 4, 4, 1
    ]  # fmt: skip


def test_no_mark_of_a_list_is_typed() -> None:
    assert not [line.text for line in written(TEXT).paragraphs if line.text.startswith(("–", "1.", "4."))]
    paper = begin("Above", trial=False)
    bullets(paper, ["one", "two"])
    assert [line.text for line in paper.paragraphs] == ["one", "two"]
    assert all(numbered(line) for line in paper.paragraphs)


@pytest.mark.parametrize(
    ("text", "below", "levels"),
    [
        ("# a\n## b\n# c", 0, [1, 2, 1]),
        ("### a\n###### b\n### c\n# d", 1, [2, 3, 2, 2]),
        ("## a\n# b\n## c", 2, [3, 3, 4]),
    ],
)
def test_headings_stand_one_below_the_other(text: str, below: int, levels: list[int]) -> None:
    assert [line.style.name for line in written(text, below).paragraphs if line.style] == [
        f"Heading {level}" for level in levels
    ]
    assert [int(part[0]) for part in markdown.html(text, below=below).split("<h")[1:]] == levels


def test_every_paragraph_has_a_style_of_its_part() -> None:
    assert "Normal" not in {
        line.style.name for line in written(TEXT + "\n# Heading\n\n    code").paragraphs if line.style
    }


def test_a_paper_says_whose_it_is() -> None:
    about = written("").core_properties
    assert (about.author, about.last_modified_by, about.title) == ("A body", "A body", "A title")
    assert about.comments == ""
    assert about.created is not None
    assert about.created.year > 2019


def test_the_foot_of_a_page_counts_it() -> None:
    foot = written("").sections[0].footer.paragraphs[0]._p.xml  # noqa: SLF001 - python-docx has no fields
    assert foot.index('w:instr="PAGE"') < foot.index("<w:t>/</w:t>") < foot.index('w:instr="NUMPAGES"')


def languages(line: Paragraph) -> dict[str, str]:
    found = line.runs[0]._r.find(f".//{qn('w:lang')}")  # noqa: SLF001 - python-docx has no name for it
    return {key: found.get(qn(f"w:{key}")) for key in ("val", "eastAsia", "bidi")}


@pytest.mark.parametrize(
    ("language", "text", "latin"),
    [
        ("fr", "Une lettre", "fr-FR"),
        ("fr", "Анна Петрова", "ru-RU"),
        ("ar", "رسالة", "en-GB"),
        ("zh-hans", "信函", "en-GB"),
        ("es", "Carta", "es-ES"),
    ],
)
def test_a_run_says_its_language(language: str, text: str, latin: str) -> None:
    with translation.override(language):
        paper = begin("Above", trial=False)
        made = paragraph(paper, text)
    assert languages(made) == {"val": latin, "eastAsia": "zh-CN", "bidi": "ar-SA"}


def test_what_runs_from_right_to_left_says_so_and_stays_in_its_list() -> None:
    with translation.override("ar"):
        line = written("- واحد").paragraphs[0]
    settings = line._p.pPr  # noqa: SLF001 - python-docx has no name for the direction
    assert settings is not None
    assert [child.tag.rpartition("}")[2] for child in settings] == ["pStyle", "numPr", "bidi"]
    assert line.runs[0].font.rtl


def test_rows_of_a_table_stay_whole_and_its_heading_comes_again() -> None:
    paper = begin("Above", trial=False)
    made = table(paper, [("No.", "Title"), ("1", "One")])
    settings = [row._tr.get_or_add_trPr() for row in made.rows]  # noqa: SLF001 - as above
    assert all(each.find(qn("w:cantSplit")) is not None for each in settings)
    assert [each.find(qn("w:tblHeader")) is not None for each in settings] == [True, False]
    assert [cell.paragraphs[0].runs[0].bold for cell in (*made.rows[0].cells, *made.rows[1].cells)] == [
        True, True, None, None
    ]  # fmt: skip
