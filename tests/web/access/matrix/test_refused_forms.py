"""Every form that asks for an action of a page, refused: the page says so in its title, in words, and by its mark."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.forms import BaseForm

from hemicycle.web.access import page_actions
from tests.web.access.matrix.requests import client_of, tried
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import PageAction
    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.harvest import Sent

#: What every page carries for its script, which is nothing that its reader is told.
_TEMPLATES = re.compile("<template.*?</template>", re.DOTALL)

#: No page of these consultations shows them (``harvest.BARE``), and what is sent bare names no document.
NOT_SHOWN = {("paper_words", "save"), ("paper_words", "take")}
#: Where nobody can type what this test finds wrong: a tick, numbers that are checked one by one beside their fields, a
#: question about mandates that there are none of, a form that the page does not show as the consultation is.
NO_WORDS = {
    *(("conduct", "save"), ("plan_desk", "save"), ("registration_withdraw", "withdraw")),
    *(("end", "close"), ("end", "reopen")),
}
#: The second form of a page, far from its beginning or in a part that is closed: the page begins with a summary.
SECOND = {("plan_days", "series"), ("particulars", "languages"), ("letterhead", "extensions"), ("body", "order")}


def refusing(make: Callable[[Any, HttpRequest | None], Any]) -> Callable[[Any, HttpRequest | None], object]:
    """The form of an action, which takes nothing: its first field is wrong, whatever was sent."""

    def made(visit: object, request: HttpRequest | None) -> object:
        form = make(visit, request)
        judged = form.is_valid

        def is_valid() -> bool:
            if judged() and isinstance(form, BaseForm):
                shown = (name for name, field in form.fields.items() if not field.widget.is_hidden)
                form.add_error(next(shown, None), "This is wrong.")
            return False

        form.is_valid = is_valid
        return form

    return made


@pytest.fixture
def every_form_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner takes no form."""
    real = page_actions.run

    def run(request: HttpRequest, visit: object, action: PageAction[Any], **more: Any) -> HttpResponse:
        wrong = replace(action, form=refusing(action.form)) if action.form else action
        return real(request, visit, wrong, **more)

    for name, module in list(sys.modules.items()):
        if name.startswith("hemicycle.web.") and getattr(module, "run", None) is real:
            monkeypatch.setattr(module, "run", run)


def missing(html: str) -> list[str]:
    """What a page lacks that says that something was not done: in its title, to its script, and in words.

    The words are a summary, or stand beside the field: where several fields are wrong the script adds a summary, and
    where one is, its field has the focus (``refused.ts``).
    """
    shown = _TEMPLATES.sub("", html)
    wanted = {"title": "<title>Error: ", "mark": "data-refused", "words": 'class="(?:callout stop|field-errors)'}
    return [name for name, part in wanted.items() if not re.search(part, shown)]


@pytest.mark.usefixtures("every_form_is_wrong")
def test_a_refused_form_is_found_on_every_page(both: dict[str, Whole], harvest: list[Sent]) -> None:
    clients, seen, wrong = {}, set[tuple[str, str]](), []
    for one in harvest:
        if one.asks is None or one.asks.form is None or (one.address.name, one.asks.name) in seen | NOT_SHOWN:
            continue
        if one.shown_to not in clients:
            clients[one.shown_to] = client_of(VISITORS[one.shown_to], both)
        response, _written = tried(clients[one.shown_to], "post", one.form.path, one.form.fields)
        if response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
            named, html = (one.address.name, one.asks.name), response.content.decode()
            seen.add(named)
            wrong += [f"{one}: no {name}" for name in missing(html) if name != "words" or named not in NO_WORDS]
            if named in SECOND and "callout stop" not in _TEMPLATES.sub("", html):
                wrong.append(f"{one}: no summary")
        else:
            wrong.append(f"{one}: {response.status_code} {response.headers.get('Location', '')}")
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 50
    assert seen >= SECOND
