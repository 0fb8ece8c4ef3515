"""Runs under Indico's own Python, not under ours: its web application, and an event to measure it with.

``python events.py COUNT... [--papers LISTED WAITING]`` makes an event with a registration form and so many people for
each count, and one with so many papers and so many contributions that wait for one; and prints where they are as JSON:
``{"events": [{"event": 1, "form": 1}, ...], "papers": {"event": 2, "waiting": [1, ...]}}``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import email_validator
from flask import session
from indico.core.db import db
from indico.modules.auth import Identity
from indico.modules.categories import Category
from indico.modules.events.contributions.operations import create_contribution
from indico.modules.events.models.events import EventType
from indico.modules.events.operations import create_event
from indico.modules.events.papers.models.papers import Paper
from indico.modules.events.papers.operations import create_paper_revision
from indico.modules.events.registration.models.forms import RegistrationForm
from indico.modules.events.registration.models.items import PersonalDataType
from indico.modules.events.registration.util import create_personal_data_fields, create_registration
from indico.modules.users.operations import create_user
from indico.web.flask.app import make_app
from werkzeug.datastructures import FileStorage

if TYPE_CHECKING:
    from indico.modules.users.models.users import User

ASKED = {PersonalDataType.affiliation, PersonalDataType.position, PersonalDataType.phone, PersonalDataType.country}
_validate = email_validator.validate_email


def _without_dns(address: str, **options: Any) -> object:
    """No measurement waits for the DNS to say whether example.org takes mail."""
    return _validate(address, **{**options, "check_deliverability": False})


email_validator.validate_email = _without_dns
application = make_app()


def administrator() -> User:
    """Who signs in as ``desk`` with the password of the environment."""
    identity = Identity(provider="indico", identifier="desk", password=os.environ["INDICO_DESK_PASSWORD"])
    made = create_user("desk@example.org", {"first_name": "Made", "last_name": "Up", "affiliation": ""}, identity)
    made.is_admin = True
    db.session.add(made)
    db.session.commit()
    return made


def event(creator: User, count: int) -> dict[str, int]:
    """An event of next week, open for registration, with so many people registered."""
    now = datetime.now(UTC)
    content = {
        "title": "Consultation",
        "start_dt": now + timedelta(days=7),
        "end_dt": now + timedelta(days=10),
        "timezone": "Europe/Zurich",
        "creator": creator,
    }
    made = create_event(Category.get_root(), EventType.conference, content, features=["registration"])
    form = RegistrationForm(event=made, title="Registration", currency="CHF", require_captcha=False)
    create_personal_data_fields(form)
    for section in form.sections:
        for field in section.children:
            if field.personal_data_type in ASKED:
                field.is_enabled = True
    form.start_dt = now - timedelta(days=1)
    db.session.add(form)
    db.session.commit()
    for number in range(count):
        answers = {
            "email": f"person-{made.id}-{number}@example.org",
            "first_name": f"Given {number}",
            "last_name": f"Family {number}",
            "affiliation": "Ministry of Communications",
            "position": "Director",
            "phone": "+41 22 730 51 11",
            "country": "BR",
        }
        create_registration(form, answers, notify_user=False, management=True)
    db.session.commit()
    return {"event": made.id, "form": form.id}


def papers(creator: User, listed: int, waiting: int) -> dict[str, Any]:
    """An event with an open call for papers, with so many of them, and contributions that wait for one."""
    now = datetime.now(UTC)
    content = {
        "title": "Papers",
        "start_dt": now + timedelta(days=7),
        "end_dt": now + timedelta(days=10),
        "timezone": "Europe/Zurich",
        "creator": creator,
    }
    made = create_event(Category.get_root(), EventType.conference, content, features=["papers"])
    made.cfp.open()
    db.session.commit()  # numbers of contributions are counted beside this transaction
    wait = []
    for number in range(listed + waiting):
        about = {"title": f"On the budget {number}", "duration": timedelta(minutes=20)}
        contribution = create_contribution(made, about)
        contribution.update_principal(creator, add_permissions={"submit"})
        db.session.flush()
        if number < listed:
            file = FileStorage(BytesIO(b"%PDF-1.7\n%%EOF\n"), "paper.pdf", content_type="application/pdf")
            create_paper_revision(Paper(contribution), creator, [file])
        else:
            wait.append(contribution.id)
    db.session.commit()
    return {"event": made.id, "waiting": wait}


def main() -> None:
    """Make the events."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int)
    parser.add_argument("--papers", nargs=2, type=int)
    options = parser.parse_args()
    made: dict[str, Any] = {}
    with application.test_request_context(base_url=application.config["INDICO"]["BASE_URL"]):
        creator = administrator()
        session.set_session_user(creator)
        made["events"] = [event(creator, count) for count in options.counts]
        if options.papers:
            made["papers"] = papers(creator, *options.papers)
    sys.stdout.write(json.dumps(made) + "\n")


if __name__ == "__main__":
    main()
