"""The terms of a body in our sentences: whole words, the longest first, and never what is filled in or marks up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.terms import MOST_TERMS, TERM_LENGTH, Replacing, Term, TermFault, faults, words_with

PARTIES = [
    Term("Member States", "Parties"),
    Term("Member State", "Party"),
    Term("Members", "Parties"),
    Term("Member", "Party"),
]
KEPT = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|<[^<>]*>|&\w+;")


@pytest.mark.parametrize(
    ("terms", "ours", "own"),
    [
        (PARTIES, "Each Member State and all Members of the Union", "Each Party and all Parties of the Union"),
        (PARTIES, "Membership, Memberships and remember me", "Membership, Memberships and remember me"),
        (PARTIES, "a second member of the secretariat", "a second member of the secretariat"),
        (PARTIES, "non-Member (Member, Member’s)", "non-Party (Party, Party’s)"),
        (PARTIES, "Member\n  States", "Parties"),
        (
            PARTIES,
            "%(Member)s {Member} <a title='Member'>Member</a>",
            "%(Member)s {Member} <a title='Member'>Party</a>",
        ),
        (PARTIES, "https://example.org/Member Member@example.org", "https://example.org/Member Member@example.org"),
        ([Term("session", "meeting")], "Session opened. This session", "Meeting opened. This meeting"),
        ([Term("session", "meeting"), Term("Session", "Plenary")], "Session, session", "Plenary, meeting"),
        (
            [Term("Members", "participating States")],
            "Members vote. <b>Members</b>",
            "Participating States vote. <b>Participating States</b>",
        ),
        ([Term("Members", "participating States")], "All Members", "All participating States"),
        (
            [Term("member", "party"), Term("member of staff", "member of staff")],
            "a member of staff",
            "a member of staff",
        ),
        ([Term("du Membre", "de la Partie"), Term("Membre", "Partie")], "le siège du Membre", "le siège de la Partie"),
        ([Term("l'État Membre", "la Partie")], "Dans l’État Membre", "Dans la Partie"),
        (
            [Term("Члена", "Участника"), Term("Член", "Участник")],
            "Член, Члена, Членами",
            "Участник, Участника, Членами",
        ),
        ([Term("عضو", "طرف")], "عضو عضوا عضوٌ والعضو", "طرف عضوا عضوٌ والعضو"),
        ([Term("成员国", "缔约方")], "所有成员国均可发言", "所有缔约方均可发言"),
        ([Term("Member", "Member Party")], "Member", "Member Party"),
        ([], "Member {name}", "Member {name}"),
    ],
)
def test_a_sentence_reads_with_the_terms(terms: list[Term], ours: str, own: str) -> None:
    assert Replacing(terms)(ours) == own


def test_which_terms_are_in_a_sentence_counts_what_is_replaced() -> None:
    states, _state, _members, member = PARTIES
    assert Replacing(PARTIES).used("Member States and a Member") == {states, member}
    assert Replacing(PARTIES).used("{Member} membership") == frozenset()


WORDS = st.sampled_from(
    ["Member", "Members", "member", "State", "of", "Member State", "session", "成员国", "Члена", "عضو"]
)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        ["%(member)s", "%(n)d", "{Member}", "<b>", "</b>", '<a href="Member">', "&nbsp;", "%s", ".", "“", "’s"]
    ),
)
SENTENCES = st.lists(PIECES, max_size=12).map(" ".join)
TERMS = st.lists(
    st.builds(Term, WORDS, st.sampled_from(["Party", "party", "Parties", "缔约方", "Участник"])),
    max_size=6,
    unique_by=lambda term: term.ours,
)


@given(TERMS, SENTENCES)
def test_what_is_filled_in_and_what_marks_up_survives(terms: list[Term], sentence: str) -> None:
    assert KEPT.findall(Replacing(terms)(sentence)) == KEPT.findall(sentence)


@given(TERMS, SENTENCES, st.randoms(use_true_random=False))
def test_the_order_of_terms_says_nothing(terms: list[Term], sentence: str, chance: object) -> None:
    others = list(terms)
    chance.shuffle(others)  # type: ignore[attr-defined]
    assert Replacing(others)(sentence) == Replacing(terms)(sentence)


@given(TERMS, SENTENCES)
def test_terms_that_say_what_we_say_change_nothing_and_others_are_done_once(terms: list[Term], sentence: str) -> None:
    same = [Term(term.ours, term.ours) for term in terms]
    assert Replacing(same)(sentence) == sentence
    own = [Term(term.ours, "Xyz") for term in terms]
    done = Replacing(own)(sentence)
    assert Replacing(own)(done) == done
    assert (done == sentence) == (not Replacing(own).used(sentence))


def test_what_is_wrong_with_terms_is_told_of_each() -> None:
    wrong = [
        Term(" ", "Party"),
        Term("Member", ""),
        Term("Member", "Party"),
        Term("Member", "State"),
        Term("Chair", "x" * (TERM_LENGTH + 1)),
        Term("Vice", "<b>President</b>"),
        Term("Quota", "%(x)s"),
        Term("Floor", "a\x07b"),
        Term("Rota", 'say "aye"'),
        Term("Xyzzy", "Nothing"),
        Term("member", "party"),
    ]
    found = faults(wrong, lambda term: term.ours != "Xyzzy")
    assert found == {
        0: TermFault.EMPTY,
        1: TermFault.EMPTY,
        2: TermFault.TWICE,
        3: TermFault.TWICE,
        4: TermFault.LONG,
        **dict.fromkeys((5, 6, 7, 8), TermFault.MARKS),
        9: TermFault.NOWHERE,
    }
    assert faults([Term(f"word {number}", "x") for number in range(MOST_TERMS)]) == {}


def test_words_with_a_stem_are_counted_by_their_forms() -> None:
    sentences = ["Член и члена {член}", "Члена, членский"]
    assert words_with("ЧЛЕН", sentences) == {"Член": 1, "Члена": 1, "члена": 1, "членский": 1}
    assert list(words_with("member", ["Members, members", "Members"])) == ["Members", "members"]
    assert words_with("عضو", ["عضوًا والعضو"]) == {"عضوًا": 1, "والعضو": 1}
    assert words_with("成员", ["各成员国", "成员"]) == {"成员": 2}
    assert words_with(" ", sentences) == {}
