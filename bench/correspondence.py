"""Consultation by correspondence: the matrix of replies, a letter to every State, and everybody answering at once."""

from __future__ import annotations

import os
import time
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench import at_once, large
from bench.figures import Figure
from bench.person import client
from bench.stage import stage, tell, wait_until
from hemicycle.correspondence.answers import Base
from hemicycle.correspondence.models import Enquiry, Letter, Reply, ReplyVersion
from hemicycle.mail.models import Delivery
from hemicycle.ops.seed.correspondence import ASKS_ITEMS, SERIES
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import FocalPoint

if TYPE_CHECKING:
    import httpx

    from bench.delay import Sides
    from bench.stage import Stage
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

STATES, ITEMS = 193, 500
LETTERS = 3
ANSWERING, ASKED = 200, 67
ROUNDS = 3
ANSWERS = "answers_200"
#: The first answers find the way through cold code: they do not count.
WARM_UP = 3
MADE_WITHIN = 300.0


def measure(sides: Sides, runs: int, only: str = "") -> dict[str, Figure]:
    """``matrix_48x67``, ``matrix_193x500``, ``letter_193`` and ``answers_200``.

    The matrix tells its number of queries; the letter, from the moment when it is sent until its papers are made and
    its mails wait for the worker; the answers, each from when all of them go off, how many were lost, and
    what one costs the web processes, and this side, of a core.

    Args:
        only: ``answers_200``, for these alone.

    Raises:
        KeyError: anything else.
    """
    if only not in {"", ANSWERS}:
        raise KeyError(only)
    # The mails are made and given to nobody.
    os.environ["HEMICYCLE_EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
    with stage(sides, ("centrifugo", "web", "worker")) as running:
        wait_until(_all_made, "the papers of the seed's letters", MADE_WITHIN)
        figures = {} if only else _of_a_letter(runs)
        return figures | {
            ANSWERS: _answers(running, large.make_consultation(large.states(ANSWERING)), min(runs, ROUNDS))
        }


def _of_a_letter(runs: int) -> dict[str, Figure]:
    desk = large.secretary()
    with client(session_of(desk)) as web:
        seeds = Enquiry.objects.get(letter__series=SERIES, letter__number=ASKS_ITEMS)
        figures = {"matrix_48x67": _matrix(web, desk, seeds, runs)}
        everywhere = large.make_consultation(large.states(STATES))
        figures["letter_193"] = _letters(everywhere, min(runs, LETTERS))
        letter = large.send(large.write_letter(everywhere, ITEMS, timezone.now()), timezone.now(), STATES)
        asked = Enquiry.objects.select_related("letter__consultation").get(letter=letter)
        large.answer(asked, timezone.now())
        wait_until(_all_made, "the papers of the letter about every item", MADE_WITHIN)
        _call_off_mails()
        figures["matrix_193x500"] = _matrix(web, desk, asked, runs)
    return figures


def _matrix(web: httpx.Client, desk: Person, enquiry: Enquiry, runs: int) -> Figure:
    """Milliseconds until the page is there, whole."""
    page = reverse("enquiry_matrix", args=[enquiry.letter.consultation.slug, enquiry.pk])
    took = []
    for _ in range(WARM_UP + runs):
        started = time.monotonic()
        web.get(page).raise_for_status()
        took.append((time.monotonic() - started) * 1000)
    queries = _queries(desk, page)
    tell(f"matrix of {enquiry.letter}: {took[-1]:.0f} ms, {queries} queries")
    return Figure(took[WARM_UP:], notes={"queries": queries})


def _queries(person: Person, page: str) -> int:
    """How many queries the page takes, in this process."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person)
    browser.get(page)
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(page)
    if answer.status_code != HTTPStatus.OK:
        raise ValueError(f"{page}: {answer.status_code}")
    return len(caught)


def _letters(consultation: Consultation, runs: int) -> Figure:
    """Seconds until the papers of a letter are made and its mails are queued."""
    took, papers = [], 0
    for _ in range(runs):
        letter = large.write_letter(consultation, ASKED, timezone.now())
        started = time.monotonic()
        large.send(letter, timezone.now(), STATES)
        wait_until(partial(_is_made, letter), "the papers of the letter", MADE_WITHIN)
        took.append(time.monotonic() - started)
        papers = letter.papers.count()
        tell(f"letter to {STATES} States: {took[-1]:.1f} s")
        _call_off_mails()
    return Figure(took, "s", notes={"papers": papers, "mails": STATES})


def _is_made(letter: Letter) -> bool:
    letter.refresh_from_db(fields=["papers_state"])
    if letter.papers_state == Letter.PapersState.FAILED:
        raise ValueError(f"the papers of {letter} could not be made")
    return letter.papers_state == Letter.PapersState.MADE


def _all_made() -> bool:
    return not Letter.objects.filter(papers_state=Letter.PapersState.WAITING).exists()


def _call_off_mails() -> None:
    """They are queued, which was measured; sending them would disturb what is measured next."""
    Delivery.objects.filter(state=Delivery.State.QUEUED).update(state=Delivery.State.CANCELLED)
    wait_until(lambda: not Delivery.objects.filter(state=Delivery.State.SENDING).exists(), "the mail that goes out")


def _answers(running: Stage, consultation: Consultation, runs: int) -> Figure:
    """Milliseconds of each answer, of all that go off at the same moment; what one costs each side, of a core."""
    took: list[float] = []
    together: list[float] = []
    lost, web, own = 0, 0.0, 0.0
    for _ in range(runs):
        letter = large.send(large.write_letter(consultation, ASKED, timezone.now()), timezone.now(), ANSWERING)
        enquiry = Enquiry.objects.get(letter=letter)
        wait_until(_all_made, "the papers of the letter that is answered", MADE_WITHIN)
        _call_off_mails()
        requests, used = _forms(consultation, enquiry), running.processor_seconds(["web"])
        came = at_once.send(requests, MADE_WITHIN)
        web += (running.processor_seconds(["web"]) - used) * 1000
        own += came.own
        answered = came.took.get(HTTPStatus.FOUND, [])
        took += answered
        together.append(max(answered, default=0.0) / 1000)
        lost += ANSWERING - Reply.objects.filter(enquiry=enquiry, status=Reply.StatusChoice.COUNTED).count()
        if ReplyVersion.objects.filter(reply__enquiry=enquiry).count() != ANSWERING:
            raise ValueError("an answer was kept twice, or not at all")
        tell(f"{ANSWERING} answers: {together[-1]:.1f} s, {lost} lost")
    notes = {"lost": lost, "all_within_s": max(together), "web_processes": settings.WEB_WORKERS}
    notes |= {"web_ms_each": web / (runs * ANSWERING), "client_ms_each": own / (runs * ANSWERING)}
    return Figure(took, notes=notes)


def _forms(consultation: Consultation, enquiry: Enquiry) -> list[bytes]:
    """Everybody's answer, as their page sends it: on top of nothing, for nobody has a draft."""
    page = reverse("reply", args=[consultation.slug, enquiry.pk])
    fields = {"act": "submit", "base": str(Base(0, None))}
    fields |= {f"q{key}": "yes" for key in enquiry.questions.values_list("pk", flat=True)}
    rows = FocalPoint.objects.filter(consultation=consultation).select_related("person")
    return [at_once.form(page, session_of(row.person), fields) for row in rows]
