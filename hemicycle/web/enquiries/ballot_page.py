"""A decision by correspondence: its result with how that follows, who is entitled, and after the close each vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.bodies import called
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence import ballot_words
from hemicycle.correspondence.ballots import ballots_of, entitled, suspended, turnout, vote_of
from hemicycle.correspondence.procedures import mode_of, procedure_of
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import PDF
from hemicycle.rules.ballots import BallotOutcome, Cast
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.web.access.page import page
from hemicycle.web.enquiries import ballot_words as words
from hemicycle.web.enquiries.desk_access import at_enquiry
from hemicycle.web.enquiries.labels import short_name
from hemicycle.web.enquiries.list_page import state_of
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.pdf import in_language, pdf
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.results import Return, Returns
    from hemicycle.rules.ballots import Mode
    from hemicycle.web.enquiries.desk_access import AtEnquiry
    from hemicycle.web.toolkit.tables import Filter

#: Of more squares than this, none has a gap.
_GAPS = 60


@dataclass(frozen=True)
class Square:
    """A Member in the strip.

    Attributes:
        last_needed: So many must approve as stand up to this one.
    """

    kind: str
    last_needed: bool


@dataclass(frozen=True)
class ShownBallot:
    """A ballot on one question, as page and paper show it."""

    one: BallotOn
    mode: Mode
    steps: list[str]
    title: Wording
    text: tuple[Wording, ...]

    @classmethod
    def of(cls, one: BallotOn, at: AtEnquiry, mode: Mode) -> ShownBallot:
        """In the reader's language."""
        text = Wording.of(one.question.text) if one.question.text else Wording("", "")
        return cls(
            one,
            mode,
            words.explanation(one, at.enquiry),
            Wording.of(one.question.title),
            tuple(Wording(part, text.language) for part in text.split("\n\n") if part),
        )

    @property
    def outcome(self) -> str:
        """In a word."""
        return str(ballot_words.OUTCOMES[self.one.result.outcome])

    @property
    def tone(self) -> str:
        """Its colour."""
        return words.TONES[self.one.result.outcome]

    @property
    def in_short(self) -> str:
        """The numbers on which it rests."""
        return ballot_words.in_short(self.one, self.mode)

    @property
    def aloud(self) -> str:
        """The strip in words."""
        return words.aloud(self.one, self.mode)

    @property
    def figures(self) -> list[tuple[str, int]]:
        """Label and number of each."""
        return [(label, number) for _kind, label, number in words.figures(self.one, self.mode)]

    @property
    def needed(self) -> int:
        """How many must approve; 0 in a silence procedure."""
        return self.one.result.needed

    @property
    def squares(self) -> list[Square]:
        """A square for each who is entitled, those who approve first."""
        kinds = [kind for kind, _label, number in words.figures(self.one, self.mode) if kind for _n in range(number)]
        return [Square(kind.value, place == self.needed) for place, kind in enumerate(kinds, start=1)]

    @property
    def dense(self) -> bool:
        """Whether the squares stand without gaps."""
        return len(self.squares) > _GAPS

    @property
    def mark_before(self) -> bool:
        """Whether what the mark says has its place before it: it stands in the second half."""
        return 2 * self.needed > self.one.result.votes.entitled


@dataclass(frozen=True)
class Voter:
    """A Member in the list of those entitled.

    Attributes:
        votes: What became of its vote on each question; none while votes are sealed.
        suspended_why: The reason of the suspension of its vote, as it was recorded; None where it is entitled.
    """

    row: Return
    name: str
    region: str
    capacity: str
    votes: tuple[Cast, ...]
    suspended_why: str | None
    sealed: bool

    @property
    def voted(self) -> bool:
        """Whether a reply of it counts."""
        return self.row.status is Status.COUNTED

    def said(self, place: int) -> str:
        """Its vote on a question in words; before the close, whether it has voted."""
        if self.suspended_why is not None:
            return _("Right to vote suspended")
        if self.sealed:
            return pgettext("a Member", "Voted") if self.voted else pgettext("a Member", "Has not voted")
        return str(words.CASTS[self.votes[place]])

    @property
    def shown(self) -> list[str]:
        """The same for each question, as the table has them."""
        return [self.said(place) for place in range(max(1, len(self.votes)))]


def voters(returned: Returns, at: AtEnquiry) -> list[Voter]:
    """Those entitled and those suspended, in the order of lists."""
    body = at.consultation.body.has
    questions = _asked(returned)
    excluded = {row.member.pk for row in suspended(returned)}
    shown = {row.member.pk for row in entitled(returned)} | excluded
    return [
        Voter(
            row,
            member_name(row.member),
            called(body.regions, row.member.region),
            labels.capacity(row.capacity),
            () if returned.sealed else tuple(vote_of(row, question.pk) for question in questions),
            row.put_to.suspended_why if row.member.pk in excluded else None,
            returned.sealed,
        )
        for row in returned.rows
        if row.member.pk in shown
    ]


