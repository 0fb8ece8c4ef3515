"""The shapes of the files from which letters and replies of the seed are read."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Literal

from pydantic import Field, TypeAdapter

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.ops.seed.files import FOLDER, Shape
from hemicycle.rules.replies import Channel


class AnnexFile(Shape):
    """An annex in one language; the body is CommonMark."""

    title: str
    body: str


class LetterFile(Shape):
    """``letters/<name>.<language>.toml``: a letter in one language.

    Attributes:
        question, options: What it asks, where that is a choice of options.
        clusters: Titles under which the conditions of the replies are gathered.
        lead_ins: What a summary says before the conditions under a heading.
        annexes: In order.
    """

    subject: str
    signatory_title: str
    body: str
    question: str = ""
    options: list[str] = Field(default_factory=list)
    clusters: list[str] = Field(default_factory=list)
    lead_ins: dict[str, str] = Field(default_factory=dict)
    annexes: list[AnnexFile] = Field(default_factory=list)


class ConditionRecord(Shape):
    """A condition of a made-up reply.

    Attributes:
        cluster: Its place among ``LetterFile.clusters``, from 0.
    """

    heading: Literal["form", "duration", "agenda", "other"]
    words: str
    cluster: int | None = None


class OptionReply(Shape):
    """A made-up reply to letter DM-20/1004.

    Attributes:
        at: Local time of the consultation.
        language: Of the conditions.
    """

    member: str
    at: datetime
    option: str
    language: str = ""
    conditions: list[ConditionRecord] = Field(default_factory=list)


class ItemReply(Shape):
    """A made-up reply to letter DM-20/1005: yes to every urgent item and no to every other, except as said.

    Attributes:
        yes: Numbers of items proposed for the physical session.
        no: Numbers of urgent items.
    """

    member: str
    at: datetime
    yes: list[int]
    no: list[int]


class EnteredReply(Shape):
    """A made-up reply that came otherwise than online.

    Attributes:
        received, entered, confirmed: Local times of the consultation.
    """

    member: str
    channel: Channel
    received: datetime
    entered: datetime
    confirmed: datetime
    signed_by: str
    yes: list[int]
    no: list[int]


class Replies(Shape):
    """``replies.json``."""

    options: list[OptionReply]
    items: list[ItemReply]
    entered: list[EnteredReply]


class SourceFile(Shape):
    """A paper from which a reply was entered."""

    name: str
    text: str


def letter(name: str) -> dict[str, LetterFile]:
    """A letter by language."""
    texts = {}
    for code in LANGUAGES:
        text = (FOLDER / "letters" / f"{name}.{code}.toml").read_text(encoding="utf-8")
        texts[code] = LetterFile.model_validate(tomllib.loads(text))
    return texts


def replies() -> Replies:
    """Every made-up reply."""
    return Replies.model_validate_json((FOLDER / "replies.json").read_text(encoding="utf-8"))


def sources() -> dict[str, SourceFile]:
    """The papers from which replies were entered, by the code of the Member."""
    text = (FOLDER / "sources.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, SourceFile]).validate_python(tomllib.loads(text))
