"""Tables of one sitting: who takes part, every turn with its times, and when who presided was heard beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations.joins import comma
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people import voting
from hemicycle.people.member_names import member_name
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.permissions import Action
from hemicycle.sittings import history
from hemicycle.sittings.queries import day
from hemicycle.support.readiness import readiness
from hemicycle.web.access.page import page
from hemicycle.web.sittings.access import participant_may
from hemicycle.web.sittings.reopening_page import reopens
from hemicycle.web.support.readiness import counts
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.sittings.history import Attendee, TimedTurn, TimedVoice
    from hemicycle.sittings.models import Sitting, Turn
    from hemicycle.web.sittings.access import AtSitting

#: Columns of the file that the page shows within another cell.
SHOWN_BESIDE = ("capacity", "order", "cause")
_PLANNED = SittingState.PLANNED.value


@page(participant_may(Action.ROOM_ENTER))
def people(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """Everybody who may join the sitting, and whether they came."""
    sitting, visitor = at.sitting, at.visitor
    attendees = history.attendees(sitting)
    table = Table(_people_columns(sitting), attendees, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"people-{sitting.pk}")
    entitled = {member.pk for member in voting.voters(sitting.consultation, day(sitting))}
    voters = entitled & {row.registration.member_id for row in attendees}
    came = entitled & {row.registration.member_id for row in attendees if row.came}
    sees_readiness = visitor.may_read(Action.CONNECTION_TESTS_SEE)
    return render(
        request,
        "web/sittings/people.html",
        {
            "sitting": sitting,
            "body": sitting.consultation.body,
            "table": table,
            "sees_turns": visitor.may_read(Action.TURNS_SEE),
            "reopens": reopens(at),
            "periods": history.periods(sitting),
            "came": sum(row.came is not None for row in attendees),
            "voters": len(voters),
            "voters_came": len(came),
            "sees_readiness": sees_readiness,
            "counts": counts(readiness(sitting)) if sees_readiness and sitting.state == _PLANNED else [],
        },
    )


def _people_columns(sitting: Sitting) -> list[Column[Attendee]]:
    zone = sitting.consultation.zone
    return [
        Column("name", _("Name"), lambda row: row.registration.person.name),
        Column(
            "member", _("Member"), lambda row: member_name(row.registration.member) if row.registration.member else ""
        ),
        Column("capacity", _("Class or role"), lambda row: labels.capacity(row.capacity)),
        Column(
            "booths",
            _("Interprets into"),
            lambda row: comma().join(NATIVE_NAMES[code] for code in row.registration.booth_languages),
        ),
        Column("came", _("First joined"), lambda row: labels.clock(row.came, zone)),
        Column("present", _("In the room"), lambda row: _("yes") if row.present else ""),
    ]


@page(participant_may(Action.TURNS_SEE))
def turns(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """Every turn with all its times, for technicians and the secretariat."""
    sitting = at.sitting
    rows = history.turns(sitting)
    table = Table(_turn_columns(sitting), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"turns-{sitting.pk}")
    return render(
        request,
        "web/sittings/turns.html",
        {
            "sitting": sitting,
            "table": table,
            "beside": SHOWN_BESIDE,
            "figures": history.figures(rows),
            "sees_turns": True,
            "periods": history.periods(sitting),
        },
    )


def _motion_text(turn: Turn) -> str:
    """What they asked for, and what was ruled on it."""
    if not turn.motion:
        return ""
    ruling = getattr(turn, "ruling", None)
    said = [str(labels.MOTIONS[Motion(turn.motion)])]
    if ruling is not None:
        said += [str(labels.VERDICTS[Verdict(ruling.verdict)]), ruling.words]
    return " · ".join(filter(None, said))


@page(participant_may(Action.TURNS_SEE))
def voices(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """When who presided was heard beside the floor, for technicians and the secretariat."""
    sitting = at.sitting
    table = Table(_voice_columns(sitting), history.voices(sitting), TableQuery(request.GET))
    if table.query.format:
        return export(table, f"voices-{sitting.pk}")
    return render(
        request,
        "web/sittings/voices.html",
        {"sitting": sitting, "table": table, "sees_turns": True, "periods": history.periods(sitting)},
    )


def _voice_columns(sitting: Sitting) -> list[Column[TimedVoice]]:
    zone = sitting.consultation.zone
    return [
        Column("name", _("Name"), lambda row: row.voice.registration.person.name),
        Column("capacity", _("Class or role"), lambda row: labels.capacity(row.capacity)),
        Column("language", _("Language"), lambda row: NATIVE_NAMES[row.voice.language]),
        Column("began", _("Began"), lambda row: labels.clock(row.voice.began_at, zone)),
        Column("ended", _("Ended"), lambda row: labels.clock(row.voice.ended_at, zone)),
        Column("seconds", _("Duration (s)"), lambda row: row.seconds),
        Column("beside", _("Speaker"), lambda row: row.beside.registration.person.name if row.beside else ""),
    ]


def _turn_columns(sitting: Sitting) -> list[Column[TimedTurn]]:
    zone = sitting.consultation.zone
    return [
        Column("name", _("Name"), lambda row: row.turn.registration.person.name),
        Column("member", _("Member"), lambda row: member_name(row.turn.member) if row.turn.member else ""),
        Column("capacity", _("Class or role"), lambda row: labels.capacity(row.capacity)),
        Column("language", _("Language"), lambda row: NATIVE_NAMES[row.turn.language]),
        Column("item", _("Item"), lambda row: row.turn.item.position if row.turn.item else None),
        Column("order", _("Motion"), lambda row: _motion_text(row.turn)),
        Column(
            "state",
            _("Status"),
            lambda row: str(labels.TURN_STATES[TurnState(row.turn.state)]),
        ),
        Column("cause", _("Cause"), lambda row: str(labels.CAUSES[Cause(row.turn.cause)]) if row.turn.cause else ""),
        Column("asked", _("Asked"), lambda row: labels.clock(row.turn.asked_at, zone)),
        Column("next", _("Next"), lambda row: labels.clock(row.turn.next_at, zone)),
        Column("granted", _("Granted"), lambda row: labels.clock(row.turn.granted_at, zone)),
        Column("connected", _("Connected"), lambda row: labels.clock(row.turn.connected_at, zone)),
        Column("audible", _("Heard"), lambda row: labels.clock(row.turn.audible_at, zone)),
        Column("ended", _("Ended"), lambda row: labels.clock(row.turn.ended_at, zone)),
        Column("waited", _("Waiting time (s)"), lambda row: row.waited),
        Column("connecting", _("Connection time (s)"), lambda row: row.connecting),
        Column("interpretation", _("Wait for the interpretation (s)"), lambda row: row.interpretation),
        Column("speaking_up", _("Heard after (s)"), lambda row: row.speaking_up),
        Column("held", _("Duration (s)"), lambda row: row.held),
    ]
