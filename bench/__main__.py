"""``python -m bench NAME``: run one measurement and print its figures as one JSON object.

Each part of a measurement runs in a process of its own, whose settings are in its environment before
Django reads them; what it does is told on stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any

from bench.delay import SERVER
from bench.surroundings import LOOPBACK, Surroundings, own_address
from hemicycle.ops.termination import Stopped, stop_on_signals
from tests.postgres import cluster

#: Round trips in milliseconds between browsers and servers under which each measurement is made.
MEASUREMENTS = {
    "floor": (0, 80),
    "handover": (0, 80),
    "join": (0,),
    "queue": (0,),
    "outcome": (0,),
    "documents": (0,),
    "contributions": (0,),
    "greedy": (0,),
    "listeners": (0,),
    "people": (0,),
    "setup": (0,),
    "correspondence": (0,),
    "arrivals": (0,),
    "pages": (0,),
    "attacks": (0,),
    "faults": (0,),
    "soak": (0,),
    "connection": (4,),
    "tests": (0,),
}
#: How often, where that is not said, and is not fifty times: each kill takes half a minute; minutes of the soak.
RUNS = {"arrivals": 3, "attacks": 100, "faults": 10, "pages": 20, "setup": 20, "soak": 20, "tests": 30}
#: Of which one kind, or one process, can be measured alone.
PARTED = {"attacks", "connection", "correspondence", "faults", "outcome", "pages"}
#: In which what is sent goes a way that can be chosen.
BY_WAY = {"attacks"}
RELAY = "relay"
#: With a relay over TLS, and a way between browsers and servers that it makes itself.
OVER_OWN_WAYS = {"connection"}
#: Measured with PostgreSQL: as what stands beside it is, or where many write at once.
ON_POSTGRES = {"people", "setup", "correspondence", "contributions", "tests"}
#: Measured with each database, one after the other; the figures say with which.
ON_BOTH = {"documents"}
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def run_part(
    name: str, round_trip: int, runs: int, only: str = "", way: str = "", database: str = ""
) -> dict[str, Any]:
    """Run one part; returns its figures by name.

    Args:
        database: The vendor of the one that it is measured with, where that is not the usual one.
        only: Of attacks this kind, of faults this process, of correspondence and outcome this figure, of pages this
            role; all where it is empty.
        way: Of attacks, which way the attackers' media goes: ``direct``, or ``relay``.

    Raises:
        subprocess.CalledProcessError: it did not come to an end.
    """
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as home, ExitStack() as things:
        host = own_address() if way == RELAY else LOOPBACK
        surroundings = Surroundings(Path(home), SERVER if round_trip else host, relays=way == RELAY)
        if name in OVER_OWN_WAYS:
            surroundings = Surroundings(Path(home), SERVER, relays_by_tls=True)
        chosen = {}
        if name in ON_POSTGRES or database == POSTGRESQL:  # with as many web processes as the product starts by itself
            chosen = {"HEMICYCLE_DATABASE": things.enter_context(cluster()).address}
        command = [sys.executable, "-m", "bench.part", name, "--runs", str(runs), "--round-trip", str(round_trip)]
        command += ["--only", only] if only else []
        command += ["--way", way] if way else []
        command += ["--own-ways"] if name in OVER_OWN_WAYS else []
        environment = {
            **os.environ,
            **surroundings.environment(),
            **chosen,
            "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings",
        }
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as part:
            try:
                output, _ = part.communicate()
            except BaseException:
                part.terminate()  # it stops what it started
                part.wait()
                raise
        if part.returncode:
            raise subprocess.CalledProcessError(part.returncode, command)
        figures: dict[str, Any] = json.loads(output)
        return {f"{figure}_{database}" if database else figure: said for figure, said in figures.items()}


def main() -> None:
    """Run the measurement that the command line names."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("name", choices=MEASUREMENTS)
    parser.add_argument("--runs", type=int)
    parser.add_argument(
        "--only",
        default="",
        help="of attacks one kind, of faults one process, of correspondence answers_200, of outcome verify, of pages "
        "one role, of connection one way",
    )
    parser.add_argument("--way", choices=["direct", RELAY], help="of attacks, which way the attackers' media goes")
    options = parser.parse_args()
    if options.way and options.name not in BY_WAY:
        parser.error(f"only {' and '.join(sorted(BY_WAY))} can be measured by a way")
    if options.only and options.name not in PARTED:
        parser.error(f"only {' and '.join(sorted(PARTED))} can be measured in part")
    stop_on_signals()
    figures: dict[str, Any] = {}
    failed = 0
    databases = (SQLITE, POSTGRESQL) if options.name in ON_BOTH else ("",)
    for round_trip, database in product(MEASUREMENTS[options.name], databases):
        try:
            runs = options.runs or RUNS.get(options.name, 50)
            figures |= run_part(options.name, round_trip, runs, options.only, options.way or "", database)
        except subprocess.CalledProcessError as error:
            failed = error.returncode
        except Stopped:
            sys.exit("Stopped.")
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()
