"""What a consultation may set: the C rules, with their defaults."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from hemicycle.consultations import condition_headings, document_contents, document_series, ready_answers
from hemicycle.consultations.ballot_modes import BallotMode
from hemicycle.consultations.condition_headings import MOST_HEADINGS, ConditionHeading
from hemicycle.consultations.contribution_settings import (
    DEFAULT_PARTS,
    MOST_PAGES,
    MOST_PARTS,
    ContributionDeadline,
    ContributionPart,
    each_part_once,
)
from hemicycle.consultations.document_contents import MOST_CONTENTS, DocumentContent
from hemicycle.consultations.document_series import MOST_SERIES, DocumentSeries
from hemicycle.consultations.item_lists import MOST_LEAST_YES, MOST_LISTS, ItemList
from hemicycle.consultations.language_settings import Languages
from hemicycle.consultations.languages import localized
from hemicycle.consultations.outcome_names import says_no_decision
from hemicycle.consultations.participation import ClassSetting, Language, is_each_once
from hemicycle.consultations.ready_answers import MOST_READY_ANSWERS, ReadyAnswer
from hemicycle.consultations.senders import Sender
from hemicycle.rules.booths import LEAST_ON_AIR_MINUTES, MOST_ON_AIR_MINUTES, ON_AIR_MINUTES
from hemicycle.rules.capacity import Classes
from hemicycle.rules.contributions import RECOMMENDED_PAGES
from hemicycle.rules.interpretation import MOST_WAIT_SECONDS, WAIT_SECONDS
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.time_plan import DaysLimit

if TYPE_CHECKING:
    from hemicycle.rules.deadlines import Deadline

#: A personal link is good for a week at most: a mailbox is read by others, and kept.
MOST_LINK_HOURS = 168
#: Characters of a privacy notice in one language: some ten pages.
NOTICE_LENGTH = 30_000


def _at_most_a_week(hours: object) -> object:
    """More was allowed once, and may be stored."""
    return min(hours, MOST_LINK_HOURS) if isinstance(hours, int) else hours


class SittingDays(BaseModel):
    """On how many days a consultation sits at most (rule 16).

    Attributes:
        reason: Why, in the body's words, by language.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int = Field(ge=1, le=366)
    reason: dict[str, str] = Field(default_factory=dict)


#: A browser needs some seconds to connect, and a sitting does not wait for minutes.
LEAST_CONNECT_SECONDS, MOST_CONNECT_SECONDS = 3, 120
#: A minute of speech, and three quarters of an hour.
LEAST_STATEMENT_WORDS, MOST_STATEMENT_WORDS = 100, 5000
MOST_CORRECTION_DAYS = 90
#: Nobody extends a deadline more often.
MOST_EXTENSIONS = 100


