"""The installation that the guide for operators leads to, step by step."""

from __future__ import annotations

import shlex
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.operating import nginx
from tests.operating.installed import NAME, OWN, TURN, Running, block, did, file, reached, unit, until
from tests.operating.place import Place
from tests.postgres import Cluster, cluster
from tests.support.certificates import certificate

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What PostgreSQL takes too few of, in words; nothing where it takes enough.
TOO_FEW = "from hemicycle.ops import connections, installation; print(connections.too_few(installation.read()))"


@pytest.fixture(scope="module")
def database() -> Iterator[Cluster]:
    with cluster("operator") as running:
        yield running


@pytest.fixture(scope="module")
def installed(database: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """After *Install*, *The data folder* and the first block of *PostgreSQL*."""
    place = Place(tmp_path_factory.mktemp("machine"), database.address)
    did(place, block("From source", "git clone").text)
    did(place, block("PostgreSQL", "sudo -u postgres createuser").text, "PASSWORD\nPASSWORD\n")
    settings = place.path("/var/lib/hemicycle/environment")
    with settings.open("a", encoding="utf-8") as environment:
        environment.write(place.here(block("The data folder", "PUBLIC_ADDRESS").text + OWN))
    yield place
    place.end()


@pytest.fixture(scope="module")
def told(installed: Place, database: Cluster) -> str:
    """What is said of PostgreSQL's connections before it takes as many as the guide says."""
    before = did(installed, f"hemicycle shell --verbosity 0 --command {shlex.quote(TOO_FEW)}")
    did(installed, block("PostgreSQL", "sudo -u postgres psql").text)
    database.restart()  # as `systemctl` was asked to
    return before


@pytest.fixture(scope="module")
def running(installed: Place, told: str) -> Iterator[Running]:  # noqa: ARG001 - PostgreSQL takes enough
    command, variables = unit(installed.keep(file("Install", "/etc/systemd/system/hemicycle.service")))
    up = installed.begin(command, **variables)
    said = until(up, "Hemicycle is at")
    keys = installed.path(f"/etc/ssl/{NAME}/")
    keys.mkdir(parents=True)
    chain, _key = certificate(keys, datetime.now(UTC) + timedelta(days=30), NAME, TURN)
    for name in ("/etc/nginx/nginx.conf", "/etc/nginx/sites-enabled/hemicycle"):
        installed.keep(file("TLS and nginx", name))
    installed.begin(nginx.command(installed))
    reached(installed.ports[443])
    trusted = ssl.create_default_context(cafile=str(chain))
    address = f"https://127.0.0.1:{installed.ports[443]}"
    with httpx.Client(base_url=address, verify=trusted, headers={"Host": NAME}, timeout=60, trust_env=False) as pages:
        yield Running(installed, pages, said)
