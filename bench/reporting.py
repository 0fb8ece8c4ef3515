"""The report of five sittings with an item each ten minutes: compiled, and made in every language and form."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from bench.figures import Figure, percentile
from bench.stage import tell
from hemicycle.agenda.models import Item
from hemicycle.outcome.models import Conclusion, Ending, Position, Reading, Report, Wording
from hemicycle.outcome.report_content import compiled
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason
from hemicycle.sittings.models import Discussion
from hemicycle.web.conclusions.report_paper import FORMATS, paper
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration

SITTINGS, ITEMS = 5, 90
#: Seconds that it may take.
MOST = 60.0
_DAY = timedelta(days=1)


def hold(consultation: Consultation, texts: Mapping[str, str], items: int = ITEMS) -> None:
    """Five sittings that ended, whose items have a conclusion in every language, a reservation and an objection each.

    Args:
        texts: Of a conclusion, by language; the first is that of drafting.
    """
    now = timezone.now()
    first, *_others = delegates = _delegates(consultation)
    sittings = [
        consultation.sittings.create(
            number=1000 + number, opens_at=now - number * _DAY, closes_at=now - number * _DAY, state="ended"
        )
        for number in range(SITTINGS)
    ]
    last = max(consultation.items.values_list("number", flat=True), default=0)
    placed = max(filter(None, consultation.items.values_list("position", flat=True)), default=0)
    listing = consultation.items.values_list("listing", flat=True)[0]
    drafting = next(iter(texts))
    for number in range(1, items + 1):
        item = Item.objects.create(
            consultation=consultation, listing=listing, number=last + number, position=placed + number, minutes=10,
            title={language: f"{number}. {text[:60]}" for language, text in texts.items()},
        )  # fmt: skip
        discussion = Discussion.objects.create(
            sitting=sittings[number % SITTINGS], item=item, start=now, end=now, outcome="proposed_conclusion"
        )
        conclusion = Conclusion.objects.create(item=item, language=drafting)
        Wording.objects.bulk_create(
            Wording(
                conclusion=conclusion, language=language, number=1, text=text, person=first.person, at=now,
                follows=None if language == drafting else 1,
            )
            for language, text in texts.items()
        )  # fmt: skip
        reading = Reading.objects.create(
            conclusion=conclusion, discussion=discussion, number=1, wordings=dict.fromkeys(texts, 1),
            registration=first, at=now,
        )  # fmt: skip
        for kind in ("reservation", "objection"):
            who = delegates[number % len(delegates)]
            Position.objects.create(
                discussion=discussion, registration=who, member=who.member, capacity="", may_defer=False, kind=kind,
                words="The costs are not known.", at=now,
            )  # fmt: skip
        Ending.objects.create(
            discussion=discussion, reading=reading, reason=Reason(RuleCode.OBJECTION_RECORDED_ONLY).as_json()
        )


def _delegates(consultation: Consultation) -> list[Registration]:
    """Some of the delegates."""
    rows = consultation.registrations.filter(member__isnull=False, status="confirmed").order_by("pk")
    return list(rows.select_related("person", "member")[:50])


def made(consultation: Consultation, *, told: bool = True) -> int:
    """Compile the report and make it in every language and form; how many bytes that is."""
    now = timezone.now()
    version = Report(consultation=consultation, base="BENCH", content=compiled(consultation), published_at=now, pk=0)
    size = 0
    for language in consultation.languages.documents:
        for kind in FORMATS:
            with in_language(language):
                size += len(paper(consultation, version, None, kind))
        if told:
            tell(f"the report in {language}")
    return size


def figure(consultation: Consultation, texts: Mapping[str, str], runs: int) -> Figure:
    """Seconds of each run, in a transaction that is taken back."""
    taken, size = [], 0
    with transaction.atomic():
        hold(consultation, texts)
        for _run in range(runs):
            begun = time.perf_counter()
            size = made(consultation)
            taken.append(time.perf_counter() - begun)
        transaction.set_rollback(True)
    return Figure(
        taken,
        "s",
        limit=Figure([MOST], "s"),
        notes={"within": float(percentile(taken, 0.95) < MOST), "files": float(len(FORMATS)), "bytes": float(size)},
    )
