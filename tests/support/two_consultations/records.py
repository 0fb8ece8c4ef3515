"""A text of a statement with a file, and the summary record of the sitting that has ended, with a request about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.outcome.actions import corrections, statements, summaries
from hemicycle.outcome.models import SummaryParagraph
from hemicycle.people.uploads import PDF, Looked
from hemicycle.sittings.models import Turn

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    key, item, at = whole.consultation.pk, whole.world.items[0].pk, whole.now
    file = Looked(b"%PDF-1.7\n%%EOF\n", "statement.pdf", PDF)
    given = statements.Given(item, "en", "Thank you.", 0, file=file)
    made = statements.hand_in(key, whole.performer("br"), at, given)
    sitting = whole.objects["sitting_ended"]
    for place, name in enumerate(("br", "jp")):
        row, begun = whole[name], at - timedelta(hours=1, minutes=-place)
        Turn.objects.create(
            sitting_id=sitting, registration=row, member=row.member, capacity="council_state", language="en",
            state="ended", asked_at=begun, granted_at=begun, connected_at=begun, ended_at=begun + timedelta(seconds=30),
        )  # fmt: skip
    by = whole.performer()
    record = summaries.draw_up(key, by, at, sitting=sitting, language="en")
    paragraphs = list(SummaryParagraph.objects.filter(record=record, kind="speaker").order_by("place"))
    for paragraph in paragraphs:
        summaries.word(key, by, at, paragraph=paragraph.pk, language="en", text="They agreed.", seen=1)
    summaries.circulate(key, by, at, summary=record.pk)
    asking = {"language": "en", "text": "They disagreed."}
    corrections.ask_for_correction(key, whole.performer("jp"), at, paragraph=paragraphs[1].pk, **asking)
    whole.objects.update(statement=made.statement_id, paragraph_br=paragraphs[0].pk, paragraph_jp=paragraphs[1].pk)
