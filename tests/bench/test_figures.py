from __future__ import annotations

import json

import pytest

from bench.figures import Figure, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 0.5, 7),
        ([7], 0.95, 7),
        ([3, 1, 2], 0.5, 2),
        ([4, 1, 3, 2], 0.5, 2),
        (range(1, 101), 0.95, 95),
        (range(1, 21), 0.95, 19),
        (range(1, 20), 0.95, 19),
        ([1, 2], 1.0, 2),
    ],
)
def test_a_percentile_is_one_of_the_values_that_so_many_do_not_exceed(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


def test_a_figure_is_told_with_its_limit_and_what_else_was_found() -> None:
    bare = Figure([90.04, 110.0])
    figure = Figure([100.123, 90.0, 120.06], limit=bare, notes={"share_of_the_clients": 0.12345})
    assert json.loads(json.dumps(figure.as_json())) == {
        "median": 100.1,
        "p95": 120.1,
        "n": 3,
        "unit": "ms",
        "limit": {"median": 90.0, "p95": 110.0, "n": 2, "unit": "ms"},
        "share_of_the_clients": 0.123,
    }


def test_without_a_limit_none_is_claimed() -> None:
    assert "limit" not in Figure([1.0], "listeners").as_json()