def _asked(returned: Returns) -> list[Question]:
    return [question for question in returned.questions if question.withdrawn_at is None]


def _columns(returned: Returns, at: AtEnquiry) -> list[Column[Voter]]:
    questions = _asked(returned)

    def vote(place: int, label: str) -> Column[Voter]:
        return Column(f"vote-{place}", label, lambda voter: voter.said(place))

    if returned.sealed or len(questions) == 1:
        of_votes = [vote(0, _("Vote"))]
    else:
        of_votes = [vote(place, short_name(question)) for place, question in enumerate(questions)]
    body = at.consultation.body.has
    regions = [Column[Voter]("region", labels.region(body), lambda voter: voter.region)] if body.regions else []
    return [
        Column("member", _("Member"), lambda voter: voter.name),
        *regions,
        *of_votes,
        Column("why", _("Reason for the suspension"), lambda voter: voter.suspended_why or ""),
    ]


def _filters(returned: Returns, query: TableQuery) -> list[Filter]:
    if returned.sealed:
        voted = [("voted", pgettext("a Member", "Voted")), ("not", pgettext("a Member", "Has not voted"))]
        return [query.filter("vote", _("Vote"), voted)]
    if len(_asked(returned)) != 1:
        return []
    return [query.filter("vote", _("Vote"), [(kind.value, label) for kind, label in words.CASTS.items()])]


def _narrowed(found: Sequence[Voter], wanted: str) -> list[Voter]:
    if not wanted:
        return list(found)
    if wanted in {"voted", "not"}:
        return [voter for voter in found if voter.suspended_why is None and voter.voted == (wanted == "voted")]
    return [voter for voter in found if voter.suspended_why is None and voter.votes and voter.votes[0] == wanted]


@page(at_enquiry(Action.REPLIES_SEE))
def ballot(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """The result as far as it is to be seen; ``format`` takes the list, or with ``pdf`` the whole, away."""
    mode = mode_of(at.enquiry)
    if mode is None:
        raise Http404
    returned = at.returned()
    if request.GET.get("format") == "pdf" and not returned.sealed:
        return _paper(request, at, returned, mode)
    query = TableQuery(request.GET)
    filters = _filters(returned, query)
    kept = narrowed_by(filters)
    table = Table(_columns(returned, at), _narrowed(voters(returned, at), kept.get("vote", "")), query, kept)
    if table.query.format:
        return export(table, f"ballot-{at.enquiry.letter.symbol.replace('/', '-')}")
    context = {
        **at.context("state"),
        **_result(at, returned, mode),
        "table": table,
        "filters": filters,
        "exports": at.visitor.may(Action.CONSULTATION_EXPORT),
        "record_file": labels.record_file(at.enquiry),
    }
    return render(request, "web/enquiries/ballot.html", context)


def _result(at: AtEnquiry, returned: Returns, mode: Mode) -> dict[str, object]:
    """What page and paper say beside the list."""
    found = [ShownBallot.of(one, at, mode) for one in ballots_of(returned)]
    outcomes = {one.one.result.outcome for one in found}
    voted, number = turnout(returned)
    procedure = procedure_of(at.enquiry)
    asked = _asked(returned)
    final = at.declared or not at.running or at.broken is not None
    return {
        "results": found if final else [],
        "only_title": Wording.of(asked[0].title) if len(asked) == 1 else None,
        "mode": ballot_words.mode_lines(mode),
        "state": state_of(at.enquiry, at.now, at.broken),
        "voted": voted,
        "entitled": number,
        "quorum": mode.quorum.of(number),
        "has_regions": bool(at.consultation.body.has.regions),
        "languages": choices(at.consultation.languages.documents),
        "reads": reader_language(),
        "follows": procedure.follows if procedure else None,
        "again": at.declared and bool(outcomes & {BallotOutcome.QUORUM_MISSED, BallotOutcome.BROKEN}),
        "declared_content": returned.declared,
    }


def _paper(request: HttpRequest, at: AtEnquiry, returned: Returns, mode: Mode) -> HttpResponse:
    with in_language(request.GET.get("language")):
        columns = _columns(returned, at)
        context = {
            "consultation": str(at.consultation),
            "symbol": at.enquiry.letter.symbol,
            "title": _("Result of the decision by correspondence"),
            "enquiry": at.enquiry,
            "declared": at.declared,
            **_result(at, returned, mode),
            "headings": [column.label for column in columns],
            "rows": [[column.value(voter) for column in columns] for voter in voters(returned, at)],
        }
        content = pdf("enquiries/ballot", context, labels.issuer(at.consultation), trial=at.consultation.trial)
        name = at.enquiry.letter.symbol.replace("/", "-")
        return download(content, f"ballot-{name}-{reader_language()}.pdf", PDF)
