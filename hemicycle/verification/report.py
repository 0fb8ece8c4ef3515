"""All checks of a file, one after the other."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from hemicycle.verification import archive, procedure, record, replies, results
from hemicycle.verification.checks import BROKEN, Check

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from cryptography.x509 import Certificate

    from hemicycle.journal.chain import Verdict
    from hemicycle.verification.archive import Export
    from hemicycle.verification.checks import Found
    from hemicycle.verification.results import Tally

    Tell = Callable[[str], None]


@dataclass(frozen=True)
class Trusted:
    """What somebody has from elsewhere, and holds the file against.

    Attributes:
        keys: Public keys of the installation, or their ids.
        heads: Digests by number, from mails and receipts.
        roots: Certificates for time stamps.
    """

    keys: Collection[str] = ()
    heads: Mapping[int, str] = field(default_factory=dict)
    roots: Collection[Certificate] = ()


@dataclass
class Report:
    """What was found.

    Attributes:
        slug, made_at: As the manifest has them.
        key: Id of the key that signed the file; empty where none did.
        checks: In their order.
        foreign, erased, unproven: Of the chains, as ``journal.chain.Verdict`` counts them.
        stamped: Signed heads with a time stamp.
        tallies: Of each declared result.
    """

    slug: str = ""
    made_at: str = ""
    key: str = ""
    checks: list[Check] = field(default_factory=list)
    foreign: int = 0
    erased: int = 0
    unproven: int = 0
    stamped: int = 0
    tallies: list[Tally] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether everything does."""
        return not any(check.differing for check in self.checks)

    @property
    def first(self) -> str:
        """The first thing that does not agree; empty where everything does."""
        return next((f"{check.name}: {check.differing[0]}" for check in self.checks if check.differing), "")

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {"agrees": self.agrees, "first": self.first, **asdict(self)}


def of_file(source: Path, trusted: Trusted, tell: Tell) -> Report:
    """Check an export.

    Args:
        tell: Is told what is looked at.

    Raises:
        NotOurs: it is none, or none that can be checked here.
    """
    with archive.reading(source) as opened:
        export = archive.manifest_of(opened, str(source))
        tell("Reading the file")
        archive.digest_all(opened, export)
        report, broken = Report(), ""
        try:
            archive.read_all(opened, export)
        except BROKEN as error:
            broken = str(error.args[0]) if error.args else type(error).__name__
    if broken:
        # What is in it is not looked at: its files say already which of them is not what was written.
        report.checks = [Check.of(FILES, lambda: record.files(export))]
        report.checks[0].differing.append(broken)
        return report
    return of_export(export, trusted, tell)


FILES = "Files"


def of_export(export: Export, trusted: Trusted, tell: Tell) -> Report:
    """Check what a file says."""
    report = Report(str(export.said.get("slug", "")), str(export.said.get("made_at", "")))
    verdicts: list[Verdict] = []
    checks: tuple[tuple[str, Callable[[], Found]], ...] = (
        (FILES, lambda: record.files(export)),
        ("Signature of the file", lambda: record.signature(export, trusted.keys)),
        ("Entries of the journal", lambda: record.journal(export, trusted.heads, verdicts)),
        ("Signed heads of the journal", lambda: record.signed_heads(export, trusted.roots)),
        ("Versions of replies", lambda: replies.versions(export)),
        ("Replies with their lateness", lambda: replies.statuses(export)),
        ("Places in the queue", lambda: procedure.queue(export)),
        ("Published agendas", lambda: procedure.agenda(export)),
        ("Declared results", lambda: results.results(export)),
        ("Positions on record", lambda: procedure.positions(export)),
        ("Ends of items", lambda: procedure.endings(export)),
    )
    for name, found in checks:
        tell(name)
        report.checks.append(Check.of(name, found))
    report.foreign, report.erased, report.unproven = (
        sum(getattr(verdict, name) for verdict in verdicts) for name in ("foreign", "erased", "unproven")
    )
    report.stamped = sum(bool(head.token) for one in export.records for head in one.chain.heads)
    key = export.signature.get("key")
    report.key = str(key.get("id", "")) if isinstance(key, dict) else ""
    if report.agrees:
        report.tallies = [results.tally(row["content"]) for row in export.rows("correspondence.DeclaredResult")]
    return report
