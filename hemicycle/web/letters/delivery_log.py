"""The log of a letter: what became of it for each Member."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import beside, comma, semicolon
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence import letter_queries
from hemicycle.mail import answers
from hemicycle.mail.models import Delivery
from hemicycle.people.member_names import member_name
from hemicycle.web.toolkit.tables import Column, Table

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.letter_queries import Fate
    from hemicycle.correspondence.models import Letter
    from hemicycle.web.toolkit.tables import TableQuery

#: What the page can be narrowed to.
NARROWED = ("no_address", "failed", "waiting", "not_acknowledged", "acknowledged")
_LOST = (Delivery.State.FAILED, Delivery.State.BOUNCED, Delivery.State.CANCELLED)
_TONES = {Delivery.State.SENT.value: "live", **{state.value: "stop" for state in _LOST}}


class Row:
    """A Member's line, each thing worded once."""

    def __init__(self, fate: Fate, consultation: Consultation, sent_on: date | None) -> None:
        self.fate, self._zone = fate, consultation.zone
        self.name = member_name(fate.member, on=sent_on)

    @cached_property
    def mails(self) -> list[tuple[Delivery, str, str, str]]:
        """Its mails, then copies: each with who got it, the class of its state's chip, and what the server said."""
        return [
            (row, row.person.name if row.person else row.contact.name if row.contact else "", _tone(row), _said(row))
            for row in sorted(self.fate.deliveries, key=lambda row: row.copy)
        ]

    @property
    def _originals(self) -> list[Delivery]:
        """Its mails without copies, which stand in for none of them."""
        return [row for row in self.fate.deliveries if not row.copy]

    @property
    def version(self) -> str:
        """The language of the version whose mails they are; empty for those of the letter."""
        return NATIVE_NAMES[self.fate.language] if self.fate.language else ""

    @property
    def states(self) -> str:
        """Of its mails, in words."""
        if not self.fate.deliveries:
            return _("No address")
        return comma().join(dict.fromkeys(str(row.get_state_display()) for row in self.fate.deliveries))

    @property
    def acknowledged_by(self) -> str:
        """Who said for the Member that it has the letter."""
        said = self.fate.acknowledgement
        if said is None:
            return ""
        if said.person is not None:
            return said.person.name
        return said.delivery.contact.name if said.delivery and said.delivery.contact else ""

    def local(self, name: str) -> str:
        """A moment, for a file: ``sent`` of the first mail that arrived, or ``acknowledged``."""
        sent = [row.sent_at for row in self._originals or self.fate.deliveries if row.sent_at]
        at = min(sent, default=None) if name == "sent" else getattr(self.fate.acknowledgement, "at", None)
        return at.astimezone(self._zone).isoformat(" ", "seconds")[:19] if at else ""

    def is_(self, kind: str) -> bool:
        """Whether it belongs to one of ``NARROWED``."""
        states, of_letter = {row.state for row in self._originals}, not self.fate.language
        copies = [row for row in self.fate.deliveries if row.copy and not row.made_good]
        every = {row.state for row in self.fate.deliveries}
        return {
            "no_address": not every,
            # Each further address is another office: none of them is reached by what another one got.
            "failed": (bool(states) and states <= set(_LOST)) or any(row.state in _LOST for row in copies),
            "waiting": bool(every & {Delivery.State.QUEUED, Delivery.State.SENDING}),
            "not_acknowledged": of_letter and self.fate.acknowledgement is None,
            "acknowledged": self.fate.acknowledgement is not None,
        }[kind]


def _called(mail: Delivery, name: str) -> str:
    """Who got a mail, for a file: of a copy, that it is one."""
    return beside([name, _("copy")]) if mail.copy else name


def _tone(row: Delivery) -> str:
    return _TONES.get(row.state, "wait")


def _said(row: Delivery) -> str:
    return answers.words(row)


class LogTable(Table[Row]):
    """The log; ``everything`` has the lines that a filter hides too, ``versions`` says whether any is of a version."""

    def __init__(self, columns: list[Column[Row]], rows: list[Row], query: TableQuery) -> None:
        self.everything, self.narrowed = rows, query.chosen("show")
        chosen = [row for row in rows if row.is_(self.narrowed)] if self.narrowed in NARROWED else rows
        self.versions = any(row.version for row in rows)
        super().__init__(columns, chosen, query, query.keeping("show", "still"))


def log_table(letter: Letter, today: date, query: TableQuery) -> LogTable:
    """The log of a letter that was sent, as the address asks for it."""
    sent_on = letter.consultation.day(letter.sent_at) if letter.sent_at else None
    rows = [Row(fate, letter.consultation, sent_on) for fate in letter_queries.fates(letter, today)]
    return LogTable(_columns(versions=any(row.version for row in rows)), rows, query)


def _columns(*, versions: bool) -> list[Column[Row]]:
    """What a line says; of which language version its mails are, where the letter has any."""
    version: list[Column[Row]] = [Column("version", _("Language version"), lambda row: row.version)] if versions else []
    return [
        Column("member", _("Member"), lambda row: row.name),
        *version,
        Column(
            "to", _("Sent to"), lambda row: semicolon().join(_called(mail, name) for mail, name, _t, _s in row.mails)
        ),
        Column("addresses", _("Address"), lambda row: semicolon().join(mail.address for mail, _n, _t, _s in row.mails)),
        Column("state", _("Status"), lambda row: row.states),
        Column("sent", _("Sent at"), lambda row: row.local("sent")),
        Column("answer", _("Answer"), lambda row: " ".join(said for _row, _n, _t, said in row.mails)),
        Column("acknowledged", _("Acknowledged at"), lambda row: row.local("acknowledged")),
        Column("by", _("Acknowledged by"), lambda row: row.acknowledged_by),
    ]


@dataclass(frozen=True)
class Count:
    """So many Members, as the page counts them."""

    kind: str
    label: str
    number: int


def counts(rows: list[Row]) -> list[Count]:
    """How many Members stand where."""
    labels = {
        "acknowledged": _("Acknowledged"),
        "not_acknowledged": _("Not acknowledged"),
        "waiting": _("E-mail being sent"),
        "failed": _("E-mail failed"),
        "no_address": _("No address"),
    }
    return [Count(kind, label, sum(row.is_(kind) for row in rows)) for kind, label in labels.items()]
