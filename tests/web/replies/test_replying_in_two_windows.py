"""A reply that is filled in in two windows, or by two people: neither writes over the other unseen."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hemicycle.correspondence.models import Draft, Enquiry, ReplyVersion
from tests.web.replies.replying import asked, page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.correspondence.conftest import Asked

    ClientOf = Callable[[object], Client]

__all__ = ["asked"]


def base(html: str) -> str:
    found = re.search(r'name="base" value="([^"]*)"', html)
    assert found
    return found[1]


def opened(client: Client, asked: Asked) -> str:
    return base(text(client.get(page(asked))))


def choice(asked: Asked) -> str:
    kept: dict[str, Any] = Draft.objects.get().content["choices"]
    return str(kept[str(asked.questions[0].pk)])


def test_a_script_is_told_what_the_other_window_saved_and_both_texts_are_shown(
    asked: Asked, client_of: ClientOf
) -> None:
    client = client_of(asked.world["br"])
    seen = opened(client, asked)
    client.post(page(asked, "reply_draft"), said("yes", asked=asked, base=seen))
    refused = client.post(page(asked, "reply_draft"), said("no", asked=asked, base=seen))
    told = refused.json()
    assert refused.status_code == 409
    assert "another window or on another device" in told["message"]
    assert told["fields"] == [[f"q{asked.questions[0].pk}", "yes"]]
    assert told["html"].index("Item about dates") < told["html"].index("<td>No</td>")
    assert "Item about budget" not in told["html"]
    assert choice(asked) == "yes"
    mine = client.post(page(asked, "reply_draft"), said("no", asked=asked, base=told["base"]))
    assert mine.json()["base"] == opened(client, asked)
    assert choice(asked) == "no"


def test_without_a_script_the_form_comes_back_with_both_texts_and_is_then_saved(
    asked: Asked, client_of: ClientOf
) -> None:
    Enquiry.objects.update(conditions=True)
    client = client_of(asked.world["br"])
    seen = opened(client, asked)
    client.post(page(asked), said("yes", asked=asked, act="save", base=seen))
    mine = said("no", asked=asked, condition_heading="form", condition_words="Only in March")
    html = ""
    for act in ("save", "add", "submit", "discard"):
        refused = client.post(page(asked), {**mine, "act": act, "base": seen})
        html = text(refused)
        assert refused.status_code == 409, act
        assert "The draft was changed elsewhere" in html
        assert "Entered here" in html
        assert 'value="no" checked' in html
        assert html.count("Only in March") == 2, act
        assert choice(asked) == "yes"
    client.post(page(asked), {**mine, "act": "save", "base": base(html)})
    assert choice(asked) == "no"
    assert not ReplyVersion.objects.exists()


def test_a_window_opened_before_a_version_was_submitted_says_so_before_it_submits_over_it(
    asked: Asked, client_of: ClientOf
) -> None:
    client = client_of(asked.world["br"])
    seen = opened(client, asked)
    client.post(page(asked), said("yes", asked=asked, base=seen))
    refused = client.post(page(asked), said("no", asked=asked, base=seen))
    html = text(refused)
    assert refused.status_code == 409
    assert "A reply was recorded after you opened this page" in html
    assert "DM-20/1005-BR-1" in html
    assert "Recorded" in html
    assert 'value="no" checked' in html
    assert ReplyVersion.objects.count() == 1
    client.post(page(asked), said("no", asked=asked, base=base(html)))
    assert ReplyVersion.objects.count() == 2


def test_what_somebody_else_recorded_meanwhile_is_shown_and_not_ones_own_draft(
    asked: Asked, client_of: ClientOf
) -> None:
    """Whoever delegated goes on writing while their delegate answers."""
    asked.mandate("br2", start=timezone.now())
    client, other = client_of(asked.world["br"]), client_of(asked.world["br2"])
    person, mine = asked.world["br2"].person, {"choices": {str(asked.questions[0].pk): "yes"}}
    Draft.objects.create(
        enquiry=asked.enquiry, member=asked.member("br"), person=person, content=mine, saved_at=timezone.now()
    )
    seen = opened(other, asked)
    asked.mandate("br", start=timezone.now())
    client.post(page(asked), said("no", "no", asked=asked))
    asked.mandate("br2", start=timezone.now())
    for name, refused in (
        ("draft", other.post(page(asked, "reply_draft"), said("yes", asked=asked, base=seen))),
        ("page", other.post(page(asked), said("yes", asked=asked, base=seen))),
    ):
        html = refused.json()["html"] if name == "draft" else text(refused)
        assert refused.status_code == 409, name
        both = html[html.index('id="elsewhere"') :]
        assert re.search(r"Item about dates.*<td>Yes</td>\s*<td>\s*No\s*</td>", both, re.DOTALL), name
        assert "Item about posts" in both, name
        (link,) = re.findall(r'href="([^"]*)" data-theirs', html)
        shown = text(other.get(unescape(link)))
        assert shown.count('value="no" checked') == 2, name
    told = other.post(page(asked, "reply_draft"), said("yes", asked=asked, base=seen)).json()
    assert [value for _name, value in told["fields"]] == ["no", "no"]
    chosen = page(asked, member="BR", take="1")
    saved = other.post(chosen, said("no", asked=asked, act="save", base=told["base"]))
    assert "take=" not in saved.headers["Location"]


def test_what_is_refused_for_another_reason_can_be_corrected_and_submitted(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    html = text(client.post(page(asked), {"act": "submit", "base": opened(client, asked)}))
    assert "Not submitted: answer at least one question." in html
    client.post(page(asked), said("no", asked=asked, base=base(html)))
    assert ReplyVersion.objects.count() == 1


def test_a_form_that_names_no_base_is_taken_as_one_of_an_older_page(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    for choice_made in ("yes", "no"):
        client.post(page(asked), said(choice_made, asked=asked))
    assert ReplyVersion.objects.count() == 2
