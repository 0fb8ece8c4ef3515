"""Two thousand documents in six languages: the list, its search by their text, and everything in one download."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bench.figures import Figure, percentile
from bench.person import client
from bench.registered import consultation_of, secretary_of
from bench.stage import stage, tell
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.documents import search
from hemicycle.documents.models import Document, DocumentFile, SearchText
from hemicycle.ops.seed import demonstration_documents, files
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.uploads import PDF, store

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from bench.delay import Sides
    from hemicycle.people.models import Person

DOCUMENTS = 2000
#: Milliseconds within which 95 % of the pages come, and seconds within which a package of the agenda does.
MOST, MOST_OF_PACKAGE = 100.0, 10.0
#: Words of a text beside those that all have: some two pages.
WORDS = 600
VOCABULARY = 5000
#: A first answer finds its way through cold code, and each thread of the server opens its connection to the database.
WARM_UP = 20
PACKAGES = 5
BATCH = 2000


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``list_2000``, ``search_2000`` in milliseconds, and ``package_67`` in seconds."""
    with stage(sides, ("centrifugo", "web")):
        demonstration_documents()
        consultation = consultation_of(1)
        tell(f"{DOCUMENTS} documents in {len(LANGUAGES)} languages, on {connection.vendor}")
        person = fill(consultation)
        with client(session_of(person)) as web:
            page = reverse("documents_list", args=[consultation.slug])
            sorts = cycle(["", "title", "-posted", "items"])
            listed = [_timed(web, page, {"sort": next(sorts)}) for _ in range(WARM_UP + runs)]
            asked = questions()
            found = [_timed(web, page, {"q": next(asked)}) for _ in range(WARM_UP + runs)]
            seed = Consultation.objects.earliest("pk")
        with client(session_of(secretary_of(seed))) as web:
            package = reverse("document_package", args=[seed.slug])
            kinds = {
                kind: [_timed(web, package, {"format": kind}) / 1000 for _ in range(1 + min(runs, PACKAGES))][1:]
                for kind in ("zip", "pdf")
            }
    return {
        f"list_{DOCUMENTS}": _within(listed[WARM_UP:], MOST),
        f"search_{DOCUMENTS}": _within(found[WARM_UP:], MOST),
        "package_67_zip": _within(kinds["zip"], MOST_OF_PACKAGE, "s"),
        "package_67_pdf": _within(kinds["pdf"], MOST_OF_PACKAGE, "s"),
    }


def fill(consultation: Consultation) -> Person:
    """Documents with titles, files and texts; returns who reads them: the secretariat, whose page has most on it."""
    reader = secretary_of(consultation)
    now, chance = timezone.now(), random.Random(20)  # noqa: S311 - the same texts in each run
    upload = store(b"%PDF-1.7\n%%EOF\n", "paper.pdf", PDF, reader, now)
    common = {code: " ".join(words.paragraphs) for code, words in files.document_words().items()}
    documents = Document.objects.bulk_create(
        (
            Document(
                consultation=consultation,
                symbol=f"B/{number}",
                title={code: f"{words[:60]} {number}" for code, words in common.items()},
                # One a minute: each row says another moment, and is sorted by it.
                posted_at=now - timedelta(minutes=number),
            )
            for number in range(1, DOCUMENTS + 1)
        ),
        batch_size=BATCH,
    )
    for start in range(0, DOCUMENTS, 100):
        search.index(documents[start : start + 100])
    made = DocumentFile.objects.bulk_create(
        (
            DocumentFile(document=document, language=code, upload=upload, by=reader, at=now)
            for document in documents
            for code in LANGUAGES
        ),
        batch_size=BATCH,
    )
    shared, known = {code: search.kept([words]) for code, words in common.items()}, vocabulary()

    def words(code: str) -> str:
        return " ".join([shared[code], *chance.choices(known, k=WORDS)])

    SearchText.objects.bulk_create(
        (SearchText(document_id=file.document_id, file=file, words=words(file.language)) for file in made),
        batch_size=BATCH,
    )
    if connection.vendor == search.POSTGRESQL:  # as its autovacuum does within a minute of such a change
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return reader


def vocabulary() -> list[str]:
    """Words, the same in each run; as in a language, some begin alike."""
    chance = random.Random(13)  # noqa: S311 - the same in each run
    return ["".join(chance.choices("abcdeghilmnoprstuv", k=chance.randint(4, 9))) for _ in range(VOCABULARY)]


def questions() -> Iterator[str]:
    """What is searched for: a symbol, words that few, many or all have, a beginning, and several scripts."""
    first, second, third = vocabulary()[:3]
    return cycle(
        ["B/1234", first, f"{first} {second}", "budget", "文件附件", "الميزانية", "бюджет", third[:3], "nothing at all"]
    )


def _timed(web: httpx.Client, address: str, query: dict[str, str]) -> float:
    """Milliseconds until the whole answer is there."""
    started = time.monotonic()
    web.get(address, params=query).raise_for_status()
    return (time.monotonic() - started) * 1000


def _within(values: list[float], most: float, unit: str = "ms") -> Figure:
    within = float(percentile(values, 0.95) < most)
    return Figure(values, unit, limit=Figure([most], unit), notes={"within": within})
