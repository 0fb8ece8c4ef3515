"""``hemicycle journal``: whether the journal is as it was written, also from an export alone; the export; the head."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from hemicycle.correspondence.models import ReplyVersion
from hemicycle.journal import chain, guards, sealing
from hemicycle.journal.chain import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

    from hemicycle.journal.chain import Finding, Verdict

DISAGREES, UNREADABLE = 1, 2
WORDS = {
    Disagreement.CHANGED: "its content is not what was sealed",
    Disagreement.ENTRY_REMOVED: "the entry is gone",
    Disagreement.SEAL_REMOVED: "the seal of this number is gone",
    Disagreement.INSERTED: "it was put among entries that were sealed long before",
    Disagreement.WORDS_CHANGED: "the words in it are not those that were sealed",
    Disagreement.WORDS_REMOVED: "words are gone from it, and no erasure of them is on record",
    Disagreement.OTHER_HEAD: "the digest is not that of a mail or a receipt, or the chain ends before it",
}


class Command(BaseCommand):
    """Reads the journal; sealing alone writes to it."""

    help = "Verify the journal, or an export of it; export it; seal it; say its head."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with which file."""
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser("verify", help="Whether every entry is as it was sealed. Exit 1 where not.")
        verify.add_argument(
            "--head", action="append", default=[], help="NUMBER:DIGEST from a mail or a receipt; as often as you like."
        )
        export = acts.add_parser("export", help="Write the journal with its seals, as JSON lines.")
        export.add_argument("file", nargs="?", help="Where to; without it, to the standard output.")
        acts.add_parser("seal", help="Seal what the worker has not sealed yet.")
        acts.add_parser("head", help="The last seal, as printed on receipts.")

    def handle(
        self, *_args: object, act: str, file: str | None = None, head: list[str] | None = None, **_: object
    ) -> None:
        """Do it.

        Raises:
            CommandError: something does not agree (exit status 1), or cannot be read (2).
        """
        if act == "verify":
            self._verify(file, head or [])
        elif act == "export":
            self._export(file)
        elif act == "seal":
            self.stdout.write(f"Sealed: {sealing.seal(timezone.now(), everywhere=True)} entries.")
        else:
            self.stdout.write(sealing.head() or "Nothing is sealed yet.")

    def _verify(self, file: str | None, heads: list[str]) -> None:
        known = dict(map(_head, heads))
        if file is None:
            for receipt in ReplyVersion.objects.exclude(journal_head="").values_list("journal_head", flat=True):
                number, digest = _head(receipt)
                known.setdefault(number, digest)
            verdict, unguarded = chain.verify(sealing.lines(), known), guards.missing(connection)
        else:
            verdict, unguarded = _of_file(file, known), []
        self._say(verdict)
        wrong = []
        if not verdict.agrees:
            first, more = verdict.findings[0], len(verdict.findings) - 1
            wrong.append(f"Does not agree: {_said(first)}." + (f" {more} more do not agree." if more else ""))
        if unguarded:
            wrong.append(f"Triggers are missing or switched off: {', '.join(unguarded)}. Run hemicycle migrate.")
        if wrong:
            raise CommandError("\n".join(wrong), returncode=DISAGREES)
        self.stdout.write("Agrees: nothing was changed, removed, inserted or reordered.")

    def _say(self, verdict: Verdict) -> None:
        self.stdout.write(
            f"Entries: {verdict.sealed} sealed, {verdict.waiting} not sealed yet; from {verdict.erased} of them words "
            f"about people were erased, on record."
        )
        if verdict.number:
            self.stdout.write(f"Head: {verdict.number}:{verdict.digest}")

    def _export(self, file: str | None) -> None:
        with _opened(file) as out:
            header = {**chain.FORMAT, "exported_at": sealing.in_utc(timezone.now())}
            out.write(chain.canonical(header).decode() + "\n")
            for line in sealing.lines():
                out.write(chain.written(line) + "\n")


@contextmanager
def _opened(file: str | None) -> Iterator[TextIO]:
    if file is None:
        yield sys.stdout
        return
    with Path(file).open("w", encoding="utf-8") as out:
        yield out


def _head(words: str) -> tuple[int, str]:
    """A head as it is written.

    Raises:
        CommandError: it is none.
    """
    number, _, digest = words.strip().partition(":")
    if not number.isdigit() or len(digest) != len(chain.BEGINNING):
        raise CommandError(f"{words} is no head: enter NUMBER:DIGEST as printed on the receipt.", returncode=UNREADABLE)
    return int(number), digest


def _of_file(file: str, heads: dict[int, str]) -> Verdict:
    try:
        with Path(file).open(encoding="utf-8") as lines:
            return chain.verify(chain.read(lines), heads)
    except (OSError, ValueError) as error:
        raise CommandError(f"Cannot read {file}: {error}.", returncode=UNREADABLE) from error


def _said(finding: Finding) -> str:
    where = f"no. {finding.number}" if finding.number else "an entry without a seal"
    if finding.entry is None:
        return f"{where}: {WORDS[finding.what]}"
    entry = finding.entry
    what = f"{entry.get('act', '')} {entry.get('place', '')} {entry.get('at', '')}"
    return f"{where}, entry {entry['id']} ({' '.join(what.split())}): {WORDS[finding.what]}"
