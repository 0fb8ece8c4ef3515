"""What is read of Word documents: paragraphs, headings, lists, emphasis and links; the rest is counted."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from django.utils import translation
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from PIL import Image

from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.docx_reader import said_in
from hemicycle.web.toolkit.docx_writer import begin, bookmarked, finished, paragraph, table
from tests.web.toolkit.test_papers_for_word import TEXT, numbered

if TYPE_CHECKING:
    from docx.document import Document as Paper


def bytes_of(paper: Paper) -> bytes:
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def said(paper: Paper, part: str = "") -> str:
    return str(said_in(bytes_of(paper), part)["text"])


def counts(paper: Paper) -> dict[str, int]:
    return dict(said_in(bytes_of(paper), "")["counts"])


def beneath(paper: Paper, xml: str) -> None:
    """Put what python-docx has no name for at the end."""
    for each in parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"):
        paper.element.body.insert_element_before(each, "w:sectPr")


TEXTS = {
    "en": "# Subject\n\nA **bold** and *slanted* line\\\nbroken.\n\n" + TEXT,
    "fr": "Madame, Monsieur,\n\n- « un » : l’**État**\n- deux\n\n## Suite\n\n1. a\n2. b",
    "es": "¿Qué? *¡Esto!*\n\n3. tres\n4. cuatro",
    "ru": "**Уважаемые** господа\n\n> цитата",
    "zh": "尊敬的先生/女士：\n\n**截止日期**：2020年5月22日\n\n1. 一\n2. 二",
    "ar": "السيدات والسادة،\n\n**الموعد النهائي** هو *22 مايو* 2020\n\n- واحد\n- اثنان\n\n1. أولا\n   1. ثانيا",
}


def in_full(text: str, language: str) -> list[tuple[Any, ...]]:
    """A text as its paper has it: each paragraph's style, list, and runs."""
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        paper = begin("", trial=False)
        markdown.write_word(paper, text)
    return [
        (
            line.style.name if line.style else "",
            numbered(line),
            [(run.text, run.bold, run.italic) for run in line.runs],
        )
        for line in paper.paragraphs
    ]


@pytest.mark.parametrize("language", TEXTS)
def test_a_paper_of_ours_gives_the_text_that_it_was_written_from(language: str) -> None:
    text = TEXTS[language]
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        paper = begin("Above", trial=False)
        paragraph(paper, "Letterhead")
        with bookmarked(paper, "mark"):
            markdown.write_word(paper, text)
        paragraph(paper, "Signature")
        content = finished(paper, "A title", "A body")
    read = said_in(content, "mark")
    assert (read["part"], read["counts"]) == (True, {})
    assert in_full(read["text"], language) == in_full(text, language)
    assert said_in(content, "another")["text"].startswith("Letterhead\n\n")
    assert not said_in(content, "another")["part"]


def test_what_people_write_in_word_is_read() -> None:
    paper = Document()
    paper.add_heading("The title", 0)
    paper.add_heading("Deeper", 2)
    line = paper.add_paragraph("Plain, ")
    line.add_run("bold").bold = True
    line.add_run(" and ")
    line.add_run("slanted").italic = True
    paper.add_paragraph("one", style="List Bullet")
    paper.add_paragraph("two", style="List Bullet 2")
    paper.add_paragraph("first", style="List Number")
    paper.add_paragraph("second", style="List Number")
    paper.add_paragraph("")
    paper.add_paragraph("between")
    paper.add_paragraph("third", style="List Number")
    assert said(paper) == (
        "# The title\n\n## Deeper\n\nPlain, **bold** and *slanted*\n\n- one\n  - two\n1. first\n2. second\n\n"
        "between\n\n3. third"
    )


def test_links_are_taken_in_where_they_lead_into_the_web() -> None:
    paper = Document()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    web, disk = (paper.part.relate_to(to, kind, is_external=True) for to in ("https://example.org/x", "file:///c:/x"))
    run = "<w:r><w:rPr><w:u w:val='single'/></w:rPr><w:t>{}</w:t></w:r>"
    beneath(
        paper,
        f"<w:p><w:hyperlink r:id='{web}'>{run.format('one')}</w:hyperlink></w:p>"
        f"<w:p><w:hyperlink r:id='{disk}'><w:r><w:t>two</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        '<w:r><w:instrText> HYPERLINK "https://example.org/y" </w:instrText></w:r>'
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>three</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t> four</w:t></w:r></w:p>",
    )
    assert said(paper) == "[one](https://example.org/x)\n\ntwo\n\n[three](https://example.org/y) four"
    assert counts(paper) == {"links": 1}


