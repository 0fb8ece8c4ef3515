"""What the secretariat and the chair have at their desks: imports, mail, links, the agenda and the time plan."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.models import Programme
from hemicycle.arrivals import actions
from hemicycle.ending.models import Export
from hemicycle.mail import links
from hemicycle.mail.links import Purpose
from hemicycle.mail.models import Delivery
from hemicycle.people.actions import bulk
from hemicycle.rules.floor import SittingState
from hemicycle.rules.registration import Step
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.actions import rehearsals
from hemicycle.sittings.actions.planning import Hours, publish_plan
from hemicycle.sittings.actions.rehearsals import Practice
from hemicycle.web.registration import badges
from tests.factories import SLUG
from tests.support import imports, mail
from tests.support.two_consultations.arriving import arrived

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole

DAY = timedelta(days=1)


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    _mail(whole)
    _arrivals(whole)
    _agenda(whole)
    _glossary(whole)
    rows = [("new@example.org", "Ms. New", "BR"), ("no address", "Mr. Wrong", "BR")]
    checked = imports.check(whole.world, *rows)
    applied = imports.apply(whole.world, imports.check(whole.world, ("second@example.org", "Ms. Second", "BR")))
    whole.objects.update(import_=checked.pk, import_applied=applied.pk)
    bulk.step_all(whole.consultation.pk, whole.performer(), whole.now, Step.CONFIRM, [whole["bulk"].pk], words="")
    made = Export.objects.create(
        consultation=whole.consultation,
        by=whole.person("secretariat"),
        at=whole.now,
        state=Export.State.MADE,
        file=ContentFile(b"PK", "whole.zip"),
    )
    whole.objects["export"] = made.pk
    for name in ("br", "jp"):
        whole.objects[f"registration_{name}"] = whole[name].pk
        whole.objects[f"badge_{name}"] = badges.token(whole[name])


def _mail(whole: Whole) -> None:
    """Three mails: one waits, one bounced, one failed; and links to registrations."""
    sent = mail.send(whole.world, mail.draft(mail.to(whole.world, "br", "jp", "gh")), 3)
    waits, bounced, failed = sent.deliveries.all()
    bounced.state, failed.state = Delivery.State.BOUNCED, Delivery.State.FAILED
    Delivery.objects.bulk_update([bounced, failed], ["state"])
    whole.objects.update(mailing=sent.pk, delivery=waits.pk)
    links.send(whole.consultation.pk, whole.performer(), whole.now, whole["br"].pk, Purpose.REGISTRATION)
    over, at = links.make(whole["br"], Purpose.ENTER, whole.now - 90 * DAY)
    whole.objects.update(link_over=over.pk, token_over=at.rstrip("/").rpartition("/")[2])
    for name in ("br", "secretariat"):
        link, at = links.make(whole[name], Purpose.REGISTRATION, whole.now)
        whole.objects.update({f"link_{name}": link.pk, f"token_{name}": at.rstrip("/").rpartition("/")[2]})


def _arrivals(whole: Whole) -> None:
    """Two messages of the same sender: one waits, with an attachment, and one was filed at a letter."""
    waits, filed = arrived(whole, 0), arrived(whole, 1)
    whole.objects.update(arrival=waits.pk, arrival_filed=filed.pk)
    letter, member = whole.objects["letter_key"], whole["br"].member
    actions.file(filed, whole.performer(), whole.now, kind="letter", value=str(letter), member=member)


def _glossary(whole: Whole) -> None:
    """So many entries that the number of one is no number of the other consultation's."""
    first = 1 if whole.slug == SLUG else 11
    for number in (first, first + 1):
        whole.consultation.glossary.create(
            number=number, terms={"en": [f"term {number}"]}, words=f"term {number}", changed_at=whole.now
        )
    whole.objects["glossary_entry"] = first


def _agenda(whole: Whole) -> None:
    """The agenda and the time plan are published; a second sitting and a rehearsal are to come, another has ended."""
    whole.consultation.sittings.create(
        number=2,
        opens_at=whole.world.sitting.opens_at + DAY,
        closes_at=whole.world.sitting.closes_at + DAY,
        presiding=whole["chair"],
        state=SittingState.PLANNED.value,
    )
    ended = whole.consultation.sittings.create(
        number=3,
        opens_at=whole.now,
        closes_at=whole.now + timedelta(hours=3),
        presiding=whole["chair"],
        state=SittingState.ENDED.value,
        state_since=whole.now,
        kind="demonstration",
    )
    noon, one = time(12), time(13)
    hours = Hours(whole.consultation.first_day - 7 * DAY, noon, one)
    wanted = Practice(SittingKind.REHEARSAL, hours, whole["chair"].pk)
    rehearsal = rehearsals.hold(whole.consultation.pk, whole.performer(), whole.now, wanted)
    whole.objects.update(sitting_ended=ended.pk, rehearsal=rehearsal.pk)
    by, key = whole.performer("chair"), whole.consultation.pk
    publish_agenda(key, by, whole.now, edition=0, symbol="AGENDA", titles_stand=True)
    programme = Programme.objects.get(consultation=key)
    editions = (programme.agenda_edition, programme.plan_edition)
    publish_plan(key, whole.performer(), whole.now, editions=editions, symbol="PLAN", titles_stand=True)
