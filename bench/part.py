"""One part of a measurement, in a process of its own: started by ``bench.__main__``, never by hand."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import nullcontext
from importlib import import_module

import django

from bench.delay import apart, network
from hemicycle.ops.termination import Stopped, stop_on_signals


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--round-trip", type=int, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--way", default="")
    parser.add_argument("--own-ways", action="store_true")
    options = parser.parse_args()
    stop_on_signals()
    # Playwright runs an event loop in this thread; the database is asked here while nobody else waits in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with nullcontext(apart()) if options.own_ways else network(options.round_trip) as sides:
            django.setup()
            measurement = import_module(f"bench.{options.name}")
            given = {"only": options.only, "way": options.way}
            part = {name: value for name, value in given.items() if value}
            figures = measurement.measure(sides, options.runs, **part)
    except Stopped:
        sys.exit(1)
    json.dump({name: figure.as_json() for name, figure in figures.items()}, sys.stdout)


if __name__ == "__main__":
    main()