def test_tracked_changes_are_taken_as_accepted_and_counted() -> None:
    paper = Document()
    who = "w:id='1' w:author='A' w:date='2020-05-01T00:00:00Z'"
    beneath(
        paper,
        f"<w:p><w:r><w:t xml:space='preserve'>We </w:t></w:r><w:del {who}><w:r><w:delText>may</w:delText></w:r></w:del>"
        f"<w:ins {who}><w:r><w:t>shall</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> </w:t></w:r></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>meet </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>soon.</w:t></w:r></w:p>",
    )
    assert said(paper) == "We shall\n\nmeet soon."
    assert counts(paper) == {"insertions": 1, "deletions": 2}


def test_what_is_not_taken_in_is_counted() -> None:
    paper = Document()
    line = paper.add_paragraph("Text")
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    line.add_run().add_picture(picture)
    line.add_run("2").font.superscript = True
    line.add_run("x").font.hidden = True
    line.add_run("gone").font.strike = True
    within = "<w:p><w:r><w:t>in a box</w:t></w:r></w:p>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{within}</w:txbxContent></w:pict></w:r></w:p>"
    beneath(
        paper,
        "<w:p><w:r><w:t>Noted</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:commentReference w:id='0'/></w:r>"
        f"<w:r><w:sym w:font='Symbol' w:char='F061'/></w:r></w:p>{box}",
    )
    assert said(paper) == "Text2gone\n\nNoted"
    assert counts(paper) == {
        **dict.fromkeys(("images", "hidden", "footnotes", "comments", "symbols", "text_boxes"), 1),
        "formatting": 2,
    }


def test_a_table_is_taken_in_row_by_row() -> None:
    paper = begin("", trial=False)
    table(paper, [["Day", "Item"], ["1 May", "a*b"], ["", ""]])
    assert said(paper) == "**Day** | **Item**\n\n1 May | a\\*b"
    assert counts(paper) == {"tables": 1}


def test_letters_before_items_become_numbers_and_headings_keep_what_stands_before_them() -> None:
    paper = Document()
    for line in ("one", "two"):
        paper.add_paragraph(line, style="List Number")
    heading = paper.add_heading("Scope", 1)
    numbers = paper.part.numbering_part.element
    made = parse_xml(
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='99'><w:lvl w:ilvl='0'><w:start w:val='2'/>"
        "<w:numFmt w:val='upperLetter'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    )
    numbers.insert(0, made)
    number = numbers.add_num(99).numId
    for item in (heading, paper.add_paragraph("lettered")):
        settings = item._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no name for it
        settings.get_or_add_ilvl().val, settings.get_or_add_numId().val = 0, number
    assert said(paper) == "1. one\n2. two\n\n# B. Scope\n\n3. lettered"
    assert counts(paper) == {"lettered": 1}


def test_what_is_set_in_beneath_an_item_stands_in_it() -> None:
    paper = Document()
    paper.add_paragraph("one", style="List Bullet")
    paper.add_paragraph("more").paragraph_format.left_indent = Mm(10)
    paper.add_paragraph("after")
    assert said(paper) == "- one\n\n  more\n\nafter"


def test_a_bookmark_that_a_word_processor_moved_into_a_paragraph_is_found() -> None:
    paper = Document()
    for line in ("head", "text", "end"):
        paper.add_paragraph(line)
    start, end = (parse_xml(f"<w:bookmark{kind} {nsdecls('w')} w:id='7' w:name='mark'/>") for kind in ("Start", "End"))
    paper.paragraphs[1]._p.insert(0, start)  # noqa: SLF001 - python-docx has no name for it
    paper.paragraphs[1]._p.append(end)  # noqa: SLF001 - as above
    assert said(paper, "mark") == "text"
    end.getparent().remove(end)
    paper.paragraphs[2]._p.insert(0, end)  # noqa: SLF001 - as above
    assert said(paper, "mark") == "text"
    end.getparent().remove(end)
    assert said(paper, "mark") == "head\n\ntext\n\nend"


def test_what_defines_entities_gives_none_of_them() -> None:
    paper = Document()
    paper.add_paragraph("MARK")
    content = bytes_of(paper)
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode().replace("MARK", "a&e;b")
                head, _, rest = text.partition("?>")
                part = f'{head}?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{rest}'.encode()
            new.writestr(name, part)
    assert said_in(made.getvalue(), "")["text"] in {"a", "ab"}
