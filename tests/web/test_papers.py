"""Every kind of paper, as the consultation of 2020 has it: valid PDF/UA-1, and what no validator can know."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from django.urls import reverse

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.letter_queries import letterhead_in_use
from hemicycle.correspondence.models import Enquiry, ReplyVersion
from hemicycle.ops import seed
from hemicycle.people.models import Registration
from tests import pdf_ua
from tests.support.unmeasured import unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.test import Client

    from hemicycle.people.models import Person

    ClientOf = Callable[[Registration | Person | None], Client]

#: One that runs either way: the six make the same papers from the same templates.
LANGUAGES = ("ar", "fr")


def addresses(consultation: Consultation) -> dict[str, tuple[str, dict[str, str]]]:
    """Of each kind of paper: its page, and what it is asked for beside its language."""
    slug = consultation.slug
    enquiry = Enquiry.objects.get(letter__number=1005)
    reply = ReplyVersion.objects.filter(reply__enquiry=enquiry).order_by("pk").select_related("reply__member")[0]
    return {
        "letter": (reverse("letter", args=[slug, "DM-20/1005"]), {}),
        "summary": (reverse("enquiry_summary", args=[slug, Enquiry.objects.get(letter__number=1004).pk]), {}),
        "receipt": (reverse("reply_receipt", args=[slug, enquiry.pk, reply.reply.member.code, reply.number]), {}),
        "agenda": (reverse("agenda", args=[slug]), {}),
        "time-plan": (reverse("time_plan", args=[slug]), {}),
        "participants": (reverse("participants", args=[slug]), {}),
        "badges": (reverse("papers", args=[slug]), {"paper": "badges-a4", "capacity": "interpreter"}),
        "plates": (reverse("papers", args=[slug]), {"paper": "plates", "member": "CN"}),
        "guide": (reverse("guide", args=[slug]), {}),
    }


@pytest.mark.django_db
def test_every_paper_is_made_for_readers_who_hear_it(client_of: ClientOf, tmp_path: Path) -> None:
    unmeasured(seed.load)
    consultation = Consultation.objects.get()
    client = client_of(Registration.objects.filter(role="secretariat", status="confirmed")[0])
    made: dict[tuple[str, str], Path] = {}
    for name, (page, asked) in addresses(consultation).items():
        for language in LANGUAGES:
            answer = client.get(page, {**asked, "format": "pdf", "language": language, "paper_language": language})
            assert answer.status_code == 200, (name, language)
            content = b"".join(answer) if answer.streaming else answer.content
            made[name, language] = tmp_path / f"{name}-{language}.pdf"
            made[name, language].write_bytes(content)
    assert pdf_ua.breaches(made.values()) == []
    for (name, language), file in made.items():
        with pikepdf.open(BytesIO(file.read_bytes())) as paper:
            body = letterhead_in_use(consultation)
            issuer = body.body if name == "letter" and body else consultation.title
            assert paper.docinfo["/Author"] == issuer[language], name
            assert paper.docinfo["/Title"], name
    # Parts in another language than the paper's say which.
    assert {"zh", "ar", "ru"} <= languages(made["participants", "fr"])
    # What is drawn has words, or is decoration; people are a list; a row has its heading.
    assert [bool(tag.get("/Alt")) for tag in tags(made["badges", "fr"], "/Figure")] == [True] * len(
        tags(made["badges", "fr"], "/Figure")
    )
    assert tags(made["badges", "fr"], "/Figure")
    assert tags(made["guide", "fr"], "/Figure") == []
    assert len(tags(made["participants", "fr"], "/LI")) > 100
    rows = len(tags(made["time-plan", "fr"], "/TR"))
    assert len(tags(made["time-plan", "fr"], "/TH")) > rows
    assert len(tags(made["letter", "fr"], "/Link")) >= 1
    # What runs along every page is drawn, and is no part of what is read.
    assert [name for name, file in made.items() if in_margins_alone(file) > 0] == []


def _walk(tag: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(tag, pikepdf.Array):
        for kid in tag:
            yield from _walk(kid)
    elif isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
        yield tag
        if "/K" in tag:
            yield from _walk(tag["/K"])


def tags(file: Path, kind: str = "") -> list[dict[str, str]]:
    """The tags of a kind, in reading order, with what they say in words."""
    with pikepdf.open(file) as paper:
        found = _walk(paper.Root["/StructTreeRoot"]["/K"])
        return [
            {key: str(tag[key]) for key in ("/S", "/Lang", "/Alt") if key in tag}
            for tag in found
            if kind in {"", str(tag["/S"])}
        ]


def languages(file: Path) -> set[str]:
    """The languages of a paper's parts."""
    return {tag["/Lang"] for tag in tags(file) if "/Lang" in tag}


def in_margins_alone(file: Path) -> int:
    """How much is marked as content of a tag that no reader comes to, for it is not among the document's."""
    with pikepdf.open(file) as paper:
        marked = sum(
            str(each.operator) == "BDC" and "/MCID" in each.operands[1]
            for page in paper.pages
            for each in pikepdf.parse_content_stream(page, "BDC")
        )
        found = _walk(paper.Root.StructTreeRoot.K)
        return marked - sum(isinstance(kid, int) for tag in found for kid in _kids(tag))


def _kids(tag: pikepdf.Dictionary) -> list[object]:
    kids: object = tag.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
