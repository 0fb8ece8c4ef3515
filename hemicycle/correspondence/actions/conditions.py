"""Conditions at the secretariat's desk: gathered in clusters, and led in to under their headings."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models import Max

from hemicycle.consultations.condition_headings import headings_of, may_file
from hemicycle.correspondence.actions.letters import digest
from hemicycle.correspondence.models import Cluster, Condition, Enquiry, LeadIn
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer


@contextmanager
def _sorting(enquiry: Enquiry, performer: Performer, at: datetime) -> Iterator[Act]:
    with carry_out(enquiry.letter.consultation_id, performer, Action.CONDITIONS_SORT, at) as act:
        act.place = f"enquiry:{enquiry.pk}"
        yield act


def _titled(title: Mapping[str, str]) -> Text:
    """A title in the languages in which it has words.

    Raises:
        Refusal: it has none, or too many.
    """
    titles = _in_languages(title)
    if not titles:
        raise Refusal(CorrespondenceCode.CLUSTER_NEEDS_TITLE)
    return titles


def _in_languages(text: Mapping[str, str]) -> Text:
    """A text in the languages in which it has words.

    Raises:
        Refusal: it has too many.
    """
    cleaned = clean_texts(text)
    if any(len(words) > SUBJECT_LENGTH for words in cleaned.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=SUBJECT_LENGTH)
    return cleaned


def seen_of(text: Mapping[str, str]) -> str:
    """Tells whether the title of a cluster, or a lead-in, is the one on top of which somebody writes; empty for none.

    Args:
        text: By language.
    """
    return digest(json.dumps(text, sort_keys=True, ensure_ascii=False)) if text else ""


def _require_seen(seen: str | None, text: Mapping[str, str]) -> None:
    if seen is not None and seen != seen_of(text):
        raise Refusal(CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE)


def _cluster(enquiry: Enquiry, key: int) -> Cluster:
    cluster = enquiry.clusters.filter(pk=key).first()
    if cluster is None:
        raise Refusal(CorrespondenceCode.NO_SUCH_CLUSTER)
    return cluster


def _require_heading(act: Act, enquiry: Enquiry, heading: str) -> None:
    """One of the consultation's, or under which something was filed: under none, before it had any."""
    if may_file(headings_of(act.consultation), heading):
        return
    if not Condition.objects.filter(version__reply__enquiry=enquiry, heading=heading).exists():
        raise Refusal(CorrespondenceCode.CONDITION_HEADING)


def make_cluster(
    enquiry: Enquiry, performer: Performer, at: datetime, *, heading: str, title: Mapping[str, str]
) -> Cluster:
    """Begin a cluster under a heading, after those that are there.

    Raises:
        Refusal: not this person's to do, there is no such heading, or the title has no words.
    """
    with _sorting(enquiry, performer, at) as act:
        _require_heading(act, enquiry, heading)
        titled = _titled(title)
        last = enquiry.clusters.filter(heading=heading).aggregate(last=Max("position"))["last"] or 0
        made = enquiry.clusters.create(heading=heading, title=titled, position=last + 1)
        act.facts.update(cluster=made.pk, heading=heading, title=titled)
    return made


def rename_cluster(
    enquiry: Enquiry,
    performer: Performer,
    at: datetime,
    *,
    key: int,
    title: Mapping[str, str],
    seen: str | None = None,
) -> None:
    """Give a cluster another title.

    Args:
        seen: ``seen_of`` the title with which the writer began; None where nobody looked at it.

    Raises:
        Refusal: not this person's to do, there is no such cluster, somebody renamed it meanwhile, or the title has no
            words.
    """
    with _sorting(enquiry, performer, at) as act:
        cluster = _cluster(enquiry, key)
        _require_seen(seen, cluster.title)
        before, cluster.title = cluster.title, _titled(title)
        cluster.save(update_fields=["title"])
        act.facts.update(cluster=cluster.pk, before=before, title=cluster.title)


def dissolve_cluster(enquiry: Enquiry, performer: Performer, at: datetime, *, key: int) -> None:
    """Take a cluster away; its conditions are gathered under none again.

    Raises:
        Refusal: not this person's to do, or there is no such cluster.
    """
    with _sorting(enquiry, performer, at) as act:
        cluster = _cluster(enquiry, key)
        conditions = list(cluster.conditions.values_list("pk", flat=True))
        act.facts.update(dissolved=cluster.pk, title=cluster.title, conditions=conditions)
        cluster.delete()


def lead_in(
    enquiry: Enquiry,
    performer: Performer,
    at: datetime,
    *,
    heading: str,
    words: Mapping[str, str],
    seen: str | None = None,
) -> None:
    """Say what a summary says before the conditions under a heading; without words, nothing.

    Args:
        seen: ``seen_of`` the words with which the writer began; None where nobody looked at them.

    Raises:
        Refusal: not this person's to do, there is no such heading, somebody saved other words meanwhile, or the words
            are too long.
    """
    with _sorting(enquiry, performer, at) as act:
        _require_heading(act, enquiry, heading)
        before = enquiry.lead_ins.filter(heading=heading).first()
        _require_seen(seen, before.words if before else {})
        given = _in_languages(words)
        act.facts.update(lead_in=heading, before=before.words if before else {}, words=given)
        if given:
            LeadIn.objects.update_or_create(enquiry=enquiry, heading=heading, defaults={"words": given})
        elif before:
            before.delete()


def gather(
    enquiry: Enquiry, performer: Performer, at: datetime, *, conditions: Sequence[int], cluster: int | None
) -> int:
    """Move conditions into a cluster of their heading, or out of any; return how many.

    Raises:
        Refusal: not this person's to do, nothing is chosen, there is no such condition or cluster, or the cluster is
            under another heading than the Member filed one of them under.
    """
    with _sorting(enquiry, performer, at) as act:
        rows = list(Condition.objects.filter(version__reply__enquiry=enquiry, pk__in=conditions))
        if not conditions or len(rows) != len(set(conditions)):
            raise Refusal(
                CorrespondenceCode.CONDITIONS_NOT_CHOSEN if not conditions else CorrespondenceCode.NO_SUCH_CONDITION
            )
        into = None if cluster is None else _cluster(enquiry, cluster)
        if into is not None and any(row.heading != into.heading for row in rows):
            raise Refusal(CorrespondenceCode.CLUSTER_OF_ANOTHER_HEADING)
        Condition.objects.filter(pk__in=[row.pk for row in rows]).update(cluster=into)
        act.facts.update(conditions=sorted(row.pk for row in rows), cluster=into.pk if into else None)
    return len(rows)
