"""A body of three groups and three languages.

It decides by silence within 72 hours, broken once and extended once; it sits, where the groups speak in turn; and its
consultation is closed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Enquiry
from hemicycle.people.queries import members_by_class
from tests.browser.from_empty import meeting, results, tripartite
from tests.browser.from_empty.desk import Desk, answers, texts
from tests.browser.mails import next_mail, text_of

if TYPE_CHECKING:
    from tests.browser.from_empty.conftest import Installation

SLUG = "governing-body"
GROUPS = ("governments", "employers", "workers")


@pytest.mark.room
def test_a_silence_of_72_hours_is_broken_and_extended_and_the_groups_speak_in_turn(installation: Installation) -> None:
    today = timezone.localdate()
    page = installation.first_administrator("ana@office.example", "Ms. Ana Reis")
    ana = Desk.begins(
        page,
        SLUG,
        "preset:tripartite",
        **{"title-en": "Governing Body", "title-fr": "Conseil d’administration", "title-es": "Consejo"},
        first_day=today.isoformat(),
        last_day=(today + timedelta(days=30)).isoformat(),
        time_zone=meeting.where_it_is_day(),
    )
    bo = installation.colleague(SLUG, "bo@office.example", "Mr. Bo Lind")

    # 56 titular members in three groups, which speak in turns, and a deputy member.
    ana.imports("members", tripartite.members(), "members.csv", rows=57)
    ana.invites_all_members()
    consultation = Consultation.objects.get()
    of_classes = members_by_class(consultation, timezone.now())
    assert [of_classes.get(group) for group in (*GROUPS, "deputies")] == [28, 14, 14, 1]
    groups = [consultation.classes.by_key[group] for group in GROUPS]
    assert [(group.priority, group.alternates) for group in groups] == [(1, True)] * 3

    # A proposal, adopted unless somebody objects within 72 hours of its sending.
    ana.limits_extensions(1)
    proposal = ana.begins_letter("blank", "GB-26", 1)
    titles = {"en": "Director-General", "fr": "Directeur général", "es": "Director General"}
    ana.heads_letter(proposal, addressed=GROUPS, signatory="Mr. Hale", **texts("title", titles, "_"))
    for code, subject, body in tripartite.PROPOSAL:
        ana.writes_letter(proposal, code, subject, body)
    ana.asks(proposal, kind="silence", asked=GROUPS, hours="72", **tripartite.QUESTION)
    ana.submits_for_clearance(proposal)
    bo.clears(proposal)
    ana.names_focal_point("emp-3", "eva@employers.example", "Ms. Eva Ortiz")
    ana.goes_to(f"desk/letters/{proposal}/send/")
    expect(page.locator("main")).to_contain_text("available in each language")
    ana.sends(proposal)
    asked = Enquiry.objects.select_related("letter").get()
    assert asked.letter.sent_at is not None
    assert timedelta() <= asked.deadline.moment - asked.letter.sent_at - timedelta(hours=72) < timedelta(minutes=1)

    # One objects: all are told at once, and see it.
    before = len(installation.mailbox.taken)
    eva = installation.signs_in("eva@employers.example")
    answers(eva, SLUG, "GB-26/1", ["object"])
    for address in ("ana@office.example", "bo@office.example", "office@br.example", "office@wrk-9.example"):
        mail = next_mail(page, installation.mailbox, address, before, "The silence is broken")
        assert "an objection to letter GB-26/1 was received" in text_of(mail)
    ana.goes_to("desk/enquiries/")
    expect(page.locator("main")).to_contain_text("Broken")
    eva.goto(f"/consultations/{SLUG}/letters/GB-26/1/")
    expect(eva.locator("main")).to_contain_text("the silence is broken")

    # It is extended once, and not once more.
    extension = ana.begins_extension("GB-26/1", 2, today + timedelta(days=6))
    ana.submits_for_clearance(extension)
    bo.clears(extension)
    ana.sends(extension)
    again = ana.begins_extension("GB-26/1", 3, today + timedelta(days=9))
    ana.goes_to(f"desk/letters/{again}/send/")
    expect(page.locator("main")).to_contain_text("has been extended as often as is allowed here (1)")
    expect(page.get_by_role("button", name="Send letter GB-26/3")).to_be_disabled()

    # It sits: whoever asked first, the groups take turns, and a deputy member comes after the titular ones.
    sitting = meeting.calls_a_sitting(ana, bo, consultation.day(timezone.now()).isoformat())
    assert sitting.booths == ("en", "fr", "es")
    meeting.sits(installation, sitting.pk)
    results.closes(ana, "The governing body has sat.")
