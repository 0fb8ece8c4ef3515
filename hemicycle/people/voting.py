"""Reads of seats and votes: who has a seat on the organ, whose vote is suspended, and who is entitled to vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.models import Member
from hemicycle.people.queries import class_of
from hemicycle.rules.capacity import Period

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import VoteSuspension
    from hemicycle.rules.capacity import ParticipationClass, Seating


def seat_on(member: Member, on: date) -> Seating | None:
    """The seat on the organ that a Member has on a day. Reads its seats: prefetch for lists."""
    return next((seat for seat in member.seats if seat.covers(on)), None)


def suspension_on(member: Member, on: date) -> Period | None:
    """The suspension of its vote that is in force on a day. Reads its suspensions: prefetch for lists."""
    suspensions = (Period(row.start, row.end) for row in member.vote_suspensions.all())
    return next((suspension for suspension in suspensions if suspension.covers(on)), None)


def may_vote(member: Member, among: ParticipationClass, on: date) -> bool:
    """Whether a Member of a class is entitled to vote on a day (rule 36). Reads its seats and suspensions: prefetch."""
    suspensions = (Period(row.start, row.end) for row in member.vote_suspensions.all())
    return among.entitles(member.seats, suspensions, on)


def suspended_on(member: Member, among: ParticipationClass, on: date) -> VoteSuspension | None:
    """The suspension without which a Member of a class would be entitled to vote on a day. Reads as ``may_vote``."""
    if not among.entitles(member.seats, (), on):
        return None
    rows = member.vote_suspensions.all()
    return next((row for row in rows if Period(row.start, row.end).covers(on)), None)


def voters(consultation: Consultation, on: date) -> list[Member]:
    """The Members that take part in a consultation and are entitled to vote there on a day (rule 36)."""
    classes, invited = consultation.classes, Member.objects.filter(invitations__consultation=consultation)
    rows = invited.prefetch_related("organ_seats", "vote_suspensions")
    return [member for member in rows if may_vote(member, class_of(member, classes, on), on)]
