"""The figures of a report as its page and papers show them: in words, with those of before, each with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.rules.connection_figures import QUICK_SECONDS, SLOW_SECONDS, Became
from hemicycle.web.records import rehearsal_words as words
from hemicycle.web.support.words import number
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.bars import Part, stacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hemicycle.rules.connection_figures import ConnectionFigures, Group
    from hemicycle.support.rehearsal_report import ConnectionReport
    from hemicycle.web.records.rehearsal_access import AtReport

    Value = Callable[[ConnectionFigures], str]

PEOPLE, TURNS, COMMENTS = "rehearsal_people", "rehearsal_turns", "rehearsal_comments"
#: Filters of the lists, by their names in the address.
TOOK, SPOKE, REGION, WAY, BROWSER, SOUND = "seconds", "spoke", "region", "way", "browser", "sound"
BECAME, CAUSE, BEGINNING, STATE, MEMBER = "became", "cause", "beginning", "state", "member"
#: Values of them that are of no vocabulary. ``NONE`` is what has none, ``ANY`` what has any at all.
NONE, ANY, QUICK, SLOW = "-", "any", "quick", "slow"
FIRST, SEVERAL, NEVER, NOT_GIVEN = "first", "several", "never", "not_given"
#: The width of a bar on paper, in steps.
STEPS = 20


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        earlier: The same of what was held before; empty where there was nothing.
        address: Of its rows; empty where it has none, or they are not for the reader.
    """

    label: str
    value: str
    earlier: str = ""
    address: str = ""


@dataclass(frozen=True)
class Section:
    """Figures about one thing, in a table.

    Attributes:
        note: What is to be known of them, or why something was not measured.
    """

    title: str
    figures: list[Figure]
    note: str = ""


@dataclass(frozen=True)
class Band:
    """How many turns were heard after so many seconds.

    Attributes:
        steps: The length of its bar on paper, of ``STEPS``.
    """

    label: str
    turns: int
    parts: list[Part]
    steps: int


@dataclass(frozen=True)
class GroupRow:
    """Those who have something in common, with a bar of who was heard, who was not, and who did not speak.

    Attributes:
        steps: The lengths of its three parts on paper, of ``STEPS``, each with its style class.
    """

    label: str
    group: Group
    middle: str
    parts: list[Part]
    steps: list[tuple[str, int]]
    address: str


@dataclass(frozen=True)
class Grouped:
    """Everybody, by what they have in common."""

    title: str
    head: str
    rows: list[GroupRow]


def sections(at: AtReport) -> list[Section]:
    """Everything that is counted."""
    return [_participation(at), _times(at), _tries(at), _beginnings(at), _sound(at)]


def bands(at: AtReport) -> list[Band]:
    """The distribution of the seconds until speakers were heard."""
    counted = at.report.figures.times.bands
    most = max(counted) or 1
    return [
        Band(words.band(place), turns, stacked([("band", turns)], most), round(STEPS * turns / most))
        for place, turns in enumerate(counted)
    ]


def groups(at: AtReport) -> list[Grouped]:
    """By region, way through the network, and browser; without regions, where the body has none."""
    body, figures = at.consultation.body.has, at.report.figures

    def rows(of: tuple[Group, ...], filter_name: str, name: Callable[[str], str]) -> list[GroupRow]:
        most = max((group.people for group in of), default=0)
        return [
            GroupRow(
                name(group.key),
                group,
                words.seconds(group.middle),
                stacked(_parted(group), most),
                [(kind, _steps(people, most)) for kind, people in _parted(group) if people],
                at.list_address(PEOPLE, **{filter_name: group.key or NONE}) if shown(filter_name) else "",
            )
            for group in of
        ]

    def shown(filter_name: str) -> bool:
        return filter_name == REGION or at.sees_tests

    by_region = Grouped(
        _("By region"), labels.region(body), rows(figures.by_region, REGION, lambda key: words.region(body, key))
    )
    return [
        *([by_region] if body.regions else []),
        Grouped(
            _("By way through the network"),
            _("Way to the media server"),
            rows(figures.by_way, WAY, lambda key: str(words.WAYS.get(key, key))),
        ),
        Grouped(_("By browser"), _("Browser"), rows(figures.by_browser, BROWSER, words.browser)),
    ]


def _parted(group: Group) -> list[tuple[str, int]]:
    silent = group.people - group.heard - group.failed
    return [("heard", group.heard), ("failed", group.failed), ("silent", silent)]


def _steps(number: int, most: int) -> int:
    """The length of a bar on paper; who is there is seen."""
    return max(1, round(STEPS * number / most))


@dataclass(frozen=True)
class _Counter:
    """Makes figures of a report, with those of before."""

    at: AtReport

    def __call__(self, label: str, value: Value, listing: str = "", **narrowed: str) -> Figure:
        earlier = self.at.earlier
        return Figure(
            label,
            value(self.at.report.figures),
            value(earlier[1].figures) if earlier else "",
            self.at.list_address(listing, **narrowed) if listing else "",
        )


