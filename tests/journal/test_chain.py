"""The chain of digests: what was changed, removed, inserted or reordered is found; an erased word is no change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.journal import chain, chain_file
from hemicycle.journal.chain import Disagreement, Line

AT = "2020-06-09T12:00:{:02}.000000+00:00"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def entry(key: int, **data: Any) -> dict[str, Any]:
    words = bool(chain.split(data)[1])
    return {"id": key, "at": AT.format(key), "act": "x", "data": data, "salt": "salt" if words else ""}


def chained(*entries: dict[str, Any], at: str = AT.format(59)) -> list[Line]:
    lines: list[Line] = []
    for number, facts in enumerate(entries, start=1):
        lines.append(chain.seal(lines[-1].digest if lines else chain.BEGINNING, number, at, facts))
    return lines


@pytest.fixture
def lines() -> list[Line]:
    return chained(entry(1, turn=1), entry(2, words="ill"), entry(3, turn=3), entry(4))


def found(lines: list[Line], **heads: Any) -> list[tuple[Disagreement, int]]:
    return [(finding.what, finding.number) for finding in chain.verify(lines, **heads).findings]


def test_a_digest_is_sha_256_over_the_one_before_and_that_of_the_canonical_content() -> None:
    (line,) = chained(entry(1, b=1, a="é"))
    content = (
        '{"entry":{"act":"x","at":"2020-06-09T12:00:01.000000+00:00","data":{"a":"é","b":1},"id":1},'
        '"form":2,"number":1,"sealed_at":"2020-06-09T12:00:59.000000+00:00","words":{}}'
    )
    assert line.content == sha256(content)
    assert line.digest == sha256("0" * 64 + line.content)


def of_the_first_form(previous: str, number: int, facts: dict[str, Any]) -> Line:
    """As versions before RFC 8785 sealed it."""
    words = {where: chain.salted(facts["salt"], value) for where, value in chain.split(facts["data"])[1].items()}
    entry = {**facts, "data": chain.split(facts["data"])[0]}
    del entry["salt"]
    content = chain.sorted_json({"number": number, "sealed_at": AT.format(59), "entry": entry, "words": words})
    return Line(facts, number, AT.format(59), sha256(previous + content.decode()), words)


def test_a_chain_that_was_begun_in_the_first_form_goes_on_in_the_second() -> None:
    first = of_the_first_form(chain.BEGINNING, 1, entry(1, words="ill", share=1e16))
    second = chain.seal(first.digest, 2, AT.format(59), entry(2, share=1e16))
    assert (first.form, second.form) == (chain.SORTED, chain.CANONICAL)
    assert found([first, second]) == []
    assert found([replace(first, form=chain.CANONICAL), second]) == [(Disagreement.CHANGED, 1)]
    assert found([first, replace(second, form=chain.SORTED)]) == [(Disagreement.CHANGED, 2)]


def test_the_second_form_writes_numbers_and_sorts_names_as_rfc_8785_has_it() -> None:
    """Its names are in the order of UTF-16, and its numbers those of ECMAScript."""
    (line,) = chained(entry(1, **{"\U00010000": 1.0, "\uffff": 1e16}))
    assert (
        '"data":{"\U00010000":1,"\uffff":10000000000000000}'
        in rfc8785.dumps({"data": (line.entry or {})["data"]}).decode()
    )
    assert json.dumps(1e16) == "1e+16"
    assert found([line]) == []


def test_what_rfc_8785_has_no_form_for_is_sealed_in_the_first() -> None:
    (line,) = chained(entry(1, number=2**53))
    assert (line.form, line.content) == (chain.SORTED, "")
    assert found([line]) == []
    assert found([replace(line, entry=entry(1, number=2**53 + 1))]) == [(Disagreement.CHANGED, 1)]


def test_an_excerpt_is_followed_past_what_is_of_something_else(lines: list[Line]) -> None:
    others = [Line(None, line.number, form=line.form, content=line.content) for line in lines]
    excerpt = [replace(lines[1], previous=lines[0].digest), others[2], lines[3]]
    assert found(excerpt, excerpt=True) == []
    verdict = chain.verify(excerpt, {4: lines[3].digest}, excerpt=True)
    assert (verdict.agrees, verdict.sealed, verdict.foreign, verdict.unproven) == (True, 2, 1, 0)
    assert found([excerpt[0], lines[3]], excerpt=True) == [(Disagreement.SEAL_REMOVED, 3)]
    wrong = replace(others[2], content=others[0].content)
    assert found([excerpt[0], wrong, lines[3]], excerpt=True) == [(Disagreement.CHANGED, 4)]
    # A whole journal has no such lines: the entry is gone.
    assert found([lines[0], lines[1], others[2], lines[3]])[0] == (Disagreement.ENTRY_REMOVED, 3)


def test_what_is_of_something_else_and_sealed_in_the_first_form_is_passed_unproven() -> None:
    first = of_the_first_form(chain.BEGINNING, 1, entry(1))
    other = of_the_first_form(first.digest, 2, entry(2))
    last = chain.seal(other.digest, 3, AT.format(59), entry(3))
    verdict = chain.verify([first, Line(None, 2, digest=other.digest), last], excerpt=True)
    assert (verdict.agrees, verdict.foreign, verdict.unproven) == (True, 1, 1)


def test_a_file_leaves_nothing_out_after_its_first_entry(lines: list[Line]) -> None:
    whole = [chain_file.header(), *map(chain_file.written, lines)]
    begun = [whole[0], chain_file.written(replace(lines[1], previous=lines[0].digest)), *whole[3:]]
    assert len(list(chain_file.read(begun))) == 3
    gap = [*begun[:2], chain_file.written(replace(lines[3], previous=lines[2].digest))]
    with pytest.raises(ValueError, match="line 3 "):
        list(chain_file.read(gap))


def test_a_chain_agrees_with_itself_and_says_its_head(lines: list[Line]) -> None:
    verdict = chain.verify([*lines, Line(entry(5))])
    assert verdict.agrees
    assert (verdict.sealed, verdict.waiting, verdict.erased) == (4, 1, 0)
    assert (verdict.number, verdict.digest) == (4, lines[-1].digest)
    assert chain.verify([]).agrees


def test_an_entry_that_was_changed_is_the_one_that_is_found(lines: list[Line]) -> None:
    lines[2] = replace(lines[2], entry={**(lines[2].entry or {}), "act": "y"})
    assert found(lines) == [(Disagreement.CHANGED, 3)]
    lines[0] = replace(lines[0], entry=entry(1, turn=1, words="added"))
    assert found(lines) == [(Disagreement.CHANGED, 1), (Disagreement.CHANGED, 3)]


def test_an_entry_or_a_seal_that_is_gone_is_found(lines: list[Line]) -> None:
    assert found([*lines[:1], replace(lines[1], entry=None), *lines[2:]]) == [(Disagreement.ENTRY_REMOVED, 2)]
    assert found([*lines[:1], *lines[2:]]) == [(Disagreement.SEAL_REMOVED, 2)]


def test_what_was_reordered_is_found(lines: list[Line]) -> None:
    lines[0], lines[2] = replace(lines[0], entry=lines[2].entry), replace(lines[2], entry=lines[0].entry)
    assert found(lines) == [(Disagreement.CHANGED, 1), (Disagreement.CHANGED, 3)]


def test_what_was_inserted_with_a_seal_of_its_own_is_found(lines: list[Line]) -> None:
    forged = chain.seal(lines[1].digest, 3, AT.format(59), entry(9))
    later = [replace(line, number=line.number + 1) for line in lines[2:]]
    assert found([*lines[:2], forged, *later]) == [(Disagreement.CHANGED, 4), (Disagreement.CHANGED, 5)]


def test_what_was_put_among_entries_that_were_sealed_long_before_is_found() -> None:
    first = chained(entry(1), entry(3))
    late = "2020-06-09T12:20:00.000000+00:00"
    after = chain.seal(first[-1].digest, 3, late, entry(2))
    assert found([*first, after]) == [(Disagreement.INSERTED, 3)]
    # What PostgreSQL committed in another order than that of its keys was there within minutes.
    soon = "2020-06-09T12:05:00.000000+00:00"
    assert found([*first, chain.seal(first[-1].digest, 3, soon, entry(2))]) == []
    settled = chain.seal(first[-1].digest, 3, late, entry(4))
    assert found([*first, settled, Line(entry(2))]) == [(Disagreement.INSERTED, 0)]
    assert found([*first, settled, Line(entry(5))]) == []


def test_a_chain_that_was_written_anew_or_cut_off_differs_from_the_heads_that_were_mailed(lines: list[Line]) -> None:
    heads = {2: lines[1].digest, 4: lines[3].digest}
    assert found(lines, heads=heads) == []
    anew = chained(entry(1, turn=1), entry(2, words="well"), entry(3, turn=3), entry(4))
    assert found(anew) == []
    assert found(anew, heads=heads) == [(Disagreement.OTHER_HEAD, 2), (Disagreement.OTHER_HEAD, 4)]
    assert found(lines[:3], heads=heads) == [(Disagreement.OTHER_HEAD, 4)]


def test_erased_words_agree_where_their_erasure_is_on_record() -> None:
    said = {"registrations": {"7": {"words": "ill", "status": "refused"}}, "list": [{"reason": "late"}]}
    erasure = entry(2, **{chain.ERASED_FROM: [1]})
    lines = chained(entry(1, **said), erasure)
    kept = {"registrations": {"7": {"status": "refused"}}, "list": [{}]}
    gone = replace(lines[0], entry={**entry(1, **kept), "salt": ""})
    verdict = chain.verify([gone, lines[1]])
    assert (verdict.findings, verdict.erased) == ([], 1)
    assert found([gone]) == [(Disagreement.WORDS_REMOVED, 1)]
    assert found([replace(lines[0], entry=entry(1, **{**said, "list": [{"reason": "early"}]}))]) == [
        (Disagreement.WORDS_CHANGED, 1)
    ]


def test_a_digest_of_words_tells_nothing_without_its_salt() -> None:
    one, other = (chain.seal(chain.BEGINNING, 1, AT, {**entry(1, words="ill"), "salt": salt}) for salt in "ab")
    assert one.words != other.words
    assert "ill" not in json.dumps(one.words)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_what_an_export_has_is_read_as_it_was(data: object) -> None:
    lines = [*chained(entry(1, facts=data), entry(2, words=data)), Line(entry(3)), Line(None, 3, AT.format(1), "d")]
    text = "\n".join([chain_file.header(), *map(chain_file.written, lines), ""])
    # The digest of a content is computed, and not written.
    assert list(chain_file.read(text.split("\n"))) == [replace(line, content="") for line in lines]


@pytest.mark.parametrize("words", ["", "{}", "[]", "not json", '{"format": "hemicycle journal", "version": 3}'])
def test_what_is_no_export_is_said_with_its_line(words: str) -> None:
    with pytest.raises(ValueError, match="line 1 "):
        list(chain_file.read([words or "1"]))
    with pytest.raises(ValueError, match="line 2 "):
        list(chain_file.read([chain_file.header(), words or "1"]))
