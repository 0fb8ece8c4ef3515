"""What a setting is, in words of the reader's language: each function takes the settings and their consultation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from babel.dates import format_timedelta
from django.conf import settings as installation
from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.joins import colon, isolated, listed
from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.consultations.outcome_names import USUAL
from hemicycle.correspondence.ballot_words import mode_lines
from hemicycle.correspondence.letter_queries import letterhead_in_use
from hemicycle.people.setting_changes import SettingChange
from hemicycle.rules.registration import QuotaUnit
from hemicycle.web.registration.settings_form import UNITS
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.time_zones import zone_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal, TypeAlias

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.consultations.participation import QuotaSetting
    from hemicycle.consultations.settings import Settings
    from hemicycle.people.actions.bodies import Part
    from hemicycle.rules.capacity import Capacity

    Unit: TypeAlias = Literal["day", "hour", "minute", "second"]
    Words: TypeAlias = Callable[[Settings, Consultation], str]

_BESIDE = " · "
#: So many of a unit are never said in a larger one.
_NEVER = 10**9


def yes_or_no(name: str) -> Words:
    """Of a field that is true or false."""

    def words(settings: Settings, _of: Consultation) -> str:
        return _("Yes") if getattr(settings, name) else _("No")

    return words


def amount(name: str, unit: Unit) -> Words:
    """Of a field that counts days, hours, minutes or seconds: "365 days".

    Args:
        unit: As CLDR calls it: ``day``.
    """

    def words(settings: Settings, _of: Consultation) -> str:
        return _measured(getattr(settings, name), unit)

    return words


def title(_settings: Settings, of: Consultation) -> str:
    """What the consultation is called."""
    return localized(of.title)


def days(_settings: Settings, of: Consultation) -> str:
    """Its first and last day."""
    first, last = (labels.plain_date(on) for on in (of.first_day, of.last_day))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def time_zone(_settings: Settings, of: Consultation) -> str:
    """Its time zone, by city and offset."""
    return zone_name(of.time_zone, reader_language())


def number(name: str) -> Words:
    """Of a field that counts something, or limits nothing where it is None."""

    def words(settings: Settings, _of: Consultation) -> str:
        value = getattr(settings, name)
        return _("Any number") if value is None else str(value)

    return words


def contribution_parts(settings: Settings, _of: Consultation) -> str:
    """The headings of the template of contributions."""
    return _all(part.label for part in settings.contribution_parts)


def contribution_deadline(settings: Settings, _of: Consultation) -> str:
    """Until when contributions are in time."""
    limit = settings.contributions_until
    return local.deadline(limit) if limit else _("No deadline")


def ballot_mode(settings: Settings, _of: Consultation) -> str:
    """How a decision by correspondence is reached."""
    usual = settings.ballot_mode
    return " ".join([*mode_lines(usual.as_rule()), mode_lines(usual.as_rule(silence=True))[-1]])


def letter_series(settings: Settings, _of: Consultation) -> str:
    """In which letters are numbered."""
    return settings.letter_series or _("That of the last letter")


def registration_period(_settings: Settings, of: Consultation) -> str:
    """From when to when people may register, as far as a day was set."""
    opens, closes = of.registration_opens_at, of.registration_closes_at
    first = labels.moment(opens, of.zone) if opens else ""
    last = labels.moment(closes, of.zone) if closes else ""
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("From %(moment)s") % {"moment": first}
    return _("Until %(moment)s") % {"moment": last} if last else _("No limit")


def classes(settings: Settings, _of: Consultation) -> str:
    """The names of the classes."""
    return _all(labels.capacity(one) for one in settings.participation)


def quotas(settings: Settings, of: Consultation) -> str:
    """The places of each class that has a quota: "Sector Member: 3 (each: Sector)"."""
    every = settings.participation
    said = [_quota(every.named(one.key), one.quota, of) for one in settings.classes if one.quota]
    return _BESIDE.join(said) or _("None")


def _quota(class_: Capacity, quota: QuotaSetting, of: Consultation) -> str:
    unit = str(UNITS[quota.unit])
    if quota.unit is QuotaUnit.GROUP:
        unit = _("each: %(group)s") % {"group": labels.group(of.body.has)}
    return f"{isolated(labels.capacity(class_))}{colon()}{quota.size} ({isolated(unit)})"


def lists(settings: Settings, _of: Consultation) -> str:
    """The names of the lists of items."""
    return _all(one.label for one in settings.lists)


def document_series(settings: Settings, _of: Consultation) -> str:
    """The names of the series of documents, with their symbols."""
    return _all(f"{isolated(one.label)} ({isolated(one.pattern)})" for one in settings.document_series)


def document_contents(settings: Settings, _of: Consultation) -> str:
    """The names of the texts for adoption that documents may contain."""
    return _all(one.label for one in settings.document_contents)


def condition_headings(settings: Settings, _of: Consultation) -> str:
    """Under which conditions are filed."""
    return listed(one.label for one in settings.condition_headings) or _("None: conditions are asked for in one list")


def ready_answers(settings: Settings, _of: Consultation) -> str:
    """What the help desk chooses from."""
    return listed(one.label for one in settings.ready_answers) or _("None")


def outcomes(settings: Settings, _of: Consultation) -> str:
    """What the outcomes are called, all of them."""
    return _all(localized(settings.outcomes.get(key, {})) or str(usual) for key, usual in USUAL.items())


def sitting_days(settings: Settings, _of: Consultation) -> str:
    """The limit of days with its reason: "5 days: The consultation lasts five days at most."."""
    limit = settings.sitting_days
    if limit is None:
        return _("Any number")
    return _explained(_measured(limit.most, "day"), limit.reason)


def _explained(words: str, reason: Text) -> str:
    said = localized(reason)
    return f"{words}{colon()}{isolated(said)}" if said else words


def second_factor(settings: Settings, _of: Consultation) -> str:
    """The classes and roles that need one, in the order of the lists."""
    named = settings.second_factor
    keys = frozenset(installation.SECOND_FACTOR) if named is None else named
    every = labels.capacities(settings.participation)
    words = _all(label for key, label in every.items() if key in keys)
    return _("As in the installation: %(roles)s") % {"roles": words} if named is None else words


def sender(settings: Settings, _of: Consultation) -> str:
    """As whom messages are written, and where replies and questions go, as far as that was set."""
    kept = settings.sender
    said = [kept.headers(reader_language())["From"]]
    said += [_("Reply address") + colon() + isolated(kept.reply_to)] if kept.reply_to else []
    said += [_("Help address") + colon() + isolated(kept.help_address)] if kept.help_address else []
    return _BESIDE.join(said)


def privacy_notice(settings: Settings, _of: Consultation) -> str:
    """The languages in which there is one, in the order of the documents."""
    notice = settings.privacy_notice
    first = [code for code in settings.languages.documents if code in notice]
    return _all(NATIVE_NAMES[code] for code in dict.fromkeys([*first, *notice]))


def help_phone(settings: Settings, _of: Consultation) -> str:
    """The telephone of the technicians."""
    return settings.help_phone or _("None")


def languages_of_documents(settings: Settings, _of: Consultation) -> str:
    """By their own names, in the order in which they are listed."""
    return _all(NATIVE_NAMES[code] for code in settings.languages.documents)


def language_of_missing_texts(settings: Settings, _of: Consultation) -> str:
    """The language that stands in for another one."""
    return NATIVE_NAMES[settings.languages.last_resort]


def languages_of_sittings(settings: Settings, _of: Consultation) -> str:
    """By their own names, or that they are those of the documents."""
    codes = settings.languages.sittings
    return _all(NATIVE_NAMES[code] for code in codes) if codes else _("Those of the documents")


def letterhead(_settings: Settings, of: Consultation) -> str:
    """The body as letters name it in their head."""
    used = letterhead_in_use(of)
    return (localized(used.body) or _("Set, without the name of a body")) if used else _("None")


def letterhead_set(of: Consultation) -> SettingChange | None:
    """Who set the letterhead, and when."""
    used = letterhead_in_use(of)
    return SettingChange(used.since, used.set_by) if used else None


def session(_settings: Settings, of: Consultation) -> str:
    """The session to which conclusions go."""
    return localized(of.physical_session) or _("None")


def name_of_body(_settings: Settings, of: Consultation) -> str:
    """What the body is called."""
    return localized(of.body.name)


def organ(_settings: Settings, of: Consultation) -> str:
    """What the organ is called, and in brackets who has a seat on it, and who sits on it for them."""
    has = of.body.has.organ
    if has is None:
        return _("None")
    seats = dict.fromkeys(filter(None, (localized(has.member), localized(has.deputy), localized(has.person))))
    named = localized(has.name)
    return f"{isolated(named)} ({listed(seats)})" if seats else named


def region(_settings: Settings, of: Consultation) -> str:
    """What a region is called."""
    return labels.region(of.body.has)


def group(_settings: Settings, of: Consultation) -> str:
    """What a group of Members is called."""
    return labels.group(of.body.has)


def parts_of_body(part: Part) -> Words:
    """Of the kinds, regions or groups: their names, in the order of lists."""

    def words(_settings: Settings, of: Consultation) -> str:
        return _all(row.called() for row in getattr(of.body.has, part))

    return words


def order(_settings: Settings, of: Consultation) -> str:
    """In which order lists name Members, and whether the kinds stand apart."""
    said = of.body.has.order
    apart = _("Each kind of Members is listed separately.") if said.apart else _("All kinds are listed together.")
    return f"{labels.list_order(said)} {apart}"


def terms(_settings: Settings, of: Consultation) -> str:
    """In which languages the body has terms of its own, each with how many."""
    return listed(f"{NATIVE_NAMES[code]} ({len(rows)})" for code, rows in of.body.has.terms.items()) or _("None")


def _all(names: Iterable[str]) -> str:
    return listed(names) or _("None")


def _measured(value: int, unit: Unit) -> str:
    # Units of measure lack days and hours in Arabic and Chinese there; units of time have them. Never in weeks.
    time = timedelta(**{f"{unit}s": value})
    return format_timedelta(time, granularity=unit, threshold=_NEVER, locale=reader_language())
