"""What tests compare of a page does not depend on the lines of its template, and lacks nothing that a reader sees."""

from __future__ import annotations

import pytest

from tests.support.html import as_taken


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ('<p\n  class="a b"\n  hidden\n>\n  One\n  <b>two</b>\n</p>\n', '<p class="a b" hidden>One <b>two</b></p>'),
        ("<ul>\n  <li>a</li>\n  <li> b </li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<button\n  name='x'\n>\n  Go\n</button> <i>on</i>", "<button name='x'>Go</button> <i>on</i>"),
    ],
)
def test_lines_and_indentation_are_left_out(written: str, taken: str) -> None:
    assert as_taken(written) == taken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a <b>b</b></p>", "<p>a<b>b</b></p>"),
        ("<p><b>a</b> , b</p>", "<p><b>a</b>, b</p>"),
        ('<p title="a  b"></p>', '<p title="a b"></p>'),
        ('<p title="\na"></p>', '<p title="a"></p>'),
        ("<pre>a\n  b</pre>", "<pre>a b</pre>"),
        ("<textarea>\n\na</textarea>", "<textarea>a</textarea>"),
        ("<p>a &lt; b</p>", "<p>a < b</p>"),
        ("<a>x</a> <button>y</button>", "<a>x</a><button>y</button>"),
    ],
)
def test_what_a_reader_sees_stays(one: str, other: str) -> None:
    assert as_taken(one) != as_taken(other)
