"""Registration beside Indico's: the form, sending it, the desk's list and its file; and an import."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from bench import importing
from bench.figures import Figure
from bench.indico.running import client as indico_client
from bench.indico.running import running, token
from bench.person import client
from bench.registered import consultation_of, make_persons, secretary_of
from bench.stage import stage, tell
from hemicycle.consultations.models import Consultation
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import Person

if TYPE_CHECKING:
    import httpx

    from bench.delay import Sides
    from bench.indico.running import Event, Indico

#: People on the lists. Indico's list of the larger one takes seconds: it is asked for less often.
SIZES = {1000: 20, 5000: 5}
IMPORTED = (1000, 5000)
IMPORTS = 3
#: The first answers find the way through cold code, and each thread of a server opens its connection to the database.
WARM_UP = 30
ANSWERS = {
    "name": "Ms. Given Family",
    "family_name": "Family",
    "language": "en",
    "function": "Director",
    "phone": "+41 22 730 51 11",
    "attendance": "every",
    "member": "BR",
}
INDICO_ANSWERS = {
    "first_name": "Given",
    "last_name": "Family",
    "affiliation": "Ministry of Communications",
    "position": "Director",
    "phone": "+41 22 730 51 11",
    "country": "BR",
}


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``form``, ``submit``, ``list_<size>`` and ``file_<size>`` beside Indico's, and ``import_<rows>``."""
    with ExitStack() as things:
        things.enter_context(stage(sides, ("centrifugo", "web")))
        indico = things.enter_context(running([0, *SIZES]))
        web = things.enter_context(client(session_of(secretary_of(Consultation.objects.earliest("pk")))))
        figures = _registering(indico, runs)
        for event, (size, most) in zip(indico.events[1:], SIZES.items(), strict=True):
            figures |= _lists(web, indico, event, size, min(runs, most))
    return figures | _imports(min(runs, IMPORTS))


def _registering(indico: Indico, runs: int) -> dict[str, Figure]:
    page = reverse("register", args=[Consultation.objects.earliest("pk").slug])
    theirs = indico.events[0].page
    form, submit, their_form, their_submit = [], [], [], []
    people = Person.objects.bulk_create(make_persons("register", WARM_UP + runs))
    for number, person in enumerate(people):
        with client(session_of(person)) as web, indico_client(indico.address) as other:
            # Whoever registers has opened another page before: that of the code, or the event's.
            web.get(reverse("home"))
            other.get("/")
            form.append(_timed(web, "GET", page))
            submit.append(_timed(web, "POST", page, data=ANSWERS))
            their_form.append(_timed(other, "GET", theirs))
            answers = {**INDICO_ANSWERS, "email": f"other-{number}@example.org"}
            headers = {"X-CSRF-Token": token(other.get(theirs).text)}
            their_submit.append(_timed(other, "POST", theirs, json=answers, headers=headers))
    tell(f"form {form[-1]:.0f} ms beside {their_form[-1]:.0f} ms")
    return {
        "form": Figure(form[WARM_UP:], limit=Figure(their_form[WARM_UP:])),
        "submit": Figure(submit[WARM_UP:], limit=Figure(their_submit[WARM_UP:])),
    }


def _lists(web: httpx.Client, indico: Indico, event: Event, size: int, runs: int) -> dict[str, Figure]:
    consultation = consultation_of(size)
    page = reverse("people_desk", args=[consultation.slug])
    everybody = indico.everybody(event)
    ours: dict[str, list[float]] = {"list": [], "file": []}
    theirs: dict[str, list[float]] = {"list": [], "file": []}
    for _ in range(1 + runs):
        ours["list"].append(_timed(web, "GET", page))
        ours["file"].append(_timed(web, "GET", page, params={"format": "xlsx"}))
        theirs["list"].append(_timed(indico.web, "GET", event.desk))
        theirs["file"].append(_timed(indico.web, "POST", f"{event.desk}registrations.xlsx", data=everybody))
    tell(f"{size} people: list {ours['list'][-1]:.0f} ms beside {theirs['list'][-1]:.0f} ms")
    return {f"{what}_{size}": Figure(ours[what][1:], limit=Figure(theirs[what][1:])) for what in ours}


def _imports(runs: int) -> dict[str, Figure]:
    figures = {}
    for rows in IMPORTED:
        measured = [importing.in_a_process(rows, attempt) for attempt in range(runs)]
        grown = max(run["grown_mib"] for run in measured)
        figures[f"import_{rows}"] = Figure([run["seconds"] for run in measured], "s", notes={"grown_mib": grown})
    return figures


def _timed(web: httpx.Client, method: str, address: str, **content: Any) -> float:
    """Milliseconds until the whole answer is there.

    Raises:
        ValueError: it is an error, or a form of ours that is shown again because it was not taken.
    """
    started = time.monotonic()
    answer = web.request(method, address, **content)
    took = (time.monotonic() - started) * 1000
    if answer.is_error or (answer.is_success and method == "POST" and web.base_url == settings.PUBLIC_ADDRESS):
        raise ValueError(f"{method} {address}: {answer.status_code}")
    return took
