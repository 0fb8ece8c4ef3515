"""The working table of the replies: who answered what, and every condition in its Member's own words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations import local
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import localized
from hemicycle.correspondence import summary_words
from hemicycle.correspondence.messages import choice_label, list_name
from hemicycle.correspondence.models import Condition, Enquiry
from hemicycle.correspondence.plain import plain
from hemicycle.correspondence.summary_detail import fitted, one_line
from hemicycle.people.member_names import member_name
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hemicycle.correspondence.conditions import Gathered, Stated
    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.summaries import Basis
    from hemicycle.correspondence.summary_detail import Detail
    from hemicycle.people.models import Member


class WorkingTable:
    """In the present language; each name is looked up once."""

    def __init__(self, basis: Basis) -> None:
        self._returned, self._headed = basis.returned, basis.headed
        self._names = {row.member.pk: plain(member_name(row.member)) for row in basis.returned.rows}

    @property
    def title(self) -> str:
        """Without markup."""
        return _("Summary of the replies to letter %(letter)s") % {"letter": self._returned.enquiry.letter.symbol}

    @property
    def body(self) -> str:
        """In CommonMark, with as much detail as fits."""
        return fitted(self._sections)

    def _sections(self, detail: Detail) -> Iterator[str]:
        yield "# " + _("Replies")
        yield self._introduction()
        yield "\n".join(self._by_status(detail))
        yield "# " + _("Results")
        yield from self._answers(detail)
        if self._returned.enquiry.conditions:
            yield "# " + _("Conditions")
            yield from self._conditions(detail)

    def _introduction(self) -> str:
        number, enquiry = len(self._returned.rows), self._returned.enquiry
        words = ngettext(
            "Letter %(letter)s put its questions to %(number)d Member, to be answered by %(deadline)s.",
            "Letter %(letter)s put its questions to %(number)d Members, to be answered by %(deadline)s.",
            number,
        )
        return words % {
            "letter": enquiry.letter.symbol,
            "number": number,
            "deadline": local.deadline(enquiry.deadline),
        }

    def _by_status(self, detail: Detail) -> Iterator[str]:
        counts = self._returned.counts
        words = ngettext("%(number)d reply counted.", "%(number)d replies counted.", counts[Status.COUNTED])
        yield f"- **{words % {'number': counts[Status.COUNTED]}}**"
        labels = {
            Status.LATE: _("Late, not accepted: %(number)d"),
            Status.CONFLICT: _("Different replies for one Member, not settled: %(number)d"),
            Status.UNCONFIRMED: _("Entered by the secretariat, not confirmed: %(number)d"),
            Status.MISSING: _("No reply, taken as no objection: %(number)d")
            if self._returned.enquiry.kind == Enquiry.Kind.SILENCE
            else _("No reply: %(number)d"),
        }
        for status, label in labels.items():
            members = [row.member for row in self._returned.rows if row.status is status]
            if members:
                yield self._line(label % {"number": len(members)}, members, detail)

    def _line(self, label: str, members: Sequence[Member], detail: Detail) -> str:
        """A number, and under it the Members that it counts."""
        return f"- **{label}**" + (f"\\\n  {self._list(members)}" if detail.names and members else "")

    def _list(self, members: Iterable[Member]) -> str:
        return listed([self._names[member.pk] for member in members])

    def _answers(self, detail: Detail) -> Iterator[str]:
        for listing, group in groupby(self._returned.questions, key=list_name):
            if listing:
                yield "## " + plain(listing)
            for question in group:
                yield "### " + self._question(question, detail)
                yield "\n".join(self._options(question, detail))

    def _question(self, question: Question, detail: Detail) -> str:
        title = one_line(localized(question.title), detail.title)
        numbered = self._returned.enquiry.kind == Enquiry.Kind.ITEMS
        words = plain(f"{question.number}. {title}" if numbered else title)
        if question.withdrawn_at is None:
            return words
        return _("%(question)s (withdrawn)") % {"question": words}

    def _options(self, question: Question, detail: Detail) -> Iterator[str]:
        for option, members in self._returned.tally[question.pk].items():
            label = _("%(option)s: %(number)d") % {
                "option": plain(choice_label(question, option)),
                "number": len(members),
            }
            yield self._line(label, members, detail)

    def _conditions(self, detail: Detail) -> Iterator[str]:
        if not any(headed.stated for headed in self._headed):
            yield _("No counted reply included a condition.")
        for headed in self._headed:
            if not headed.stated:
                continue
            if headed.label:
                yield "## " + plain(headed.label)
            loose = _("Other conditions under this heading") if headed.heading else _("Conditions in no cluster")
            for gathered in (*headed.clusters, headed.loose):
                if gathered.stated:
                    title = plain(localized(gathered.cluster.title)) if gathered.cluster else loose
                    yield from self._gathered(gathered, title, detail)
        withdrawn = sum(
            statement.condition.state == Condition.State.WITHDRAWN
            for headed in self._headed
            for statement in headed.stated
        )
        if withdrawn:
            yield summary_words.withdrawn(withdrawn)

    def _gathered(self, gathered: Gathered, title: str, detail: Detail) -> Iterator[str]:
        remaining = [
            statement for statement in gathered.stated if statement.condition.state != Condition.State.WITHDRAWN
        ]
        number = len({statement.member.pk for statement in remaining})
        words = ngettext("%(title)s: %(number)d Member", "%(title)s: %(number)d Members", number)
        yield "### " + words % {"title": title, "number": number}
        if detail.quoted and remaining:
            yield "\n".join(self._condition(statement, detail) for statement in remaining)

    def _condition(self, statement: Stated, detail: Detail) -> str:
        words = one_line(statement.condition.words, detail.quoted)
        values = {
            "words": plain(words),
            "member": self._names.get(statement.member.pk, plain(member_name(statement.member))),
        }
        if statement.condition.state == Condition.State.MET:
            return "- " + (_("%(words)s (%(member)s; met)") if detail.names else _("%(words)s (met)")) % values
        return "- " + (_("%(words)s (%(member)s)") if detail.names else "%(words)s") % values
