"""The page Terms: pairs of phrases in a language, what is wrong with them, and how sentences read with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from hemicycle.consultations.models import Body
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.people.actions import bodies
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.terms import MOST_TERMS, Term
from tests.factories import SLUG
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

BODY_PAGE = f"/consultations/{SLUG}/desk/body/"
PAGE = f"{BODY_PAGE}terms/"
SETTINGS = f"/consultations/{SLUG}/desk/rules/"
PARTIES = (("Members", "Parties"), ("Member", "Party"))


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def typed(client: Client, *pairs: tuple[str, str], address: str = PAGE, **more: str) -> dict[str, Any]:
    """What the form sends with these rows, in the language of the address."""
    form = client.get(address).context["form"]
    rows = {
        f"{side}-{place}": text
        for place, pair in enumerate(pairs)
        for side, text in zip(("ours", "own"), pair, strict=True)
    }
    return {"act": "save", "seen": form.initial["seen"], "rows": str(len(pairs)), **rows, **more}


def kept(language: str = "en") -> list[tuple[str, str]]:
    return [(row.ours, row.own) for row in Body.objects.get(slug=SLUG).has.terms.get(language, ())]


def test_terms_are_typed_in_one_form_and_are_in_use_on_the_next_page(client: Client, world: World) -> None:
    assert "Members" in html_of(client.get(BODY_PAGE))
    answer = client.post(PAGE, typed(client, *PARTIES, ("", "")), follow=True)
    assert "2 terms are saved. They are used from now on." in html_of(answer)
    assert answer.redirect_chain == [(f"{PAGE}?language=en", 302)]
    assert kept() == list(PARTIES)
    page = html_of(client.get(BODY_PAGE))
    assert "Kinds of Parties" in page
    assert "Kinds of Members" not in page
    entry = Entry.objects.get(act="body.edit")
    assert (entry.place, entry.data["part"], entry.data["language"]) == (
        f"body:{world.consultation.body_id}",
        "terms",
        "en",
    )
    assert entry.data["before"] == []
    assert entry.data["after"] == [{"ours": ours, "own": own} for ours, own in PARTIES]
    line = next(line for line in client.get(SETTINGS).context["table"].rows if line.row.field == "terms")
    assert (line.value, line.default, line.by) == ("English (2)", "None", "Ms. Secretariat")
    assert "Ms. Secretariat" in html_of(client.get(PAGE)).partition('id="pairs"')[2].partition("<table")[0]
    # A term that is emptied goes, and another language is another list.
    client.post(f"{PAGE}?language=fr", typed(client, ("Membres", "Parties"), address=f"{PAGE}?language=fr"))
    client.post(PAGE, typed(client, ("Members", "Parties"), ("Member", "")))
    assert (kept(), kept("fr")) == ([("Members", "Parties")], [("Membres", "Parties")])
    number = Entry.objects.filter(act="body.edit").count()
    assert "Nothing was changed." in html_of(client.post(PAGE, typed(client, ("Members", "Parties")), follow=True))
    assert Entry.objects.filter(act="body.edit").count() == number


def test_all_that_is_wrong_is_said_at_its_row_and_nothing_is_kept(client: Client) -> None:
    wrong = (
        ("", "Party"),
        ("Member", "<b>"),
        ("Chair", "President"),
        ("Chair", "Head"),
        ("Xyzzy", "X"),
        ("Vote", "y" * 201),
    )
    answer = client.post(PAGE, typed(client, *wrong))
    assert answer.status_code == 422
    said = {name: [str(error) for error in errors] for name, errors in answer.context["form"].errors.items()}
    assert said == {
        "ours-0": ["Enter the wording that the term replaces."],
        "own-1": ["Enter words only, without < > { } % & or straight quotation marks."],
        "ours-3": ["Another row replaces the same wording. Remove one of them."],
        "ours-4": ["The software does not use this wording in this language. Check its spelling."],
        "own-5": ["The text is too long. Enter at most 200 characters."],
    }
    page = html_of(answer)
    assert 'value="&lt;b&gt;"' in page
    assert "All your entries are still" in page
    many = [(f"Member {number}", "x") for number in range(MOST_TERMS + 1)]
    assert "There can be at most 200 terms." in html_of(client.post(PAGE, typed(client, *many)))
    assert kept() == []
    assert client.get(f"{PAGE}?language=de").status_code == 400
    assert client.post(PAGE, {"act": "nothing"}).status_code == 400


def test_the_act_refuses_what_no_form_would_send(world: World) -> None:
    of, who, now = world.consultation.pk, Performer(world["secretariat"].person), timezone.now()
    seen = bodies.seen_of(world.consultation.body)
    for terms, code in (
        ([Term("Xyzzy", "X")], PeopleCode.TERM_FAULTY),
        ([Term("Member", "{x}")], PeopleCode.TERM_FAULTY),
        ([Term(f"Member {number}", "x") for number in range(MOST_TERMS + 1)], PeopleCode.TOO_MANY_BODY_PARTS),
    ):
        with pytest.raises(Refusal) as refused:
            bodies.change_terms(of, who, now, "en", terms, seen=seen)
        assert refused.value.reason.code is code
    assert not Entry.objects.filter(act="body.edit").exists()


def test_who_was_slower_is_told_and_saves_on_top(client: Client) -> None:
    form = typed(client, *PARTIES)
    client.post(PAGE, typed(client, ("Chair", "President")))
    late = client.post(PAGE, form)
    assert late.status_code == 409
    assert "Somebody else changed this" in html_of(late)
    client.post(PAGE, {**form, "seen": late.context["form"].data["seen"]})
    assert kept() == list(PARTIES)


def test_a_preview_counts_and_shows_the_sentences_and_keeps_nothing(client: Client) -> None:
    form = typed(client, *PARTIES, ("Chair", "President"), act="preview")
    answer = client.post(PAGE, form)
    assert answer.status_code == 200
    counted = {row.ours.value(): row.sentences for row in answer.context["form"].rows()}
    assert counted["Members"] > 100
    assert counted["Chair"] > 10
    preview = answer.context["preview"]
    assert preview.total > 300
    assert len(preview.shown) == 50
    assert all(row.ours != row.then for row in preview.shown)
    found = client.post(PAGE, {**form, "search": "kinds of parties"})
    shown = found.context["preview"]
    assert 0 < shown.found < 20
    assert ("Kinds of Members", "Kinds of Parties") in {(row.ours, row.then) for row in shown.shown}
    named = client.post(PAGE, {**form, "search": "is removed, with its"}).context["preview"].shown
    assert "[name] is removed, with its Parties. The journal keeps a record of it." in {row.then for row in named}
    again = client.post(PAGE, {**form, "rows": "12"}).context["form"]
    assert again.number == answer.context["form"].number, "empty rows do not grow with each preview"
    assert kept() == []
    assert client.post(PAGE, {**form, "own-0": "<b>"}).status_code == 422


def test_forms_of_a_word_are_added_as_rows_under_what_was_typed(client: Client) -> None:
    russian = f"{PAGE}?language=ru"
    form = typed(client, ("Член", "Участник"), address=russian, act="forms", stem="член")
    page = client.post(russian, form)
    rows = [(row.ours.value(), row.own.value()) for row in page.context["form"].rows()]
    assert rows[0] == ("Член", "Участник")
    assert {"Члена", "Членов"} <= {ours for ours, _own in rows}
    assert [ours for ours, _own in rows].count("Член") == 1
    nothing = html_of(client.post(PAGE, typed(client, act="forms", stem="xyzzy")))
    assert "No word of the software contains this." in nothing
    # Forms that nobody gives a term are not kept.
    sent = {
        f"{side}-{place}": text
        for place, pair in enumerate(rows)
        for side, text in zip(("ours", "own"), pair, strict=True)
    }
    client.post(
        russian, {**form, **{name: text or "" for name, text in sent.items()}, "act": "save", "rows": str(len(rows))}
    )
    assert kept("ru") == [("Член", "Участник")]


def test_an_administrator_has_the_same_page_in_the_words_of_that_body(world: World, client_of: ClientOf) -> None:
    ana = invite(Performer(system="operator"), timezone.now(), "ana@example.org", "Ms. Ana").administrator.person
    client, address = client_of(ana), f"/setup/bodies/{SLUG}/terms/"
    client.post(address, typed(client, *PARTIES, address=address))
    assert kept() == list(PARTIES)
    assert "Kinds of Parties" in html_of(client.get(f"/setup/bodies/{SLUG}/"))
    assert "Parties" not in html_of(client.get("/setup/bodies/")), "a page of no body"
    assert world.consultation.body.slug == SLUG