def _participation(at: AtReport) -> Section:
    figure = _Counter(at)
    regions = (
        [figure(_("Regions"), lambda one: number(one.regions), PEOPLE)] if at.consultation.body.has.regions else []
    )
    return Section(
        _("Participation"),
        [
            figure(_("Participants"), lambda one: number(one.people), PEOPLE),
            figure(_("Members represented"), lambda one: number(one.members), PEOPLE),
            *regions,
            figure(_("Participants heard"), lambda one: number(one.speakers), PEOPLE, **{SPOKE: ANY}),
            figure(_("Members heard"), lambda one: number(one.speaking_members), TURNS, **{BECAME: Became.HEARD.value}),
        ],
    )


def _times(at: AtReport) -> Section:
    figure, heard = _Counter(at), {BECAME: Became.HEARD.value}
    return Section(
        _("From the floor to being heard"),
        [
            figure(_("Turns given the floor"), lambda one: number(one.turns), TURNS),
            figure(_("Turns heard"), lambda one: words.part(one.times.heard, one.turns), TURNS, **heard),
            figure(_("Median"), lambda one: words.seconds(one.times.middle), TURNS, **heard),
            figure(_("95 % within"), lambda one: words.seconds(one.times.most), TURNS, **heard),
            figure(
                _("Within %(seconds)d seconds") % {"seconds": QUICK_SECONDS},
                lambda one: words.part(one.times.quick, one.times.heard),
                TURNS,
                **{TOOK: QUICK},
            ),
            figure(
                _("After more than %(seconds)d seconds") % {"seconds": SLOW_SECONDS},
                lambda one: words.part(one.times.slow, one.times.heard),
                TURNS,
                **{TOOK: SLOW},
            ),
        ],
    )


def _tries(at: AtReport) -> Section:
    figure = _Counter(at)
    return Section(
        _("Tries and failures"),
        [
            figure(_("Heard at the first try"), lambda one: number(one.first_try), PEOPLE, **{SPOKE: FIRST}),
            figure(_("Heard after several tries"), lambda one: number(one.several_tries), PEOPLE, **{SPOKE: SEVERAL}),
            figure(_("Never heard"), lambda one: number(one.failed), PEOPLE, **{SPOKE: NEVER}),
            figure(_("Turns not heard"), lambda one: number(one.failures), TURNS, **{BECAME: Became.FAILED.value}),
            *_causes(at, figure),
        ],
    )


def _causes(at: AtReport, figure: _Counter) -> Iterator[Figure]:
    causes = at.report.figures.causes
    for cause in sorted(causes, key=lambda one: (one is None, -causes[one])):
        called = labels.CAUSES[cause] if cause is not None else _("No cause recorded")
        yield figure(
            _("Cause: %(cause)s") % {"cause": called},
            lambda one, cause=cause: number(one.causes.get(cause, 0)),  # type: ignore[misc]
            TURNS,
            **{BECAME: Became.FAILED.value, CAUSE: cause.value if cause is not None else NONE},
        )


def _beginnings(at: AtReport) -> Section:
    figure = _Counter(at)
    return Section(
        _("Beginnings"),
        [
            figure(
                _("Presiding officer speaking at the beginning of a turn"),
                lambda one: number(one.overlapped),
                TURNS,
                **{BEGINNING: ANY},
            ),
            Figure(_("Interpretation of the previous speaker still in progress"), _("Not measured")),
        ],
        _("The system keeps no record of when interpreters speak. Comments can tell which beginnings were not heard."),
    )


def _sound(at: AtReport) -> Section:
    figure = _Counter(at)
    return Section(
        _("Sound quality in connection tests"),
        [
            figure(
                str(label),
                lambda one, sound=sound: words.part(one.sounds.get(sound, 0), one.people),  # type: ignore[misc]
                PEOPLE if at.sees_tests else "",
                **{SOUND: sound.value},
            )
            for sound, label in words.SOUNDS.items()
        ],
        _("The latest test of each participant before the end: the worse of microphone and line."),
    )


def ratings(at: AtReport) -> Section:
    """What the comments rate, and how many were answered."""
    listing, earlier = at.list_address(COMMENTS), at.earlier[1] if at.earlier else None

    def figure(label: str, value: Callable[[ConnectionReport], str]) -> Figure:
        return Figure(label, value(at.report), value(earlier) if earlier else "", listing)

    rated = [one.name for one in at.report.rated if one.ratings]
    return Section(
        _("Comments"),
        [
            figure(_("Comments received"), lambda one: number(len(one.comments))),
            figure(_("Comments answered"), lambda one: number(one.answered)),
            *(figure(str(words.RATED[name]), lambda one, name=name: _average(one, name)) for name in rated),  # type: ignore[misc]
        ],
    )


def _average(report: ConnectionReport, name: str) -> str:
    found = next(one for one in report.rated if one.name == name)
    if found.average is None:
        return ""
    return ngettext(
        "%(average)s of 5 (%(ratings)d rating)", "%(average)s of 5 (%(ratings)d ratings)", found.ratings
    ) % {"average": number(found.average, 1), "ratings": found.ratings}
