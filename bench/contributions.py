"""Contributions beside Indico's papers: one that is uploaded, and the list of two hundred; and how fast one prints."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from bench.figures import Figure, percentile
from bench.indico.running import Papers, running, token
from bench.person import client
from bench.registered import secretary_of
from bench.stage import stage, tell
from hemicycle.consultations.models import Consultation
from hemicycle.contributions.actions.submitting import submit
from hemicycle.contributions.content import Content
from hemicycle.contributions.items import items_of
from hemicycle.contributions.queries import contributes_for
from hemicycle.journal.record import Performer
from hemicycle.ops.simulation.cast import session_of
from hemicycle.web.contributions.paper import PrintedContribution, printed
from hemicycle.web.toolkit.pdf_pages import pages_of

if TYPE_CHECKING:
    import httpx

    from bench.delay import Sides
    from bench.indico.running import Indico
    from hemicycle.people.models import Member, Person

#: Milliseconds within which 95 % of the papers are to be made.
MOST = 2000.0
#: So many stand in the list.
LISTED = 200
#: The first answers find the way through cold code.
WARM_UP = 5
#: As long as is recommended.
PAGES = 2
#: A paragraph in each language; so many make two pages.
TEXTS = {
    "en": ("The secretariat is thanked for its document, which sets out what each of the options would cost. ", 28),
    "ar": ("نشكر الأمانة على وثيقتها التي تبين كلفة كل خيار من الخيارات المعروضة على المجلس. ", 30),
    "zh": ("感谢秘书处编写的文件，其中列出了每个方案的费用以及对预算的影响。", 40),
}


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``upload`` and ``list_200`` in milliseconds, beside Indico's, and ``contribution_pdf``.

    An upload is one PDF of two pages: here what is read from it is shown, and then submitted; there it is one step.
    """
    with ExitStack() as things:
        things.enter_context(stage(sides, ("centrifugo", "web")))
        consultation = Consultation.objects.earliest("pk")
        member, person = _contributor(consultation)
        paper = printed(_paper(consultation, member, "en"))
        indico = things.enter_context(running([], Papers(LISTED, WARM_UP + runs)))
        figures = _uploads(consultation, person, paper, indico)
        _fill(consultation, member, person)
        figures |= _lists(consultation, indico, runs)
        return figures | {"contribution_pdf": _printing(consultation, member, runs)}


def _contributor(consultation: Consultation) -> tuple[Member, Person]:
    """Somebody who answers for a Member, and for none besides: the form asks for no Member."""
    now = timezone.now()
    for row in consultation.focal_points.select_related("person").order_by("pk"):
        members = contributes_for(consultation, row.person, now)
        if len(members) == 1:
            return members[0], row.person
    raise LookupError("the demonstration has a focal point of one Member")


def _uploads(consultation: Consultation, person: Person, paper: bytes, indico: Indico) -> dict[str, Figure]:
    page = reverse("contributions", args=[consultation.slug])
    listing, number = next(iter(items_of(consultation)))
    filled = {"item": f"{listing}:{number}", "language": "en", "title": "On the budget", "base": "1", "act": "submit"}
    ours, theirs = list[float](), list[float]()
    papers, file = indico.papers, ("paper.pdf", paper, "application/pdf")
    with client(session_of(person)) as web:
        for contribution in papers.waiting:
            started = time.monotonic()
            begun = web.post(page, data={"act": "upload"}, files={"file": file})
            submitted = web.post(_there(begun), data=filled)
            ours.append((time.monotonic() - started) * 1000)
            _there(submitted)
            headers = {"X-CSRF-Token": token(indico.web.get(papers.page).text)}
            sent: dict[str, Any] = {"files": {"files": file}, "headers": headers}
            theirs.append(_timed(indico.web, "POST", papers.submission(contribution), **sent))
    tell(f"upload {ours[-1]:.0f} ms beside {theirs[-1]:.0f} ms")
    return {"upload": Figure(ours[WARM_UP:], limit=Figure(theirs[WARM_UP:]))}


def _there(answer: httpx.Response) -> str:
    """Where a form leads that was taken.

    Raises:
        ValueError: it was not.
    """
    if not answer.is_redirect:
        raise ValueError(f"{answer.request.url}: {answer.status_code}")
    return answer.headers["Location"]


def _fill(consultation: Consultation, member: Member, person: Person) -> None:
    """As many contributions as Indico's event has papers."""
    item, now = next(iter(items_of(consultation))), timezone.now()
    for number in range(consultation.contributions.count(), LISTED):
        content = Content(item, "en", f"On the budget {number}", parts={"comments": "C", "proposal": "P"})
        submit(consultation.pk, Performer(person), now, member=member, content=content, pages=1)


def _lists(consultation: Consultation, indico: Indico, runs: int) -> dict[str, Figure]:
    page = reverse("contributions_desk", args=[consultation.slug])
    ours, theirs = list[float](), list[float]()
    with client(session_of(secretary_of(consultation))) as web:
        for _ in range(WARM_UP + runs):
            ours.append(_timed(web, "GET", page))
            theirs.append(_timed(indico.web, "GET", indico.papers.desk))
    tell(f"list {ours[-1]:.0f} ms beside {theirs[-1]:.0f} ms")
    return {f"list_{LISTED}": Figure(ours[WARM_UP:], limit=Figure(theirs[WARM_UP:]))}


def _printing(consultation: Consultation, member: Member, runs: int) -> Figure:
    """Milliseconds to make the paper of a contribution of two pages, whatever its script."""
    taken = list[float]()
    for run in range(runs + 1):
        for language in TEXTS:
            what = _paper(consultation, member, language)
            begun = time.perf_counter()
            content = printed(what)
            spent = (time.perf_counter() - begun) * 1000
            if pages_of(content) < PAGES:
                raise ValueError("a contribution of two pages is measured")
            if run:  # the first one loads what prints
                taken.append(spent)
    within = float(percentile(taken, 0.95) < MOST)
    return Figure(taken, limit=Figure([MOST]), notes={"within": within})


def _paper(consultation: Consultation, member: Member, language: str) -> PrintedContribution:
    text, times = TEXTS[language]
    parts = {"comments": "\n\n".join([text * 2] * times), "proposal": text}
    item = next(iter(items_of(consultation)))
    return PrintedContribution(consultation, language, [member], frozenset(), "On the budget", item, "C20/1", "", parts)


def _timed(web: httpx.Client, method: str, address: str, **content: Any) -> float:
    """Milliseconds until the whole answer is there."""
    started = time.monotonic()
    web.request(method, address, **content).raise_for_status()
    return (time.monotonic() - started) * 1000
