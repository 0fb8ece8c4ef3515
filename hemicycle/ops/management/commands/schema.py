"""``hemicycle schema``: what the room's client is generated from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from django.core.management.base import BaseCommand
from pydantic.json_schema import models_json_schema

from hemicycle.live.booth_documents import SignalsDocument, SpeechDocument, StatementsDocument
from hemicycle.live.chat_documents import ChatDocument
from hemicycle.live.desk_documents import DeskDocument, HelpDocument
from hemicycle.live.documents import OPEN, UndoableAction
from hemicycle.live.reasons import LiveCode
from hemicycle.outcome.actions.asking import LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS
from hemicycle.outcome.models.positions import STATEMENT_LENGTH
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import ENTRY_REFUSALS
from hemicycle.rules.booth_chat import MESSAGE_LENGTH, Circle, ReadySentence
from hemicycle.rules.booth_signals import Signal
from hemicycle.rules.capacity import PRESIDING_ROLES
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.conclusions import TEXT_LENGTH, EndingCode, PositionKind
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.help_requests import RequestKind, RequestOutcome
from hemicycle.rules.interpretation import MOST_WAIT_SECONDS
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.measured import DeviceState, Ended, Lack, Transport, Way
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.permissions import Action
from hemicycle.rules.practice import PracticeKind, PracticeStep
from hemicycle.rules.queue import PlaceCode
from hemicycle.rules.relay import HeardFrom
from hemicycle.rules.speaking_time import WARN_BEFORE_SECONDS
from hemicycle.rules.undo import UNDO_ACT_FOR
from hemicycle.rules.voices import LONGEST
from hemicycle.sittings.commands import COMMANDS
from hemicycle.sittings.models.sittings import WORDS_LENGTH
from hemicycle.sittings.reasons import SittingCode
from hemicycle.support.live_connections import LiveConnection
from hemicycle.support.measurements import EntryMeasurements, Measurements
from hemicycle.support.reasons import SupportCode
from hemicycle.web.sittings.room_links import VIEWS

if TYPE_CHECKING:
    from pydantic import BaseModel

    from hemicycle.rules.reasons import ReasonCode

#: Rooms that may refuse what a client of the room asks for.
REFUSING: tuple[type[ReasonCode], ...] = (RuleCode, SittingCode, OutcomeCode, SupportCode, LiveCode)


class Command(BaseCommand):
    """Prints one JSON object, which ``frontend/scripts/schema.mjs`` reads."""

    help = "Print the schema of documents and commands of the room, and the values that they hold."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print it."""
        self.stdout.write(json.dumps(client_schema(), indent=2))


def client_schema() -> dict[str, Any]:
    """What a client of the room has to know.

    ``documents``: JSON Schema with a definition for each, and for what a page measures; ``commands``: JSON
    Schema of the arguments of each, by name; ``types``: the values of each type of text, in their order; ``sets``: some
    of the capacities; ``constants``: numbers, in seconds or characters.
    """
    tests: list[type[BaseModel]] = [Measurements, EntryMeasurements, LiveConnection]
    models: list[type[BaseModel]] = [
        *OPEN.values(),
        HelpDocument,
        DeskDocument,
        StatementsDocument,
        SignalsDocument,
        SpeechDocument,
        ChatDocument,
        *tests,
    ]
    _, documents = models_json_schema([(model, "serialization") for model in models], title="Documents")
    return {
        "documents": documents,
        "commands": {action: COMMANDS[action].arguments.model_json_schema() for action in Action if action in COMMANDS},
        "types": _types(),
        "sets": {
            "PRESIDING_ROLES": list(PRESIDING_ROLES),
        },
        "constants": {
            "UNDO_SECONDS": int(UNDO_ACT_FOR.total_seconds()),
            "MOST_WAIT_SECONDS": MOST_WAIT_SECONDS,
            "WARN_BEFORE_SECONDS": WARN_BEFORE_SECONDS,
            "VOICE_SECONDS": int(LONGEST.total_seconds()),
            "CHAT_LENGTH": MESSAGE_LENGTH,
            "CONCLUSION_LENGTH": TEXT_LENGTH,
            "POSITION_LENGTH": STATEMENT_LENGTH,
            "REASON_LENGTH": WORDS_LENGTH,
            "ASKING_USUAL_SECONDS": USUAL_SECONDS,
            "ASKING_LEAST_SECONDS": LEAST_SECONDS,
            "ASKING_MOST_SECONDS": MOST_SECONDS,
        },
    }


def _types() -> dict[str, list[str]]:
    refusing = [code for room in REFUSING for code in room if code.refuses]
    return {
        "Action": list(Action),
        "SittingState": list(SittingState),
        "TurnState": list(TurnState),
        "Cause": list(Cause),
        "Outcome": list(Outcome),
        "EndingCode": list(get_args(EndingCode)),
        "PositionKind": list(PositionKind),
        "Carryover": list(Carryover),
        "Motion": list(Motion),
        "Verdict": list(Verdict),
        "DeviceState": list(DeviceState),
        "Lack": list(Lack),
        "Way": list(Way),
        "Transport": list(Transport),
        "Ended": list(Ended),
        "RequestKind": list(RequestKind),
        "RequestOutcome": list(RequestOutcome),
        "Signal": list(Signal),
        "Circle": list(Circle),
        "ReadySentence": list(ReadySentence),
        "HeardFrom": list(HeardFrom),
        "PracticeKind": list(PracticeKind),
        "PracticeStep": list(PracticeStep),
        "UndoableAction": list(get_args(UndoableAction)),
        "View": list(VIEWS),
        "PlaceCode": list(get_args(PlaceCode)),
        "EntryRefusal": [*ENTRY_REFUSALS, PeopleCode.SECOND_FACTOR],
        "RefusalCode": [*refusing, PeopleCode.SECOND_FACTOR],
    }
