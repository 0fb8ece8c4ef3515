"""Runs under Indico's own Python, not under ours: its web application, and an event to measure it with.

``python events.py COUNT...`` makes an event with a registration form and so many people for each count,
and prints where they are as JSON: ``[{"event": 1, "form": 1}, ...]``.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import email_validator
from flask import session
from indico.core.db import db
from indico.modules.auth import Identity
from indico.modules.categories import Category
from indico.modules.events.models.events import EventType
from indico.modules.events.operations import create_event
from indico.modules.events.registration.models.forms import RegistrationForm
from indico.modules.events.registration.models.items import PersonalDataType
from indico.modules.events.registration.util import create_personal_data_fields, create_registration
from indico.modules.users.operations import create_user
from indico.web.flask.app import make_app

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


def main() -> None:
    """Make the events."""
    with application.test_request_context(base_url=application.config["INDICO"]["BASE_URL"]):
        creator = administrator()
        session.set_session_user(creator)
        made = [event(creator, int(count)) for count in sys.argv[1:]]
    sys.stdout.write(json.dumps(made) + "\n")


if __name__ == "__main__":
    main()
