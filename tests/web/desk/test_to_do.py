"""What is to do: each kind for whom it is, with a link to where it is done, and the same numbers in the navigation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence import letter_queries, results
from hemicycle.correspondence.actions import clearing, language_versions
from hemicycle.correspondence.clearing import fingerprint
from hemicycle.correspondence.models import Addressee, Enquiry, Reply, ReplyVersion
from hemicycle.ending.models import DeletionRequest
from hemicycle.mail.models import Delivery
from hemicycle.people import queries as people
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Deletion, Member, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting
from hemicycle.web.access.visitors import Visitor
from hemicycle.web.desk.kinds import DOING, Kind, Urgency
from hemicycle.web.desk.matters import ONE_BY_ONE, Matters, matters
from hemicycle.web.desk.words import said
from tests.support.guards import without_guards
from tests.support.help_desk import answers, asks
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.web.desk.matters import Matter
    from tests.support.two_consultations.whole import Whole

    ClientOf = Callable[[object], Client]

TO_DO = reverse("to_do", args=["test"])


def of(whole: Whole, who: str) -> Matters:
    """What somebody sees now."""
    row = whole[who]
    now = timezone.now()
    return matters(
        whole.consultation,
        Visitor(row, people.capacity(row, whole.consultation.classes, whole.consultation.day(now))),
        now,
    )


def kinds(found: tuple[Matter, ...]) -> set[Kind]:
    return {matter.kind for matter in found}


def break_silence(whole: Whole, name: str) -> None:
    """Let an enquiry go by silence, and the replies to it that count object."""
    with without_guards():
        Enquiry.objects.filter(pk=whole.objects[name]).update(kind="silence")
        for version in ReplyVersion.objects.filter(reply__enquiry=whole.objects[name]):
            ReplyVersion.objects.filter(pk=version.pk).update(choices=dict.fromkeys(version.choices, "object"))


@pytest.fixture
def everything(whole: Whole) -> Whole:
    """One of every kind waits."""
    now = timezone.now()
    asks(whole.world.sitting, whole["br"], now)
    opens = now + timedelta(days=2)
    Sitting.objects.create(
        consultation=whole.consultation, kind=SittingKind.TEST.value, number=9, opens_at=opens, closes_at=opens
    )
    reply = Reply.objects.filter(enquiry=whole.objects["enquiry"], counted__isnull=False).first()
    assert reply
    with without_guards():
        Reply.objects.filter(pk=reply.pk).update(status="conflict")
    break_silence(whole, "enquiry_over")
    Delivery.objects.filter(pk=whole.objects["delivery"]).update(
        proposed_address="new@example.org", proposed_by=whole.person("secretariat2")
    )
    Deletion.objects.create(
        consultation=whole.consultation, people=3, announced_at=now, begins_at=now + timedelta(days=30)
    )
    DeletionRequest.objects.create(consultation=whole.consultation, by=whole.person("secretariat2"), at=now)
    draft = letter_queries.find(whole.consultation, whole.objects["draft"])
    sent = letter_queries.find(whole.consultation, whole.objects["letter_key"])
    assert draft
    assert sent
    clearing.hand_in(draft, whole.performer("secretariat2"), now, "Once more")
    clearing.give_back(draft, whole.performer(), now, fingerprint(draft), "The date is wrong.")
    russian = language_versions.find(sent, "ru")
    assert russian
    clearing.clear(russian, whole.performer(), now, fingerprint(russian))
    return whole


def test_each_kind_is_somebodys_to_do_or_is_seen(everything: Whole) -> None:
    own = Counter[Kind]()
    seen: set[Kind] = set()
    for who in ("secretariat", "secretariat2", "chair", "technician"):
        found = of(everything, who)
        own.update(kinds(found.own))
        seen |= kinds(found.others)
    assert set(own) == {kind for kind in Kind if DOING[kind].action is not None}
    assert Kind.REPLY_CONFLICT in seen


@pytest.mark.parametrize("who", ["secretariat", "secretariat2", "chair", "vice_chair", "technician"])
def test_nobody_is_told_what_the_table_keeps_from_them(who: str, everything: Whole) -> None:
    row = everything[who]
    visitor = Visitor(
        row, people.capacity(row, everything.consultation.classes, everything.consultation.day(timezone.now()))
    )
    found = of(everything, who)
    for matter in found.own:
        action = DOING[matter.kind].action
        assert action is not None
        assert visitor.may(action)
        assert matter.by != row.person_id
    for matter in found.others:
        assert visitor.may(DOING[matter.kind].seen_by)
    if who == "technician":
        assert kinds(found.own) == {Kind.HELP}
        assert kinds(found.others) == {Kind.READINESS}
    if who in {"chair", "vice_chair"}:
        assert kinds(found.own) == {Kind.REPLY_LATE, Kind.CONTRIBUTION_LATE, Kind.RESULT, Kind.SILENCE_BROKEN}
        assert kinds(found.others) == {
            Kind.REPLY_CONFIRM,
            Kind.REPLY_CONFLICT,
            Kind.CONDITION_CONFIRM,
            Kind.CONTRIBUTION_CHECK,
            Kind.CONTRIBUTION_CONFIRM,
            Kind.CONTRIBUTION_POST,
        }


@pytest.mark.parametrize("who", ["secretariat", "chair", "technician"])
def test_the_page_lists_them_each_with_a_link_that_opens(who: str, everything: Whole, client_of: ClientOf) -> None:
    client = client_of(everything[who])
    html = html_of(client.get(TO_DO))
    found = of(everything, who)
    listed = re.findall(r'aria-describedby="matter-\d+">', html)
    assert len(listed) == len(found.own) > 0
    number = re.search(r'<h1 class="hero">(\d+) matters? needs? your action', html)
    assert number
    assert int(number[1]) == len(found.own)
    for one in said(everything.consultation, (*found.own, *found.others), timezone.now()):
        assert one.address.replace("&", "&amp;") in html
        assert client.get(one.address).status_code in {200, 302}, one.address


@pytest.mark.parametrize("who", ["secretariat", "chair", "technician"])
def test_the_numbers_of_the_navigation_are_those_of_the_list(who: str, everything: Whole, client_of: ClientOf) -> None:
    html = html_of(client_of(everything[who]).get(reverse("sittings_desk", args=["test"])))
    nav = re.search(r'<nav id="desk-nav".*?</nav>', html)
    assert nav
    shown = {
        link: int(number)
        for link, number in re.findall(
            r'<a href="([^"]+)"[^>]*><span>[^<]*</span>\s*<span class="count num">(\d+)', nav[0]
        )
    }
    found = of(everything, who)
    assert shown.pop(TO_DO) == len(found.own)
    assert sum(shown.values()) == sum(matter.number for matter in found.own)


def test_what_is_counted_is_what_the_pages_list(everything: Whole, client_of: ClientOf) -> None:
    found = of(everything, "secretariat")
    every = (*found.own, *found.others)
    client = client_of(everything["secretariat"])
    waiting = client.get(reverse("replies_waiting", args=["test"]), {"format": "csv"}).content.decode()
    rows = waiting.strip().splitlines()[1:]
    replies = [matter for matter in every if matter.kind in {Kind.REPLY_CONFIRM, Kind.REPLY_LATE, Kind.REPLY_CONFLICT}]
    assert len(rows) == sum(matter.number for matter in replies) > 0
    people_page = html_of(client.get(reverse("people_desk", args=["test"])))
    (registrations,) = [matter for matter in found.own if matter.kind is Kind.REGISTRATION]
    assert re.search(rf"To be decided by the secretariat</a></small><b>{registrations.number}</b>", people_page)


def test_nothing_of_another_consultation_is_among_them(both: dict[str, Whole]) -> None:
    before = of(both["test"], "secretariat")
    Delivery.objects.filter(mailing__consultation=both["other"].consultation).update(state="failed")
    Registration.objects.filter(consultation=both["other"].consultation).update(
        status=RegistrationStatus.ENDORSED.value
    )
    assert of(both["test"], "secretariat") == before


def test_who_entered_something_sees_that_it_waits_for_somebody_else(whole: Whole) -> None:
    mine, theirs = of(whole, "secretariat2"), of(whole, "secretariat")
    assert Kind.REPLY_CONFIRM not in kinds(mine.own)
    assert Kind.REPLY_CONFIRM in kinds(mine.others)
    assert Kind.REPLY_CONFIRM in kinds(theirs.own)
    assert Kind.LETTER_CLEAR not in kinds(mine.own)
    assert Kind.LETTER_CLEAR in kinds(mine.others)
    assert Kind.LETTER_CLEAR in kinds(theirs.own)


def test_who_asked_to_delete_the_consultation_sees_that_a_second_person_is_waited_for(
    everything: Whole, client_of: ClientOf
) -> None:
    assert Kind.CONSULTATION_DELETION in kinds(of(everything, "secretariat").own)
    mine = of(everything, "secretariat2")
    assert Kind.CONSULTATION_DELETION not in kinds(mine.own)
    (matter,) = [one for one in mine.others if one.kind is Kind.CONSULTATION_DELETION]
    (words,) = said(everything.consultation, [matter], timezone.now())
    assert (words.address, everything.person("secretariat2").name in words.why) == (reverse("end", args=["test"]), True)
    assert "Deletion of the consultation to be confirmed" in html_of(client_of(everything["secretariat"]).get(TO_DO))


def test_the_head_says_what_the_checklist_lacks_and_how_many_have_not_replied(
    whole: Whole, client_of: ClientOf
) -> None:
    letter = Enquiry.objects.get(pk=whole.objects["enquiry"]).letter
    silent_one = Member.objects.filter(body=whole.consultation.body).exclude(addressed__letter=letter)[0]
    with without_guards():
        Addressee.objects.create(letter=letter, member=silent_one, capacity="council_state", may_vote=True)
    desk, checklist = client_of(whole["secretariat"]), reverse("checklist", args=["test"])
    course = desk.get(TO_DO).context["course"]
    (step,) = [one for one in course.steps if one.address == checklist]
    listed = desk.get(checklist).context
    assert step.words == f"{listed['total'] - listed['done']} missing"
    assert [
        one for one in client_of(whole["chair"]).get(TO_DO).context["course"].steps if one.address == checklist
    ] == []
    (progress,) = [
        one
        for one in results.progress(whole.consultation, timezone.now().date())
        if one.enquiry.pk == whole.objects["enquiry"]
    ]
    missing = progress.counts[Status.MISSING]
    assert missing
    words = {one.words for one in course.running}
    noun = "Member has" if missing == 1 else "Members have"
    assert any(one.endswith(f"{missing} {noun} not replied.") for one in words), words
    with without_guards():
        Enquiry.objects.update(kind="silence")
    silent = desk.get(TO_DO).context["course"].running
    assert silent
    assert not any("not replied" in one.words for one in silent)


def test_without_clearance_no_letter_waits_for_it(whole: Whole) -> None:
    clearing.require_clearance(whole.consultation.pk, whole.performer(), timezone.now(), needed=False)
    whole.consultation.refresh_from_db()
    assert not kinds(of(whole, "secretariat").own) & {Kind.LETTER_CLEAR, Kind.LETTER_RETURNED, Kind.LETTER_CLEARED}


def test_what_was_declared_waits_no_longer(whole: Whole) -> None:
    assert kinds(of(whole, "chair").own) == {Kind.REPLY_LATE, Kind.CONTRIBUTION_LATE, Kind.RESULT}
    with without_guards():
        Enquiry.objects.update(declared_at=timezone.now())
    assert kinds(of(whole, "chair").own) == {Kind.CONTRIBUTION_LATE}


def test_a_broken_silence_procedure_says_who_objected_and_stands_in_place_of_its_result(whole: Whole) -> None:
    before = Counter(matter.kind for matter in of(whole, "chair").own)
    break_silence(whole, "enquiry_over")
    objecting = Reply.objects.filter(enquiry=whole.objects["enquiry_over"], counted__isnull=False)
    found = of(whole, "chair").own
    after = Counter(matter.kind for matter in found)
    assert (after[Kind.RESULT], after[Kind.SILENCE_BROKEN]) == (before[Kind.RESULT] - 1, 1)
    (one,) = [matter for matter in found if matter.kind is Kind.SILENCE_BROKEN]
    assert set(one.members) == set(objecting.values_list("member", flat=True))
    assert one.arguments == (whole.objects["enquiry_over"],)
    members = Member.objects.filter(body__slug="test", code__in=("BR", "JP", "GH", "NO", "PE", "PS")).order_by("code")
    six = replace(one, members=tuple(row.pk for row in members))
    words, many = said(whole.consultation, [one, six], timezone.now())
    assert words.title == f"The silence procedure of {one.symbol} is broken"
    assert all(member_name(reply.member) in words.why for reply in objecting)
    assert many.why == "Objection: Brazil, Ghana, Japan, Norway and 2 more."


def test_the_most_pressing_comes_first_then_who_has_waited_longest(everything: Whole) -> None:
    for who in ("secretariat", "chair"):
        own = of(everything, who).own
        keys = [(DOING[matter.kind].urgency, matter.since) for matter in own]
        assert keys == sorted(keys)
    assert DOING[Kind.HELP].urgency is min(Urgency)
    assert DOING[Kind.REGISTRATION].action is Action.REGISTRATION_CONFIRM


@pytest.fixture
def no_help_cases(whole: Whole) -> None:
    """Nobody has asked the help desk of the consultation yet."""
    whole.consultation.help_cases.all().delete()


@pytest.mark.usefixtures("no_help_cases")
def test_many_of_a_kind_are_one_line_with_their_number(whole: Whole) -> None:
    now = timezone.now()
    names = ("br", "jp", "gh", "no", "pe", "palestine")
    for minutes, name in enumerate(names):
        asks(whole.world.sitting, whole[name], now - timedelta(minutes=minutes))
    assert len(names) == ONE_BY_ONE + 1
    (one,) = of(whole, "technician").own
    assert (one.number, one.page) == (6, "help_cases")
    assert one.since == now - timedelta(minutes=5)
    (words,) = said(whole.consultation, [one], now)
    assert words.title == "6 people wait for an answer"
    assert words.ago == "5 minutes"
    answers(whole.world.sitting, whole["br"], whole["technician"], now, "Reload the page")
    assert len(of(whole, "technician").own) == ONE_BY_ONE


@pytest.mark.usefixtures("no_help_cases")
def test_who_asked_in_a_sitting_that_is_over_waits_still(whole: Whole) -> None:
    asked = asks(whole.world.sitting, whole["br"], timezone.now())
    whole.world.sitting.state = "ended"
    whole.world.sitting.save()
    (one,) = of(whole, "technician").own
    assert (one.kind, one.page, one.arguments) == (Kind.HELP, "help_case", (asked.case_id,))


@pytest.mark.usefixtures("no_help_cases")
def test_the_page_of_an_empty_desk_says_so(whole: Whole, client_of: ClientOf) -> None:
    html = html_of(client_of(whole["technician"]).get(TO_DO))
    assert "No action needed" in html
    assert "Nothing waits for you." in html


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_it_takes_as_many_queries_however_much_waits(everything: Whole, client_of: ClientOf) -> None:
    client = client_of(everything["secretariat"])
    pages = [TO_DO, reverse("sittings_desk", args=["test"])]
    for page in pages:
        client.get(page)
    before = [queries(client, page) for page in pages]
    now = timezone.now()
    for name in ("jp", "gh", "no"):
        asks(everything.world.sitting, everything[name], now)
    with without_guards():
        ReplyVersion.objects.filter(reply__enquiry__declared_at=None).update(confirmed_at=None)
        Reply.objects.filter(enquiry__declared_at=None).update(status="conflict")
    Registration.objects.filter(consultation=everything.consultation, status=RegistrationStatus.PENDING.value).update(
        status=RegistrationStatus.ENDORSED.value
    )
    Delivery.objects.filter(mailing__consultation=everything.consultation).update(state="failed")
    assert [queries(client, page) for page in pages] == before
