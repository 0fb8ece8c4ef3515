"""Words for codes, text in the reader's language, and times, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from hemicycle.consultations import joins, languages, local, rule_sources
from hemicycle.consultations.bodies import called
from hemicycle.consultations.document_contents import contents_named, contents_of
from hemicycle.consultations.language_parts import Wording
from hemicycle.people.delegation_parts import part_names
from hemicycle.people.member_names import member_name
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.reasons import Rule
from hemicycle.web.toolkit import bidi, booth_signals, labels, scripts, time_zones

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from hemicycle.consultations.models import Body, Consultation
    from hemicycle.documents.models import Document
    from hemicycle.people.models import Member
    from hemicycle.rules.booth_signals import Signal
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.reasons import Reason
    from hemicycle.sittings.models import Sitting

register = template.Library()
#: WeasyPrint does not find the direction of a text by itself.
register.filter(bidi.own_direction)
register.filter(bidi.own_language)


@register.simple_tag
def comma() -> str:
    """Between two values."""
    return joins.comma()


@register.simple_tag
def colon() -> str:
    """Between a label and its value."""
    return joins.colon()


@register.simple_tag
def semicolon() -> str:
    """Between two parts of a line."""
    return joins.semicolon()


@register.simple_tag
def full_stop() -> str:
    """Between two sentences."""
    return joins.full_stop()


@register.simple_tag
def named(name: str) -> SafeString:
    """A name as its owner writes it, isolated, with the language of its letters."""
    return format_html("<bdi{}>{}</bdi>", in_language(name), name)


@register.filter
def with_language(name: str) -> str:
    """A name within a message, which isolates it: an element with the language of its letters, where they tell it."""
    language = in_language(name)
    return format_html("<span{}>{}</span>", language, name) if language else name


@register.filter
def in_language(words: str, said: str = "") -> SafeString:
    """The attribute of what holds words of a language that is known by their letters; empty where it is not.

    Args:
        said: The language in which they are known to be written, where it is.
    """
    language = said or getattr(words, "language", "") or scripts.language_of(str(words))
    return format_html(' lang="{}"', language) if language else mark_safe("")


@register.filter
def place_in(member: Member, body: Body) -> str:
    """The name of a Member's group, or else of its region."""
    return body.has.place(member.region, member.group)


@register.filter
def region_in(member: Member, body: Body) -> str:
    """The name of a Member's region; empty where it has none."""
    return called(body.has.regions, member.region)


@register.filter
def region_word(body: Body) -> str:
    """What a region is called by a body."""
    return labels.region(body.has)


@register.filter
def delegation_part(part: str, body: Body) -> str:
    """A part in a delegation, as the body calls it."""
    return part_names(body.has)[part]


@register.filter
def list_order(body: Body) -> str:
    """In which order the lists of a body name its Members."""
    return labels.list_order(body.has.order)


@register.filter
def say(text: Mapping[str, str]) -> Wording:
    """A text in the reader's language; in another one where it has none, as a part that says so."""
    return Wording.of(text)


@register.filter
def plain(words: str) -> str:
    """The words of a text alone: in an attribute, or in an element that says their language itself."""
    return str(words)


@register.filter
def shortened(words: str, length: int) -> Wording:
    """The beginning of a text, of so many characters, in its language."""
    return Wording(Truncator(str(words)).chars(length), getattr(words, "language", ""))


@register.filter
def own(text: Mapping[str, str]) -> str:
    """A text in the reader's language and no other."""
    return languages.own(text)


@register.simple_tag
def cited(words: str, consultation: Consultation, rule: str) -> str:
    """What a rule says, with the body's own source of it where the reader's language has one.

    Args:
        rule: The name of a member of ``Rule``.
    """
    source = rule_sources.source_in(rule_sources.sources_of(consultation), Rule[rule])
    return format_html(str(rule_sources.WITH_SOURCE), words=words, source=source) if source else words


@register.simple_tag
def source_of(reason: Reason, consultation: Consultation) -> str:
    """The body's own source of the rule that a reason follows, in the reader's language; empty where it has none."""
    return rule_sources.source_in(rule_sources.sources_of(consultation), reason.rule)


