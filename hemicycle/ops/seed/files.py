"""The shapes of the files that the seed is read from."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from hemicycle.consultations.item_lists import ItemList
from hemicycle.consultations.languages import LANGUAGES, Text
from hemicycle.consultations.settings import SittingDays
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.reasons import Rule

FOLDER = Path(__file__).parent / "files"
Language = Literal["ar", "zh", "en", "fr", "ru", "es"]


class Shape(BaseModel):
    """What every record has in common: an unknown field is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(Shape):
    """A name that CLDR gives otherwise.

    Attributes:
        source: ``itu-PR38``, the organisation's list of those elected; ``recall-check``, not checked yet.
    """

    name: str
    source: str


class State(Shape):
    """A State by its ISO code; ``names`` holds only what differs from CLDR."""

    code: str
    region: str = ""
    names: dict[Language, Name] = Field(default_factory=dict)


class SectorMember(Shape):
    """A made-up entity."""

    code: str
    sector: Literal["R", "T", "D"]
    name: str


class Council(Shape):
    """The 48 States and the first day of their seats."""

    start: date
    states: list[State]


class Members(Shape):
    """``members.json``."""

    council: Council
    observer_states: list[State]
    palestine: State
    sector_members: list[SectorMember]


#: Keys of the two lists of the letter.
URGENT, DEFERRED = "urgent", "deferred"


class Calendar(Shape):
    """Local times of the sittings, in the consultation's zone."""

    opens: time
    closes: time
    days: list[date]


class PlatformTest(Shape):
    """The global test of the platform, in the consultation's zone. The letter has no end: an hour is made up."""

    day: date
    opens: time
    closes: time


class Letterhead(Shape):
    """What stands at the head of the letters: the body and its place, and whom one turns to there."""

    body: Text
    place: Text
    department: Text
    contact: Text
    phone: str
    email: str


class ConsultationFile(Shape):
    """``consultation.json``.

    Attributes:
        preset: The one that it is set up by.
        symbols: How the series of the preset write theirs, by key.
        registration_opens: Local time in its zone; the day is the letter's. It stays open.
    """

    slug: str
    preset: str
    symbols: dict[str, str]
    title: Text
    physical_session: Text
    letterhead: Letterhead
    lists: list[ItemList]
    sitting_days: SittingDays
    time_zone: str
    first_day: date
    last_day: date
    registration_opens: datetime
    sittings: Calendar
    test_session: PlatformTest


class ConclusionRecord(Shape):
    """A made-up proposed conclusion.

    Attributes:
        position: Of its item on the agenda.
        text: By language; the first one is that of drafting.
    """

    position: int
    text: dict[Language, str]


class ItemRecord(Shape):
    """One item of annex 4.

    Attributes:
        document: Symbol; empty where the letter names none.
        title: Chinese from the letter, the others working translations.
        minutes: Estimate for an item of the agenda.
    """

    listing: str
    number: int
    document: str
    contains: list[str]
    title: Text
    minutes: int = 35


class PersonRecord(Shape):
    """Somebody made up, with their registration.

    Attributes:
        focal_point: They answer for their Member.
    """

    email: str
    name: str
    family_name: str
    language: Language
    role: Role
    member: str | None = None
    status: RegistrationStatus = RegistrationStatus.CONFIRMED
    status_reason: str = ""
    delegation_role: str = ""
    function: str = ""
    time_zone: str = ""
    focal_point: bool = False
    booth_languages: list[str] = Field(default_factory=list)


class RuleSourceRecord(Shape):
    """Where the body's own texts say what some rules say; the rules by their numbers in ``docs/rules.md``."""

    rules: list[Rule]
    ar: str
    zh: str
    en: str
    fr: str
    ru: str
    es: str

    @property
    def text(self) -> Text:
        """The source in each language."""
        return {code: getattr(self, code) for code in LANGUAGES}


class PositionRecord(Shape):
    """What the delegation of a Member says on record of the item at a place of the agenda."""

    place: int
    member: str
    kind: PositionKind
    words: str
    withdrawn: bool = False


class CaseFile(Shape):
    """``case.toml``: the consultation that is over.

    Attributes:
        weeks_ago: From its first day to the day of the demonstration.
        authority, urgency: By what a conclusion was found too urgent for the physical session, and why.
        arrears: Why votes were suspended.
        correction: What a delegation asks to be added to its statement in a summary record.
        conclusion: Of each item, with ``{symbol}`` of its document; the first language is that of drafting.
        report_changes: What the second version of the report changes.
    """

    slug: str
    weeks_ago: int
    authority: str
    urgency: str
    arrears: str
    correction: str
    title: Text
    conclusion: dict[Language, str]
    report_changes: Text
    position: list[PositionRecord]


class AgendaWords(Shape):
    """``words.toml``.

    Attributes:
        what_changes: What the second version of the agenda changes.
        removed: Why the chair removed items of the second list, by their numbers.
    """

    what_changes: Text
    removed: dict[int, Text]


def conclusions() -> list[ConclusionRecord]:
    """Made-up proposed conclusions, for a demonstration."""
    return TypeAdapter(list[ConclusionRecord]).validate_python(tomllib.loads(_text("conclusions.toml"))["conclusion"])


def case() -> CaseFile:
    """The consultation that is over."""
    return CaseFile.model_validate(tomllib.loads(_text("case.toml")))


class DocumentWords(Shape):
    """What stands in a made-up document, in one language."""

    mark: str
    first: str
    second: str
    paragraphs: tuple[str, ...]
    requests: tuple[str, ...]


@cache
def document_words() -> dict[str, DocumentWords]:
    """By language, for a demonstration."""
    read = tomllib.loads(_text("documents.toml"))
    del read["changes"]
    return TypeAdapter(dict[str, DocumentWords]).validate_python(read)


def document_changes() -> dict[str, Text]:
    """What made-up versions change, titles of further documents, and a reason, by language."""
    return TypeAdapter(dict[str, Text]).validate_python(tomllib.loads(_text("documents.toml"))["changes"])


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def members() -> Members:
    """Every Member."""
    return Members.model_validate_json(_text("members.json"))


def consultation() -> ConsultationFile:
    """The consultation and its calendar."""
    return ConsultationFile.model_validate_json(_text("consultation.json"))


def rule_sources() -> list[RuleSourceRecord]:
    """The sources of rules."""
    return TypeAdapter(list[RuleSourceRecord]).validate_python(tomllib.loads(_text("rule_sources.toml"))["source"])


def words() -> AgendaWords:
    """What the chair and the secretariat said on the agenda."""
    return AgendaWords.model_validate(tomllib.loads(_text("words.toml")))


def items() -> list[ItemRecord]:
    """The 67 items."""
    return TypeAdapter(list[ItemRecord]).validate_json(_text("items.json"))


def people() -> list[PersonRecord]:
    """Everybody."""
    return TypeAdapter(list[PersonRecord]).validate_json(_text("people.json"))