class Settings(BaseModel):
    """Settings of one consultation; what is not set has its default.

    Attributes:
        languages: Those that it writes in and speaks.
        classes: The participation classes, in the order of the lists (rule 2).
        noted_with_proposal: An item under which something is proposed may end as noted (rule 27).
        sitting_days: On how many days it sits at most; None for any number.
        lists: The lists of items in their order; none until somebody sets them.
        condition_headings: Under which Members file conditions, in order; none where they are asked for in one list.
        ready_answers: What the help desk puts into its answers, in order; none until somebody sets them.
        document_contents: Which texts for adoption documents may contain, in order; none until somebody sets them.
        document_series: In which series documents are numbered, in order; without one, symbols are entered as a whole.
        outcomes: What the outcomes of an item are called, by language, where they are not called as usual (rule 27).
        least_yes: So many of those who may must ask for a candidate (rule 14), where its list says nothing else.
        states_on_agenda: The agenda that goes out names the States that asked for an item or advised against it.
        retention_days: Personal data is deleted so many days after the last day; the record stays.
        link_hours: A personal link is good for so long, at most ``MOST_LINK_HOURS``.
        second_factor: Classes and roles that must sign in with a second factor; None for those of the installation
            (``SECOND_FACTOR``).
        several_capacities: Somebody with a role, or of another Member, may hold a mandate that they accept (rule 39).
        open_after_end: Registration that is not closed by the last day is meant to be open beyond it.
        clearance: A letter is sent once a second person has cleared it (rule 40).
        letter_series: In which its letters are numbered, ``{yyyy}`` or ``{yy}`` being the year of each; empty for that
            of the last letter (``correspondence.symbols``).
        most_extensions: So many times a deadline may be extended; None for any number (rule 19).
        ballot_mode: By which mode a ballot or a silence procedure decides where its letter says nothing else (rule 35).
        sender: As whom it writes mails, and where replies to them go.
        privacy_notice: What its body does with personal data, in its own words, by language; in the form of letters'
            text.
        help_phone: Where the technicians are reached by telephone; empty where they are not.
        objections_stop: A standing objection of a Member whose class may cause a deferral is no consensus (rule 30).
        statement_words: So many words the text of a statement may have that a delegation hands in.
        correction_days: For so many days delegations may ask for a correction of a summary record that was circulated.
        contribution_parts: The parts of the template of contributions, in order (rule 23).
        contribution_pages: So many pages of a contribution are recommended; more is a warning (rule 23).
        contribution_deadline: Until when contributions are in time; None where nothing is set.
        connect_seconds: How long a speaker given the floor may take until the media server
            forwards their sound; then the turn has failed, timed out.
        interpretation_wait_seconds: For so long the light of who is given the floor waits at most for interpretation of
            what was said before (rule 55); 0 for not at all.
        on_air_minutes: So long an interpreter works before another one of the booth takes over (rule 57).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: Languages = Languages()
    classes: tuple[ClassSetting, ...] = ()
    noted_with_proposal: bool = False
    objections_stop: bool = True
    connect_seconds: int = Field(default=20, ge=LEAST_CONNECT_SECONDS, le=MOST_CONNECT_SECONDS)
    interpretation_wait_seconds: int = Field(default=WAIT_SECONDS, ge=0, le=MOST_WAIT_SECONDS)
    on_air_minutes: int = Field(default=ON_AIR_MINUTES, ge=LEAST_ON_AIR_MINUTES, le=MOST_ON_AIR_MINUTES)
    statement_words: int = Field(default=1500, ge=LEAST_STATEMENT_WORDS, le=MOST_STATEMENT_WORDS)
    correction_days: int = Field(default=7, ge=1, le=MOST_CORRECTION_DAYS)
    contribution_parts: tuple[ContributionPart, ...] = Field(default=DEFAULT_PARTS, max_length=MOST_PARTS)
    contribution_pages: int = Field(default=RECOMMENDED_PAGES, ge=1, le=MOST_PAGES)
    contribution_deadline: ContributionDeadline | None = None
    sitting_days: SittingDays | None = None
    lists: tuple[ItemList, ...] = Field(default=(), max_length=MOST_LISTS)
    condition_headings: tuple[ConditionHeading, ...] = Field(default=(), max_length=MOST_HEADINGS)
    ready_answers: tuple[ReadyAnswer, ...] = Field(default=(), max_length=MOST_READY_ANSWERS)
    document_contents: tuple[DocumentContent, ...] = Field(default=(), max_length=MOST_CONTENTS)
    document_series: tuple[DocumentSeries, ...] = Field(default=(), max_length=MOST_SERIES)
    outcomes: dict[Outcome, dict[str, str]] = Field(default_factory=dict)
    least_yes: int = Field(default=1, ge=1, le=MOST_LEAST_YES)
    states_on_agenda: bool = False
    retention_days: int = Field(default=365, ge=1, le=36_500)
    link_hours: Annotated[int, BeforeValidator(_at_most_a_week)] = Field(default=72, ge=1)
    second_factor: frozenset[str] | None = None
    several_capacities: bool = False
    open_after_end: bool = False
    clearance: bool = True
    letter_series: str = Field(default="", max_length=40)
    most_extensions: int | None = Field(default=None, ge=0, le=MOST_EXTENSIONS)
    ballot_mode: BallotMode = BallotMode()
    sender: Sender = Sender()
    help_phone: str = Field(default="", max_length=40)
    privacy_notice: dict[Language, Annotated[str, Field(max_length=NOTICE_LENGTH)]] = Field(default_factory=dict)

    @field_validator("classes")
    @classmethod
    def _each_once(cls, classes: tuple[ClassSetting, ...]) -> tuple[ClassSetting, ...]:
        return is_each_once(classes)

    @field_validator("condition_headings")
    @classmethod
    def _each_heading_once(cls, headings: tuple[ConditionHeading, ...]) -> tuple[ConditionHeading, ...]:
        return condition_headings.each_once(headings)

    @field_validator("ready_answers")
    @classmethod
    def _each_answer_once(cls, answers: tuple[ReadyAnswer, ...]) -> tuple[ReadyAnswer, ...]:
        return ready_answers.each_once(answers)

    @field_validator("document_contents")
    @classmethod
    def _each_content_once(cls, contents: tuple[DocumentContent, ...]) -> tuple[DocumentContent, ...]:
        return document_contents.each_once(contents)

    @field_validator("contribution_parts")
    @classmethod
    def _each_part_once(cls, parts: tuple[ContributionPart, ...]) -> tuple[ContributionPart, ...]:
        return each_part_once(parts)

    @field_validator("document_series")
    @classmethod
    def _each_series_once(cls, series: tuple[DocumentSeries, ...]) -> tuple[DocumentSeries, ...]:
        return document_series.each_once(series)

    @field_validator("outcomes")
    @classmethod
    def _says_no_decision(cls, names: dict[Outcome, dict[str, str]]) -> dict[Outcome, dict[str, str]]:
        return says_no_decision(names)

    @cached_property
    def participation(self) -> Classes:
        """The participation classes as the rules take them."""
        return Classes(tuple(one.as_rule() for one in self.classes))

    @property
    def contributions_until(self) -> Deadline | None:
        """Until when contributions are in time; None where nothing is set."""
        return self.contribution_deadline.as_rule if self.contribution_deadline else None

    def days_limit(self) -> DaysLimit | None:
        """The limit of the days with sittings, if there is one, with its reason in the reader's language (rule 16)."""
        days = self.sitting_days
        return DaysLimit(days.most, localized(days.reason)) if days else None


def settings_of(stored: dict[str, Any]) -> Settings:
    """Settings from their stored form."""
    return Settings.model_validate(stored)