@register.filter
def spoken(code: str) -> str:
    """A language's own name."""
    return languages.NATIVE_NAMES[code]


@register.filter
def direction(code: str) -> str:
    """Which way a language is written."""
    return languages.direction(code.partition("-")[0])


@register.filter
def working_translation(item: object) -> bool:
    """Whether an item's title, as the reader sees it, is no official one."""
    return languages.reader_language() in getattr(item, "unchecked", [])


@register.filter
def capacity(value: Capacity) -> str:
    """A class or role."""
    return labels.capacity(value)


@register.filter
def capacity_in(value: str, consultation: Consultation) -> str:
    """A class or role of a consultation, by its key."""
    return labels.capacity(consultation.classes.named(value))


@register.filter
def member(member: Member) -> str:
    """A Member's name in the reader's language."""
    return member_name(member)


@register.filter
def sitting_state(value: str) -> str:
    """Where a sitting is."""
    return str(labels.SITTING_STATES[SittingState(value)])


@register.filter
def turn_state(value: str) -> str:
    """Where a turn is."""
    return str(labels.TURN_STATES[TurnState(value)])


@register.filter
def signals(told: Mapping[Signal, int]) -> str:
    """What booths told of a turn, and how many did."""
    return booth_signals.told_text(told)


@register.filter
def motion(value: str) -> str:
    """What somebody asks for beside the floor."""
    return str(labels.MOTIONS[Motion(value)])


@register.filter
def verdict(value: str) -> str:
    """What who presides said to a motion."""
    return str(labels.VERDICTS[Verdict(value)])


@register.filter
def cause(value: str) -> str:
    """Why a turn failed."""
    return str(labels.CAUSES[Cause(value)])


@register.filter
def contents(document: Document, consultation: Consultation) -> list[str]:
    """The texts for adoption that a document contains, as its consultation names them."""
    return contents_named(contents_of(consultation), document.contains)


@register.filter
def sitting_title(sitting: Sitting) -> str:
    """As in "First sitting, Tuesday 9 June 2020"."""
    return labels.sitting_title(sitting)


@register.filter
def sitting_number(sitting: Sitting) -> str:
    """As in "First sitting"."""
    return labels.sitting_number(sitting)


@register.filter
def sitting_day(sitting: Sitting) -> str:
    """As in "Tuesday 9 June 2020"."""
    return labels.day(sitting.opens_at, sitting.consultation.zone)


@register.filter
def date_of(on: date) -> str:
    """As in "Tuesday 9 June 2020"."""
    return labels.date_of(on)


@register.filter
def day(moment: datetime, consultation: Consultation) -> str:
    """As in "Tuesday 9 June 2020", in the consultation's zone."""
    return labels.day(moment, consultation.zone)


@register.filter
def offset(moment: datetime, consultation: Consultation) -> str:
    """As in "UTC+2": the consultation's zone at a moment (rule 17)."""
    return local.offset(moment, consultation.zone)


@register.filter
def zone_offset(sitting: Sitting) -> str:
    """As in "UTC+2"."""
    return labels.zone_offset(sitting)


@register.filter
def city(consultation: Consultation) -> str:
    """What the consultation's time is called."""
    return local.city(consultation.time_zone)


@register.filter
def zone(name: str) -> str:
    """A time zone by its city and offset: "Accra (UTC)"."""
    return time_zones.zone_name(name, languages.reader_language())


@register.filter
def hours(moment: datetime, consultation: Consultation) -> str:
    """As in "12:00", in the consultation's zone."""
    return moment.astimezone(consultation.zone).strftime("%H:%M")


@register.filter
def seconds(moment: datetime | None, consultation: Consultation) -> str:
    """As in "12:00:09", in the consultation's zone; or empty."""
    return labels.clock(moment, consultation.zone)


@register.filter
def utc(moment: datetime) -> str:
    """ISO 8601, for machines."""
    return labels.utc(moment)
