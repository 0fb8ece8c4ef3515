"""``hemicycle verify FILE``: checks an export of a consultation, or of a whole journal, on any computer.

It reads the file and nothing else: no database, no network, no data folder. ``python -m hemicycle.verification`` does
the same without Django being installed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509

from hemicycle.journal import chain, chain_file
from hemicycle.verification import report as reports
from hemicycle.verification.archive import NotOurs
from hemicycle.verification.record import said as finding_said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.verification.report import Report
    from hemicycle.verification.results import Tally

AGREES, DISAGREES, UNREADABLE = 0, 1, 2
#: Kinds of enquiries whose tally is a line or two.
_FEW_QUESTIONS = ("options", "ballot", "silence")


def main(arguments: Sequence[str]) -> int:
    """Check a file, say what agrees and the first thing that does not; return the exit status."""
    asked = _parser().parse_args(arguments)
    try:
        trusted = reports.Trusted(asked.key, dict(map(head_of, asked.head)), _certificates(asked.tsa))
        if _is_journal(asked.file):
            return _of_journal(asked.file, trusted.heads, as_json=asked.json)
        found = reports.of_file(asked.file, trusted, _tell)
    except (NotOurs, OSError, ValueError) as error:
        sys.stderr.write(f"hemicycle verify: {error}\n")
        return UNREADABLE
    _say(json.dumps(found.as_json(), ensure_ascii=False, indent=1) if asked.json else "\n".join(_lines(found, asked)))
    return AGREES if found.agrees else DISAGREES


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hemicycle verify",
        description="Recompute an export of a consultation, or of a journal, without a database. Exit status: 0 where "
        "everything agrees, 1 where something does not, 2 where it is no such file.",
    )
    parser.add_argument("file", type=Path, help="The ZIP file of a consultation, or the JSON lines of a journal.")
    parser.add_argument(
        "--key", action="append", default=[], help="The installation's public key or its number, as its pages show it."
    )
    parser.add_argument(
        "--head", action="append", default=[], help="NUMBER:DIGEST from a mail or a receipt; as often as you like."
    )
    parser.add_argument(
        "--tsa", action="append", default=[], type=Path, help="Root certificate (PEM) of the time-stamping service."
    )
    parser.add_argument("--json", action="store_true", help="What was found, for a program.")
    return parser


def head_of(words: str) -> tuple[int, str]:
    """A head as it is written.

    Raises:
        ValueError: it is none; says what to enter.
    """
    number, _, digest = words.strip().partition(":")
    if not number.isdigit() or len(digest) != len(chain.BEGINNING):
        raise ValueError(f"{words} is no head: enter NUMBER:DIGEST as printed on the receipt.")
    return int(number), digest


def _certificates(paths: Sequence[Path]) -> list[x509.Certificate]:
    return [one for path in paths for one in x509.load_pem_x509_certificates(path.read_bytes())]


def _tell(what: str) -> None:
    sys.stderr.write(f"{what} ...\n")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _lines(found: Report, asked: argparse.Namespace) -> list[str]:
    lines = [f"{asked.file}: the consultation “{found.slug}”, exported {found.made_at}"]
    for check in found.checks:
        lines.append(f"  {check.name}: {check.agreed} agree" + _rest(len(check.differing), "do not agree"))
        lines += [f"    {number} could not be recomputed: {why}" for why, number in check.passed.items()]
    lines += [
        f"  From {found.erased} entries words about people were erased, on record." if found.erased else "",
        f"  {found.foreign} entries of the same journal are of other consultations, given by their digests alone."
        if found.foreign
        else "",
        f"  {found.unproven} of those were sealed by an earlier version, which lets nobody recompute them."
        if found.unproven
        else "",
        f"  {found.stamped} heads have a time stamp"
        + ("." if asked.tsa else "; name the service's root certificate with --tsa to check who gave them.")
        if found.stamped
        else "",
    ]
    lines += [f"  {line}" for one in found.tallies if one.kind in _FEW_QUESTIONS for line in _tally(one)]
    if found.key:
        known = " as you asked" if asked.key else "; compare it with the key that the installation shows"
        lines.append(f"  Signed with the key {found.key}{known}.")
    lines.append("Everything agrees." if found.agrees else f"Does not agree: {found.first}")
    return [line for line in lines if line.strip()]


def _rest(number: int, words: str) -> str:
    return f", {number} {words}" if number else ""


def _tally(one: Tally) -> list[str]:
    asked = f"{one.asked} asked, {one.entitled} entitled to vote"
    statuses = ", ".join(f"{number} {status}" for status, number in sorted(one.statuses.items()))
    lines = [f"{one.letter}: {asked}; replies: {statuses}"]
    for where, options in one.options.items():
        counted = ", ".join(f"{option} {number}" for option, number in sorted(options.items())) or "nothing chosen"
        lines.append(f"  question {where.strip('/')}: {counted}")
    return lines


# A whole journal.


def _is_journal(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(1) == b"{"


def _of_journal(file: Path, heads: Mapping[int, str], *, as_json: bool) -> int:
    with file.open(encoding="utf-8") as lines:
        try:
            known = chain_file.Chain.of(chain_file.read(lines))
        except ValueError as error:
            raise ValueError(f"Cannot read {file}: {error}.") from error
    signed = {head.number: head.digest for head in known.heads}
    verdict = chain.verify(known.lines, {**heads, **signed})
    wrong = [finding_said(finding) for finding in verdict.findings]
    for head in known.heads:
        key = known.keys.get(head.key)
        if key is None or not key.signed(head.message, head.signature):
            wrong.append(f"head no. {head.number}: it is not what was signed")
    if as_json:
        _say(json.dumps({"agrees": not wrong, "first": wrong[0] if wrong else "", "head": head_said(verdict)}))
    else:
        _say("\n".join([*verdict_said(verdict), f"Signed heads: {len(known.heads)}", conclusion(wrong)]))
    return DISAGREES if wrong else AGREES


def verdict_said(verdict: chain.Verdict) -> list[str]:
    """What was found of a whole journal, in words."""
    counts = (
        f"Entries: {verdict.sealed} sealed, {verdict.waiting} not sealed yet; from {verdict.erased} of them words "
        "about people were erased, on record."
    )
    return [counts, f"Head: {head_said(verdict)}"] if verdict.number else [counts]


def head_said(verdict: chain.Verdict) -> str:
    """The last seal as it is printed on receipts."""
    return f"{verdict.number}:{verdict.digest}"


def conclusion(wrong: Sequence[str]) -> str:
    """Whether everything agrees, and what is the first that does not."""
    if not wrong:
        return "Agrees: nothing was changed, removed, inserted or reordered."
    return f"Does not agree: {wrong[0]}." + (f" {len(wrong) - 1} more do not agree." if len(wrong) > 1 else "")
