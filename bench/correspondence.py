"""Consultation by correspondence: the matrix of replies, a letter to every State, and everybody answering at once."""

from __future__ import annotations

import os
import threading
import time
from contextlib import ExitStack
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench import large
from bench.figures import Figure
from bench.person import client
from bench.stage import stage, tell, wait_until
from hemicycle.correspondence.models import Enquiry, Letter, Reply, ReplyVersion
from hemicycle.mail.models import Delivery
from hemicycle.ops.seed.correspondence import ASKS_ITEMS, SERIES
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import FocalPoint

if TYPE_CHECKING:
    import httpx

    from bench.delay import Sides
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

STATES, ITEMS = 193, 500
LETTERS = 3
ANSWERING, ASKED = 200, 67
ROUNDS = 3
#: The first answers find the way through cold code: they do not count.
WARM_UP = 3
MADE_WITHIN = 300.0


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``matrix_48x67``, ``matrix_193x500``, ``letter_193`` and ``answers_200``.

    The matrix tells its number of queries; the letter, from the moment when it is sent until its papers are made and
    its mails wait for the worker; the answers, each from when all of them go off, how many there were and were lost.
    """
    # The mails are made and given to nobody.
    os.environ["HEMICYCLE_EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
    with ExitStack() as things:
        things.enter_context(stage(sides, ("centrifugo", "web", "worker")))
        desk = large.secretary()
        web = things.enter_context(client(session_of(desk)))
        wait_until(_all_made, "the papers of the seed's letters", MADE_WITHIN)
        figures = {
            "matrix_48x67": _matrix(
                web, desk, Enquiry.objects.get(letter__series=SERIES, letter__number=ASKS_ITEMS), runs
            )
        }
        everywhere = large.make_consultation(large.states(STATES))
        figures["letter_193"] = _letters(everywhere, min(runs, LETTERS))
        letter = large.send(large.write_letter(everywhere, ITEMS, timezone.now()), timezone.now(), STATES)
        asked = Enquiry.objects.select_related("letter__consultation").get(letter=letter)
        large.answer(asked, timezone.now())
        wait_until(_all_made, "the papers of the letter about every item", MADE_WITHIN)
        _call_off_mails()
        figures["matrix_193x500"] = _matrix(web, desk, asked, runs)
        figures["answers_200"] = _answers(large.make_consultation(large.states(ANSWERING)), min(runs, ROUNDS))
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


def _answers(consultation: Consultation, runs: int) -> Figure:
    """Milliseconds of each answer, of all that go off at the same moment."""
    took: list[float] = []
    together: list[float] = []
    lost = 0
    for _ in range(runs):
        letter = large.send(large.write_letter(consultation, ASKED, timezone.now()), timezone.now(), ANSWERING)
        enquiry = Enquiry.objects.get(letter=letter)
        wait_until(_all_made, "the papers of the letter that is answered", MADE_WITHIN)
        _call_off_mails()
        started = time.monotonic()
        took += _at_once(consultation, enquiry)
        together.append(time.monotonic() - started)
        lost += ANSWERING - Reply.objects.filter(enquiry=enquiry, status=Reply.StatusChoice.COUNTED).count()
        if ReplyVersion.objects.filter(reply__enquiry=enquiry).count() != ANSWERING:
            raise ValueError("an answer was kept twice, or not at all")
        tell(f"{ANSWERING} answers: {together[-1]:.1f} s, {lost} lost")
    return Figure(took, notes={"lost": lost, "all_within_s": max(together)})


def _at_once(consultation: Consultation, enquiry: Enquiry) -> list[float]:
    page = reverse("reply", args=[consultation.slug, enquiry.pk])
    form = {"act": "submit"} | {f"q{key}": "yes" for key in enquiry.questions.values_list("pk", flat=True)}
    sessions = [
        session_of(row.person) for row in FocalPoint.objects.filter(consultation=consultation).select_related("person")
    ]
    ready, took = threading.Barrier(len(sessions)), list[float]()

    def submit(session: str) -> None:
        with client(session) as web:
            ready.wait()
            started = time.monotonic()
            answer = web.post(page, data=form, timeout=MADE_WITHIN)
            if answer.status_code == HTTPStatus.FOUND:
                took.append((time.monotonic() - started) * 1000)
        connections.close_all()

    threads = [threading.Thread(target=submit, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took
