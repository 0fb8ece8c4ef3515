"""The list of Members and a Member's page: as at a day, for everybody, and changed by the secretariat alone."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.people.models import Contact, Member, MemberName, Registration, Seat, VoteSuspension
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.web.members.page_actions import ACTIONS
from tests.factories import SLUG, a_body
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World

    ClientOf = Callable[[object], Client]

CONTACT = {"name": "M", "email": "m@example.org", "language": "fr"}
WORSE = '<script>alert("x")</script>'


def page(code: str = "BR") -> str:
    return reverse("member", args=[SLUG, code])


def send(client: Client, act: str, key: str = "", *, code: str = "BR", **typed: str) -> Answer:
    return client.post(page(code), {"act": act, "key": key, **typed})


def words(response: Answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html_of(response))))


def rows(client: Client, **asked: str) -> list[str]:
    html = html_of(client.get(reverse("members", args=[SLUG]), asked))
    return re.findall(
        r'<th scope="row" class="name" role="rowheader"><a href="/consultations/test/members/([^/]+)/">', html
    )


def test_members_stand_in_the_alphabet_of_one_language_whoever_reads(world: World, client_of: ClientOf) -> None:
    Member.objects.create(body=a_body(), code="CI", kind="state", region="D")
    Member.objects.create(body=a_body(), code="US", kind="state", region="A")
    in_french = ["BR", "CI", "US", "GH", "JP", "NO", "PE", "PS", "sm-orbicom"]
    client = client_of(world["br"])
    assert rows(client) == in_french
    client.cookies["django_language"] = "ru"
    assert rows(client) == in_french
    assert rows(client, sort="-code")[0] == "US"


def test_a_seat_and_a_vote_are_read_as_at_the_day_that_is_asked_for(world: World, client_of: ClientOf) -> None:
    Seat.objects.filter(member__code="BR").update(end=date(2020, 6, 30))
    VoteSuspension.objects.create(member=Member.objects.get(code="JP"), start=date(2020, 6, 10), end=date(2020, 6, 11))
    client = client_of(world["no"])
    assert rows(client, seat="yes", on="2020-06-30") == ["BR", "GH", "JP"]
    assert rows(client, seat="yes", on="2020-07-01") == ["GH", "JP"]
    assert rows(client, seat="yes", on="2018-12-31") == []
    assert rows(client, seat="no", kind="state", on="2020-07-01") == ["BR", "NO", "PE"]
    suspended = [
        "suspended" in html_of(client.get(page("JP"), {"on": f"2020-06-{day:02}"})).partition("names")[0]
        for day in (9, 10, 11, 12)
    ]
    assert suspended == [False, True, True, False]
    assert "Member of the Council none" in words(client.get(page(), {"on": "2020-07-01"}))


@pytest.mark.parametrize("on", ["2020-02-30", "yesterday", "0000-00-00", "9" * 1000])
def test_a_day_that_is_none_is_said_and_today_shown(on: str, world: World, client_of: ClientOf) -> None:
    for address in (reverse("members", args=[SLUG]), page()):
        response = client_of(world["br"]).get(address, {"on": on})
        assert response.status_code == 200
        assert "This is not a date" in words(response) or "Null characters" in words(response)


def test_filters_go_with_searching_sorting_and_exporting(world: World, client_of: ClientOf) -> None:
    MemberName.objects.create(member=Member.objects.get(code="JP"), language="fr", name="Japon", source="recall")
    client = client_of(world["br"])
    assert rows(client, unchecked="on") == ["JP", "PS", "sm-orbicom"]
    assert rows(client, unchecked="on", place="group-R") == ["sm-orbicom"]
    assert rows(client, place="group-D") == []
    assert rows(client, q="japan", seat="yes") == ["JP"]
    assert len(rows(client, kind="nonsense", place="Z")) == 7
    html = html_of(client.get(reverse("members", args=[SLUG]), {"unchecked": "on", "on": "2020-06-09"}))
    assert 'href="?unchecked=on&amp;on=2020-06-09&amp;format=csv"' in html
    exported = client.get(reverse("members", args=[SLUG]), {"unchecked": "on", "format": "csv"}).content.decode(
        "utf-8-sig"
    )
    assert len(exported.splitlines()) == 4


def test_a_long_list_comes_in_pages_and_is_exported_whole(world: World, client_of: ClientOf) -> None:
    Member.objects.bulk_create(
        Member(body=a_body(), code=f"sm-{n}", kind="sector_member", group="T") for n in range(250)
    )
    client = client_of(world["br"])
    assert [len(rows(client, page=page)) for page in ("1", "2", "99", "x")] == [250, 7, 7, 250]
    html = html_of(client.get(reverse("members", args=[SLUG]), {"on": "2020-06-09", "q": "sm"}))
    assert 'rel="next" href="?on=2020-06-09&amp;q=sm&amp;page=2"' in html
    exported = client.get(reverse("members", args=[SLUG]), {"format": "csv"}).content.decode("utf-8-sig")
    assert len(exported.splitlines()) == 1 + 257


def test_whoever_is_not_of_the_secretariat_reads_and_changes_nothing(world: World, client_of: ClientOf) -> None:
    Contact.objects.create(member=Member.objects.get(code="BR"), name="Mission", email="mission@example.org")
    for who in ("br", "chair", "technician", "sector"):
        client = client_of(world[who])
        read = html_of(client.get(page()))
        assert "mission@example.org" not in read
        assert 'name="act"' not in read
        for act in ACTIONS:
            assert send(client, act, "fr", short="X").status_code == 403
        assert client.post(reverse("new_member", args=[SLUG]), {"code": "FR", "kind": "state"}).status_code == 403
    assert not Entry.objects.exists()


def test_a_secretariat_that_is_not_confirmed_changes_nothing(world: World, client_of: ClientOf) -> None:
    Registration.objects.filter(pk=world["secretariat"].pk).update(status=RegistrationStatus.WITHDRAWN.value)
    assert send(client_of(world["secretariat"]), "name", "fr", short="X").status_code == 403
    assert not MemberName.objects.filter(member__code="BR").exists()


def test_a_name_is_changed_then_checked(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    response = send(client, "name", "fr", short="Le Brésil", official="République fédérative", source="Note 7")
    assert (response.status_code, response.headers["Location"]) == (302, page())
    name = MemberName.objects.get(member__code="BR")
    assert (name.name, name.official, name.source, name.checked) == (
        "Le Brésil", "République fédérative", "Note 7", False
    )  # fmt: skip
    assert "The name is corrected." in words(client.get(page()))
    seen = {"short": "Le Brésil", "official": "République fédérative"}
    assert send(client, "checked", "fr", source="List of 4 May", **seen).status_code == 302
    assert "Compared with: List of 4 May" in words(client.get(page()))
    stale = send(client, "checked", "fr", source="List", short="Brésil", official="")
    assert stale.status_code == 409
    assert "This name was changed in the meantime" in words(stale)
    assert send(client, "name", "fr", short="", official="").status_code == 302
    assert "Brésil Short name of the United Nations" in words(client.get(page()))


def test_a_new_name_is_entered_corrected_and_taken_out(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    missing = send(client, "rename", "en", short="New Brazil", since="")
    assert missing.status_code == 422
    assert 'value="New Brazil"' in html_of(missing)
    assert send(client, "rename", "en", short="New Brasil", since="2022-06-01", source="Note 7").status_code == 302
    again = send(client, "rename", "en", short="Another", since="2022-06-01")
    assert again.status_code == 409
    assert "There is already a name from 1 June 2022" in words(again)
    key = "en/2022-06-01"
    assert send(client, "name", key, short="New Brazil").status_code == 302
    assert "New Brazil" in rows_in_words(client, on="2022-06-01")
    assert "New Brazil" not in rows_in_words(client, on="2022-05-31")
    read = words(client.get(page(), {"on": "2020-06-09"}))
    assert "Brazil before 1 June 2022" in read
    assert "New Brazil from 1 June 2022" in read
    for wrong in ("en", "en/May", "en/"):
        assert send(client, "name-remove", wrong).status_code == 403
    assert send(client, "name-remove", key).status_code == 302
    assert "New Brazil" not in rows_in_words(client, on="2022-06-01")


def rows_in_words(client: Client, **asked: str) -> str:
    return words(client.get(reverse("members", args=[SLUG]), asked))


def test_names_that_are_to_be_checked_are_a_list(world: World, client_of: ClientOf) -> None:
    Member.objects.create(body=a_body(), code="VA", kind="state", region="B")
    client = client_of(world["secretariat"])
    assert "VA" in rows(client, unchecked="on")
    assert "BR" not in rows(client, unchecked="on")
    assert "Holy See not checked" in rows_in_words(client, unchecked="on")


def test_html_and_control_characters_in_a_name(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert send(client, "name", "en", short=f"Br\u202easil\u0007 {WORSE}").status_code == 302
    name = MemberName.objects.get(member__code="BR").name
    assert name == f"Brasil {WORSE}"
    for address in (page(), reverse("members", args=[SLUG])):
        html = html_of(client.get(address))
        assert WORSE not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("sent", "typed", "status", "said"),
    [
        (("name", "fr"), {"short": "B" * 301}, 422, "At most 300 characters"),
        (("name", "fr"), {"short": "!!!"}, 422, "A name must contain letters"),
        (("name", "fr"), {"short": "Brésil 🎉"}, 422, "Remove the emoji"),
        (("name", "xx"), {"short": "Brasilien"}, 422, "no such language"),
        (("checked", "fr"), {"short": "Brésil", "source": ""}, 422, "This field is required"),
        (("seat", ""), {"start": "2021-01-01"}, 422, "overlaps another one"),
        (("seat", ""), {"start": "2017-01-01", "end": "2016-01-01"}, 422, "ends before it starts"),
        (("seat", ""), {"start": "17 May"}, 422, "This is not a date"),
        (("seat-end", "2019-01-02"), {"end": "2021-01-01"}, 409, "This period no longer exists"),
        (("suspension", ""), {"start": "202-01-01"}, 422, "This is not a date"),
        (("suspension", ""), {"start": "1492-01-01"}, 422, "before 1900"),
        (("restore", ""), {"day": "2020-06-09"}, 409, "is not suspended"),
        (("contact", ""), {"name": "Mission", "email": "nowhere", "language": "fr"}, 422, "valid email address"),
        (("contact", "gone@example.org"), CONTACT, 409, "The Member no longer has this address"),
        (("take-out", "test"), {}, 409, "There are registrations for this Member: 2."),
        (("region", ""), {"region": "F"}, 422, "Select a valid choice"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    sent: tuple[str, str], typed: dict[str, str], status: int, said: str, world: World, client_of: ClientOf
) -> None:
    response = send(client_of(world["secretariat"]), *sent, **typed)
    assert response.status_code == status
    assert said in words(response)
    html = html_of(response)
    assert 'role="alert"' in html
    if sent in {("seat", ""), ("suspension", ""), ("name", "fr"), ("contact", "")}:
        assert all(f'value="{value}"' in html for value in typed.values())
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("act", "key"), [("nonsense", ""), ("", ""), ("seat-end", "May")])
def test_what_no_form_of_ours_sends(act: str, key: str, world: World, client_of: ClientOf) -> None:
    assert send(client_of(world["secretariat"]), act, key, end="2021-01-01").status_code == 403


def test_seats_and_votes_from_the_page(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert send(client, "seat-end", "2019-01-01", end="2022-12-31").status_code == 302
    assert send(client, "seat", start="2027-01-01", end="2030-12-31").status_code == 302
    assert send(client, "suspension", start="2020-01-01", reason="arrears").status_code == 302
    assert send(client, "restore", day="2020-03-01").status_code == 302
    html = client.get(page(), {"on": "2020-02-01"})
    assert "Letters already sent are unchanged" in words(html)
    assert "1 January 2019 – 31 December 2022 in force on this day" in words(html)
    assert "1 January – 29 February 2020 in force on this day arrears" in words(html)
    assert html_of(html).count("<rect") == 5  # two seats, the votes that they give, a suspension
    assert send(client, "suspension-remove", "2020-01-01").status_code == 302
    assert send(client, "seat-remove", "2027-01-01").status_code == 302
    member = Member.objects.get(code="BR")
    assert (member.organ_seats.count(), member.vote_suspensions.count()) == (1, 0)


def test_contacts_from_the_page(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    contact = {
        "name": f"Mission {WORSE}",
        "email": "Mission@example.org",
        "phone": "+41 22 730 51 11",
        "language": "fr",
    }
    assert send(client, "contact", **contact).status_code == 302
    assert WORSE not in html_of(client.get(page()))
    again = send(client, "contact", **contact)
    assert again.status_code == 422
    assert "This Member already has this address" in words(again)
    changed = {**contact, "name": "Office", "email": "office@example.org"}
    assert send(client, "contact", "mission@example.org", **changed).status_code == 302
    assert send(client, "contact-remove", "office@example.org").status_code == 302
    assert not Contact.objects.exists()


def test_a_member_takes_part_in_the_consultation_of_the_address_alone(world: World, client_of: ClientOf) -> None:
    later = Consultation.objects.create(
        body=a_body(), slug="later", title={"en": "Later"}, first_day=date(2021, 6, 1), last_day=date(2021, 6, 2)
    )
    Registration.objects.create(
        consultation=later, person=world["secretariat"].person, role="secretariat", status="confirmed"
    )
    client, there = client_of(world["secretariat"]), reverse("member", args=["later", "BR"])
    assert "Does not take part in this consultation." in words(client.get(there))
    assert client.post(there, {"act": "invite", "key": "test"}).status_code == 302
    assert [row.consultation.slug for row in Member.objects.get(code="BR").invitations.all()] == ["test", "later"]
    assert client.post(there, {"act": "take-out", "key": "test"}).status_code == 302
    assert [row.consultation.slug for row in Member.objects.get(code="BR").invitations.all()] == ["test"]
    here = words(client_of(world["br"]).get(page()))
    assert "Takes part in this consultation." in here
    assert "Remove from the consultation" not in here
    assert client_of(world["br"]).get(there).status_code == 403


def test_a_member_is_entered(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    response = client.post(reverse("new_member", args=[SLUG]), {"code": "fr", "kind": "state", "region": "B"})
    assert response.headers["Location"] == page("FR")
    again = client.post(
        reverse("new_member", args=[SLUG]), {"code": "FR", "kind": "state", "region": "C", "name": "Other"}
    )
    assert again.status_code == 422
    assert "There is already a Member with this code" in words(again)
    assert 'value="Other"' in html_of(again)
    assert Member.objects.get(code="FR").region == "B"
    nameless = client.post(reverse("new_member", args=[SLUG]), {"code": "sm-x", "kind": "sector_member", "group": "T"})
    assert "Enter the name in at least one language of the consultation" in words(nameless)
    named = {"code": "sm-x", "kind": "sector_member", "group": "T", "name": "Entreprise", "language": "fr"}
    assert client.post(reverse("new_member", args=[SLUG]), named).status_code == 302
    assert [(row.language, row.name) for row in Member.objects.get(code="sm-x").names.all()] == [("fr", "Entreprise")]


def test_a_member_is_entered_where_english_is_none_of_the_languages(world: World, client_of: ClientOf) -> None:
    world.consultation.settings["languages"] = {"documents": ["ar", "fr"]}
    world.consultation.save()
    client, address = client_of(world["secretariat"]), reverse("new_member", args=[SLUG])
    shown = html_of(client.get(address))
    assert '<option value="ar" selected>' in shown
    assert '<option value="en"' not in shown
    assert (
        client.post(address, {"code": "sm-x", "kind": "sector_member", "group": "T", "name": "شركة"}).status_code == 302
    )
    assert [(row.language, row.name) for row in Member.objects.get(code="sm-x").names.all()] == [("ar", "شركة")]


def test_no_such_member(world: World, client_of: ClientOf) -> None:
    assert client_of(world["br"]).get(page("XX")).status_code == 404
    assert client_of(world["secretariat"]).get("/consultations/test/members/%00/").status_code == 404


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def test_three_of_everything_take_as_many_queries_as_one(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    member = Member.objects.get(code="BR")

    def add(number: int) -> None:
        VoteSuspension.objects.create(member=member, start=date(2000 + number, 1, 1), end=date(2000 + number, 2, 1))
        Seat.objects.create(member=member, start=date(2000 + number, 1, 1), end=date(2000 + number, 2, 1))
        Contact.objects.create(member=member, name="Office", email=f"{number}@example.org")
        MemberName.objects.create(member=member, language=("fr", "ru", "es")[number], name="B", source="recall")
        made = Member.objects.create(body=a_body(), code=("FR", "DE", "IT")[number], kind="state")
        MemberName.objects.create(member=made, language="fr", name="Nom", source="recall")
        Seat.objects.create(member=made, start=date(2019, 1, 1))
        VoteSuspension.objects.create(member=made, start=date(2019, 1, 1))

    add(0)
    before = [queries_of(client, address) for address in (page(), reverse("members", args=[SLUG]))]
    add(1)
    add(2)
    assert [queries_of(client, address) for address in (page(), reverse("members", args=[SLUG]))] == before


def test_members_that_are_ticked_or_all_of_them_are_invited(world: World, client_of: ClientOf) -> None:
    client, address = client_of(world["secretariat"]), reverse("members", args=[SLUG])
    world.consultation.invitations.all().delete()
    assert 'name="member"' in html_of(client.get(address))
    asked = {"act": "invite_ticked"}
    assert client.post(address, asked).status_code == 422
    assert "2 Members are invited." in html_of(client.post(address, {**asked, "member": ["BR", "JP"]}, follow=True))
    everybody = Member.objects.count()
    client.post(address, {"act": "invite_all"})
    assert world.consultation.invitations.count() == everybody


def test_who_is_no_secretariat_invites_nobody(world: World, client_of: ClientOf) -> None:
    client, address = client_of(world["br"]), reverse("members", args=[SLUG])
    assert 'name="member"' not in html_of(client.get(address))
    assert client.post(address, {"act": "invite_all"}).status_code == 403


def test_a_member_entered_by_mistake_is_removed_once_its_code_is_typed(world: World, client_of: ClientOf) -> None:
    Member.objects.create(body=a_body(), code="KE", kind="state")
    client = client_of(world["secretariat"])
    assert "Entered by mistake: remove the Member" in html_of(client.get(page("KE")))
    assert "Entered by mistake: remove the Member" not in html_of(client_of(world["br"]).get(page("KE")))
    wrong = send(client, "remove", code="KE", typed="KI")
    assert (wrong.status_code, "This is not the code of this Member. Enter KE." in words(wrong)) == (422, True)
    used = send(client, "remove", typed="BR")
    assert (used.status_code, "registrations and focal points: 2" in words(used)) == (409, True)
    assert send(client_of(world["br"]), "remove", code="KE", typed="KE").status_code == 403
    gone = send(client, "remove", code="KE", typed="ke")
    assert gone.headers["Location"] == reverse("members", args=[SLUG])
    assert "The Member KE is removed" in html_of(client.get(gone.headers["Location"]))
    assert not Member.objects.filter(code="KE").exists()
