"""A contribution as it prints while it is written: two pages on the template, in each of several scripts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from hemicycle.contributions.items import items_of
from hemicycle.web.contributions.paper import PrintedContribution, printed
from hemicycle.web.toolkit.pdf_pages import pages_of

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

#: Milliseconds within which 95 % of the papers are to be made.
MOST = 2000.0
RUNS = 20
#: As long as is recommended.
PAGES = 2
#: A paragraph in each language; so many make two pages.
TEXTS = {
    "en": ("The secretariat is thanked for its document, which sets out what each of the options would cost. ", 28),
    "ar": ("نشكر الأمانة على وثيقتها التي تبين كلفة كل خيار من الخيارات المعروضة على المجلس. ", 30),
    "zh": ("感谢秘书处编写的文件，其中列出了每个方案的费用以及对预算的影响。", 40),
}


def measure(consultation: Consultation) -> dict[str, Figure]:
    """``contribution_pdf``: milliseconds to make the paper of a contribution of two pages, whatever its script."""
    member = consultation.body.members.order_by("code").first()
    if member is None:
        raise LookupError("a body has Members")
    item = next(iter(items_of(consultation)))
    taken = list[float]()
    for run in range(RUNS + 1):
        for language, (text, times) in TEXTS.items():
            parts = {"comments": "\n\n".join([text * 2] * times), "proposal": text}
            what = PrintedContribution(
                consultation, language, [member], frozenset(), "On the budget", item, "C20/1", "", parts
            )
            begun = time.perf_counter()
            content = printed(what)
            spent = (time.perf_counter() - begun) * 1000
            if pages_of(content) < PAGES:
                raise ValueError("a contribution of two pages is measured")
            if run:  # the first one loads what prints
                taken.append(spent)
    within = float(percentile(taken, 0.95) < MOST)
    return {"contribution_pdf": Figure(taken, limit=Figure([MOST]), notes={"within": within})}
