"""What reads the texts of letters and annexes; used beside Django too (``docx_reader``)."""

from __future__ import annotations

from functools import cache

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt


@cache
def parser() -> MarkdownIt:
    """CommonMark without HTML and pictures, in which addresses are links by themselves."""
    made = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable("linkify").disable("image")
    # Addresses with their scheme, and of mail: "C20.doc" is none. The library does not know what ours end with.
    made.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": True}).tlds("int", keep_old=True)
    return made
