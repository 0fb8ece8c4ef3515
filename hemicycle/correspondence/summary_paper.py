"""The summary of replies as a letter brings it to everybody: numbers in sentences, and conditions without a name.

Nothing that somebody wrote in one language stands in the paper of another, but where quotations are wanted: it is
counted, and ``summary_lacking`` names it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence import summary_words as words
from hemicycle.correspondence.messages import list_name
from hemicycle.correspondence.models import Condition, Enquiry
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH
from hemicycle.correspondence.plain import plain
from hemicycle.correspondence.summary_detail import fitted, one_line
from hemicycle.people.member_names import member_name
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.correspondence.conditions import Gathered, Headed, Stated
    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.summaries import Basis, Choices
    from hemicycle.correspondence.summary_detail import Detail
    from hemicycle.people.models import Member

_NOT_COUNTED = (Status.MISSING, Status.LATE, Status.CONFLICT, Status.UNCONFIRMED)
#: What ends a text that becomes the end of a sentence of ours.
_STOPS = " .。;；"


def one_choice(enquiry: Enquiry, questions: Sequence[Question]) -> bool:
    """Whether the options of one question are all that is asked: then its title need not be said."""
    return enquiry.kind == Enquiry.Kind.OPTIONS and len(questions) == 1


def without_number(label: str, number: int) -> str:
    """The text of an option whose letter calls it "Option 1:" itself, in any language."""
    return re.sub(rf"^[^\W\d]+\s*{number}\s*[:：]\s*", "", label)


def _list(bullets: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {bullet}" for bullet in bullets)


class Paper:
    """In the present language."""

    def __init__(self, basis: Basis, choices: Choices) -> None:
        self._basis, self._choices, self._language = basis, choices, reader_language()
        self._enquiry, self._rows = basis.returned.enquiry, basis.returned.rows
        self._capacities = {row.capacity for row in self._rows}
        self._names = {row.member.pk: plain(member_name(row.member)) for row in self._rows} if choices.names else {}
        self._conditional = {statement.member.pk for headed in basis.headed for statement in headed.standing}

    @property
    def title(self) -> str:
        """Without markup; it names what the letter is about, where the letter has that in this language."""
        letter, subject = self._enquiry.letter.symbol, self._basis.subjects.get(self._language)
        if not subject:
            return _("Summary of replies to the consultation (letter %(letter)s)") % {"letter": letter}
        frame = _("Summary of replies to the consultation on “%(subject)s” (letter %(letter)s)")
        room = SUBJECT_LENGTH - len(frame % {"subject": "", "letter": letter}) - len(" […]")
        return frame % {"subject": one_line(subject, room), "letter": letter}

    @property
    def body(self) -> str:
        """In CommonMark, with as much detail as fits."""
        return fitted(self._sections)

    def _sections(self, detail: Detail) -> Iterator[str]:
        questions = self._basis.returned.questions
        if one_choice(self._enquiry, questions):
            yield _list(
                [*self._returned(detail), *self._chosen(questions[0], detail), *self._on_conditions(detail, said=True)]
            )
        else:
            yield _list(self._returned(detail))
            yield from self._by_question(detail)
            conditions = _list(self._on_conditions(detail, said=False))
            if conditions:
                yield from (f"# {_('Conditions')}", conditions)
        for headed in self._basis.headed:
            if headed.standing:
                yield from self._headed(headed, detail)

    def _counted(self, number: int) -> str:
        return words.counted(number, self._capacities)

    def _named(self, sentence: str, members: Sequence[Member], detail: Detail) -> str:
        """A sentence, and under it the Members that it counts, where they are to be named."""
        if not (self._choices.names and detail.names and members):
            return sentence
        return f"{sentence}\\\n  {listed([self._names[member.pk] for member in members])}"

    # How many replied.

    def _returned(self, detail: Detail) -> Iterator[str]:
        number = self._basis.returned.counts[Status.COUNTED]
        replied = words.replied(number) % {"members": self._counted(number), "asked": len(self._rows)}
        sentences = [replied if number else _("No reply was counted."), *self._accepted()]
        yield self._named(" ".join(sentences), self._standing_at(Status.COUNTED), detail)
        silence = self._enquiry.kind == Enquiry.Kind.SILENCE
        for status in _NOT_COUNTED:
            members = self._standing_at(status)
            if members:
                sentence = words.not_counted(status, len(members), silence=silence)
                said = sentence % {"members": self._counted(len(members)), "number": len(members)}
                yield self._named(said, members, detail)

    def _standing_at(self, status: Status) -> list[Member]:
        return [row.member for row in self._rows if row.status is status]

    def _accepted(self) -> Iterator[str]:
        deadline = self._enquiry.deadline
        versions = [row.counted for row in self._rows if row.counted is not None and row.accepted]
        by_receipt = Counter(not deadline.met(version.received_at) for version in versions)
        for received in (True, False):
            if by_receipt[received]:
                yield words.accepted(by_receipt[received], received=received)

    # What they said.

    def _by_question(self, detail: Detail) -> Iterator[str]:
        for listing, group in groupby(self._basis.returned.questions, key=list_name):
            if listing:
                yield "# " + plain(listing)
            if self._enquiry.kind == Enquiry.Kind.ITEMS:
                yield _list([self._item(question, detail) for question in group])
                continue
            for question in group:
                yield ("## " if listing else "# ") + self._title(question, detail)
                chosen = _list(self._chosen(question, detail))
                if chosen:
                    yield chosen

    def _title(self, question: Question, detail: Detail) -> str:
        title = question.title.get(self._language, "")
        known = f"{question.number}. {one_line(title, detail.title)}"
        said = plain(known) if title else _("Item %(number)d") % {"number": question.number}
        return said if question.withdrawn_at is None else _("%(question)s (withdrawn)") % {"question": said}

    def _item(self, question: Question, detail: Detail) -> str:
        tally = self._basis.returned.tally[question.pk]
        values = {"item": self._title(question, detail), "yes": len(tally["yes"]), "no": len(tally["no"])}
        return self._named(_("%(item)s: requested by %(yes)d, not requested by %(no)d") % values, tally["yes"], detail)

    def _chosen(self, question: Question, detail: Detail) -> Iterator[str]:
        """What somebody chose, each option with its number."""
        alone = len(self._basis.returned.questions) == 1
        if question.withdrawn_at is not None and one_choice(self._enquiry, self._basis.returned.questions):
            yield self._title(question, detail)
        for choice, members in self._basis.returned.tally[question.pk].items():
            if members:
                sentences = [self._said(question, choice, len(members))]
                conditional = sum(member.pk in self._conditional for member in members)
                # A condition came with the whole of a reply: where several things were asked, with none of them.
                if alone and conditional:
                    sentences.append(words.conditional(conditional, len(members)))
                yield self._named(" ".join(sentences), members, detail)

    def _said(self, question: Question, choice: str, number: int) -> str:
        members = self._counted(number)
        own = next(((place, row) for place, row in enumerate(question.options.all(), 1) if row.key == choice), None)
        if own is None:
            return words.answered(choice, number) % {"members": members}
        place, option = own
        label = without_number(option.label.get(self._language, ""), place).rstrip(_STOPS)
        values = {"members": members, "option": place, "words": plain(" ".join(label.split()))}
        return words.supported(number, worded=bool(label)) % values

    # On which conditions.

    def _on_conditions(self, detail: Detail, *, said: bool) -> Iterator[str]:
        """That there were conditions, and what they concern.

        Args:
            said: How many replied with conditions stands beside what they chose.
        """
        every = [statement for headed in self._basis.headed for statement in headed.stated]
        if self._enquiry.conditions and not every:
            yield _("No conditions were stated.")
        states = Counter(statement.condition.state for statement in every)
        conditional = [row.member for row in self._rows if row.member.pk in self._conditional]
        if conditional and not said:
            sentence = words.with_conditions(len(conditional)) % {"members": self._counted(len(conditional))}
            yield self._named(sentence, conditional, detail)
        if states[Condition.State.MET]:
            yield words.met(states[Condition.State.MET])
        if states[Condition.State.WITHDRAWN]:
            yield words.withdrawn(states[Condition.State.WITHDRAWN])
        under = [headed.heading.in_a_sentence for headed in self._basis.headed if headed.heading and headed.standing]
        concerned = [plain(phrase) for phrase in under if phrase]
        if concerned:
            sentence = _("The conditions concern %(headings)s, and are summarized below.")
            yield sentence % {"headings": listed(concerned)}

    def _headed(self, headed: Headed, detail: Detail) -> Iterator[str]:
        if not headed.alone:
            yield f"# {self._called(headed)}"
        bullets, unworded = self._worded(headed, detail)
        lead_in = self._basis.lead_ins.get(headed.key, {}).get(self._language)
        if bullets:
            if lead_in:
                yield plain(lead_in)
            elif headed.alone:
                # Between two lists, which would be one.
                yield _("The conditions are as follows:")
            yield _list(bullets)
        if unworded:
            yield words.unworded(unworded, further=bool(bullets), headed=headed.heading is not None)

    def _called(self, headed: Headed) -> str:
        """A heading in this language; by its number, where nobody has worded it there."""
        if headed.heading is None:
            return _("Conditions without a heading")
        number = self._basis.headed.index(headed) + 1
        return plain(headed.heading.printed) or _("Heading %(number)d") % {"number": number}

    def _worded(self, headed: Headed, detail: Detail) -> tuple[list[str], int]:
        """The conditions under a heading that have words in this language; how many have none."""
        bullets, unworded = [], 0
        for gathered in headed.clusters:
            title = gathered.cluster.title.get(self._language) if gathered.cluster else None
            if title and gathered.standing:
                bullets.append(self._cluster(plain(title), gathered, detail))
            else:
                unworded += len(gathered.standing)
        alike: dict[str, list[Stated]] = {}
        for statement in headed.loose.standing:
            if detail.quoted and (self._choices.quoted or statement.condition.language == self._language):
                alike.setdefault(one_line(statement.condition.words, detail.quoted), []).append(statement)
            else:
                unworded += 1
        for said, statements in alike.items():
            worded = words.quoted(plain(said)) if self._choices.quoted else plain(said)
            bullets.append(self._attributed(worded, [row.member for row in statements], detail))
        return bullets, unworded

    def _cluster(self, title: str, gathered: Gathered, detail: Detail) -> str:
        bullet = self._attributed(
            title, list({row.member.pk: row.member for row in gathered.standing}.values()), detail
        )
        if not (self._choices.quoted and detail.quoted):
            return bullet
        said = dict.fromkeys(one_line(row.condition.words, detail.quoted) for row in gathered.standing)
        return "\n".join([bullet, *(f"  - {words.quoted(plain(one))}" for one in said)])

    def _attributed(self, said: str, members: Sequence[Member], detail: Detail) -> str:
        """A condition, and whose it is where they are to be named."""
        if not (self._choices.names and detail.names):
            return said
        names = listed([self._names[member.pk] for member in members])
        values = {"words": said, "members": self._counted(len(members)), "names": names}
        return _("%(words)s (%(members)s: %(names)s)") % values
