"""The guide for operators, followed to the letter: what it says is what is typed here, and what its files are."""

from __future__ import annotations

import re
import shlex
import socket
import ssl
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import psycopg
import pytest
import yaml

from tests.operating.guide import blocks, words_of
from tests.operating.installed import (
    KEY,
    NAME,
    NOT_FOLLOWED,
    TURN,
    Running,
    block,
    did,
    file,
    unit,
)
from tests.operating.place import PATIENCE, Place

if TYPE_CHECKING:
    from tests.postgres import Cluster

pytestmark = pytest.mark.source
MEGABYTE = 1024 * 1024
#: How the blocks begin that are typed here, or are files that are used.
FOLLOWED = (
    *("useradd --system", "tar --extract"),
    *("git clone", "PUBLIC_ADDRESS=", "sudo -u postgres createuser", "sudo -u postgres psql", "stream {", "map $http"),
    *("[Unit]\nDescription=Hemicycle", "[Unit]\nAfter=hemicycle@", "[Service]\n", "hemicycle status", "- job_name"),
    *("hemicycle retention", "hemicycle journal", "install --directory", "10 3 * * * hemicycle", "# main.cf"),
    *(
        "sudo -u hemicycle hemicycle invite",
        "sudo -u hemicycle hemicycle secretariat",
        "sudo -u hemicycle hemicycle restore",
        "cd /opt/hemicycle && git pull",
    ),
)
#: Files of the arrangement with a unit for each process.
EACH = "A unit for each process"

#: What an operator has by then: a consultation, and somebody of its secretariat, who is signed in.
SIGNED_IN = """
from datetime import date, timedelta
from django.test import Client
from hemicycle.consultations.models import Body, Consultation
from hemicycle.people.models import Person, Registration
today = date.today()
made = Consultation.objects.create(
    body=Body.objects.create(slug="first", name={"en": "First"}), slug="first",
    title={"en": "First"}, physical_session={"en": "the session"}, first_day=today,
    last_day=today + timedelta(days=4),
)
person = Person.objects.create_user("elena@example.org", "Ms. Elena")
Registration.objects.create(consultation=made, person=person, role="secretariat", status="confirmed")
client = Client()
client.force_login(person)
print([cookie.value for name, cookie in client.cookies.items() if name.endswith("sessionid")][0])
"""
#: The consultation that the guide names, begun today.
COUNCIL_2027 = """
from datetime import date
from hemicycle.consultations.models import Body, Consultation
Consultation.objects.create(
    body=Body.objects.create(slug="council", name={"en": "Council"}), slug="council-2027",
    title={"en": "Council 2027"}, physical_session={}, first_day=date.today(), last_day=date.today(),
)
"""
#: Connections of ours, and those that wait for a lock.
CONNECTED = """
SELECT count(*), count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity WHERE usename = 'hemicycle'
"""
#: What a name server would say of the public name: that it is this machine.
NAMED = (
    "import socket; socket.create_connection = lambda to, *more, _real=socket.create_connection, **named: "
    '_real(("127.0.0.1", {port}) if to[0] == "{name}" else to, *more, **named)'
)


def test_setup_keeps_the_one_data_folder_and_says_where_it_is(installed: Place) -> None:
    checkout = installed.path("/opt/hemicycle")
    assert not (checkout / "var").exists()
    record = (checkout / ".venv" / "installation").read_text(encoding="utf-8")
    home, engines = installed.path("/var/lib/hemicycle"), installed.path("/opt/hemicycle/engines")
    assert record == f"HOME={home}\nENGINES={engines}\nAGAIN=make -C {checkout} production\n"
    # So a command finds it that is typed anywhere, and makes none of its own.
    show = "from django.conf import settings; print(settings.HOME)"
    said = did(installed, f"cd home && hemicycle shell --verbosity 0 --command {shlex.quote(show)}")
    assert said.strip() == str(home)
    assert list((installed.root / "home").glob("var")) == []


def test_the_first_page_comes_over_https(running: Running) -> None:
    login = running.ask("GET", "/", follow_redirects=False)
    assert login.status_code == 302
    page = running.ask("GET", login.headers["location"])
    assert page.status_code == 200
    assert "<form" in page.text
    assert "max-age=" in page.headers["strict-transport-security"]
    assert "__Host-csrftoken" in page.headers["set-cookie"]
    plain = httpx.get(f"http://127.0.0.1:{running.place.ports[80]}/", headers={"Host": NAME}, trust_env=False)
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{NAME}/")


def test_a_database_that_takes_too_few_connections_is_told_of_until_it_takes_more(told: str, running: Running) -> None:
    assert "PostgreSQL takes 97 connections of ours at most, and 109 may be needed" in told
    assert "restart postgresql" in running.place.asked.read_text(encoding="utf-8")
    assert "max_connections" not in running.said
    assert "No second factor is required of: chair, vice_chair, secretariat" in running.said, (
        "the settings of this test leave it out"
    )


def test_as_many_connections_are_open_as_the_guide_says(running: Running, database: Cluster) -> None:
    table = re.search(r"^\| connections \| (.+) \|$", words_of("PostgreSQL"), re.MULTILINE)
    heads = re.search(r"^\| `WEB_WORKERS`, with 24 threads each \| (.+) \|$", words_of("PostgreSQL"), re.MULTILINE)
    assert table
    assert heads
    most = dict(zip(heads[1].split(" | "), map(int, table[1].split(" | ")), strict=True))["4"]
    address, threads = running.place.here("http://127.0.0.1:8000/"), 4 * 24
    browser = {"Host": NAME, "X-Forwarded-Proto": "https", "Cookie": f"__Host-sessionid={'s' * 32}"}

    def page() -> int:
        return httpx.get(address, headers=browser, timeout=PATIENCE, trust_env=False).status_code

    other = database.address.rpartition("/")[0] + "/hemicycle"
    with (
        ThreadPoolExecutor(4 * threads) as people,
        psycopg.connect(other) as lock,
        psycopg.connect(other, autocommit=True) as look,
    ):
        # Whoever reads their session waits, each in a thread of its own: nobody is quick enough for the next one.
        lock.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        asked, waiting, connected, deadline = list[Future[int]](), 0, 0, time.monotonic() + PATIENCE
        while waiting < threads:
            assert time.monotonic() < deadline, f"{waiting} of {threads} threads came to the database"
            if len(asked) < 4 * threads:
                asked += [people.submit(page) for _ in range(threads // 4)]
            time.sleep(0.2)
            connected, waiting = look.execute(CONNECTED).fetchone() or (0, 0)
        lock.rollback()
        answered = {each.result() for each in asked}
    assert threads < connected <= most
    assert answered == {302}, "each is led to the page on which one signs in"


def test_every_health_address_answers(running: Running) -> None:
    addresses = set(re.findall(r"`(http://127\.0\.0\.1:\d+/\w*)`", words_of("Health and logs")))
    assert len(addresses) == 4
    for address in (*addresses, "http://127.0.0.1:8000/health"):
        here = running.place.here(address)
        assert httpx.get(here, trust_env=False).is_success, address


@pytest.mark.parametrize("path", ["/push/connect", "/media/webhook", "/steward/sittings"])
def test_what_is_for_loopback_alone_is_not_passed_on(running: Running, path: str) -> None:
    assert running.ask("POST", path).headers["server"].startswith("nginx")
    assert running.ask("POST", path).status_code == 404


def test_media_and_push_are_passed_on(running: Running) -> None:
    media = running.ask("GET", "/rtc/validate")
    assert (media.status_code, "token" in media.text or "permission" in media.text) == (401, True), media.text
    push = running.ask("POST", "/connection/http_stream", json={"id": 1, "connect": {}})
    assert "disconnect" in push.text or "error" in push.text, push.text


def test_the_relay_is_found_by_its_name(running: Running) -> None:
    context = ssl.create_default_context(cafile=str(running.place.path(f"/etc/ssl/{NAME}/fullchain.pem")))
    # A TURN server answers a request to allocate without credentials by an error, 0x0113.
    allocate = bytes.fromhex("000300082112a442") + b"hemicycle-op" + bytes.fromhex("0019000411000000")
    with (
        socket.create_connection(("127.0.0.1", running.place.ports[443]), 10) as plain,
        context.wrap_socket(plain, server_hostname=TURN) as relay,
    ):
        relay.sendall(allocate)
        assert relay.recv(2).hex() == "0113"


def test_the_first_administrator_comes_in_by_the_link(running: Running) -> None:
    said = did(running.place, block("People and sittings", "sudo -u hemicycle hemicycle invite").text)
    link = re.search(rf"https://{NAME}(/\S+)", said)
    assert link, said
    came_in = running.send(link[1], {})
    assert (came_in.status_code, came_in.headers["location"]) == (302, "/setup/")
    assert running.ask("GET", "/setup/").status_code == 200
    running.pages.cookies.clear()


def test_the_second_person_of_a_secretariat_is_let_in(running: Running) -> None:
    did(running.place, f"hemicycle shell --verbosity 0 --command {shlex.quote(COUNCIL_2027)}")
    said = did(running.place, block("People and sittings", "sudo -u hemicycle hemicycle secretariat").text)
    assert "Mr. Bruno Lang <bruno.lang@example.org> is of the secretariat of council-2027." in said
    assert f"https://{NAME}/accounts/login/" in said


def test_a_file_of_ten_megabytes_comes_in_and_a_larger_one_is_told_how_large_it_may_be(running: Running) -> None:
    session = did(running.place, f"hemicycle shell --verbosity 0 --command {shlex.quote(SIGNED_IN)}").strip()
    path = "/consultations/first/desk/imports/"
    running.pages.cookies.set("__Host-sessionid", session, domain="127.0.0.1", path="/")

    def send(content: bytes) -> httpx.Response:
        return running.send(path, {"kind": "members"}, files={"file": ("members.csv", content, "text/csv")})

    columns = 20
    head, row = ["code", *(f"remark {number}" for number in range(columns))], ["sm-one", *["w" * 900] * columns]
    lines = [",".join(head), *[",".join(row)] * 700]
    rows = "\n".join(lines).encode()
    largest = rows[: 10 * MEGABYTE]
    assert len(rows) > len(largest) == 10 * MEGABYTE
    taken = send(largest)
    assert (taken.status_code, taken.headers.get("location", "").startswith(path)) == (302, True), taken.text
    refused = send(rows)
    assert refused.status_code == 422
    assert "10 MB" in refused.text


def test_status_sees_every_process_and_names_what_is_to_be_done(running: Running) -> None:
    (words,) = {one.text for one in blocks() if one.text == "hemicycle status\n"}
    (packages,) = running.place.path("/opt/hemicycle/.venv").glob("lib/*/site-packages")
    (packages / "name.pth").write_text(NAMED.format(name=NAME, port=running.place.ports[443]), encoding="utf-8")
    done = running.place.type(f"sudo -u hemicycle {words}")
    assert done.returncode == 1, "nobody vouches for the certificate here"
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("LOOK"))
    assert "Certificate" in line
    chain = running.place.path(f"/etc/ssl/{NAME}/fullchain.pem")
    well = running.place.type(f"export SSL_CERT_FILE={shlex.quote(str(chain))}; sudo -u hemicycle {words}")
    assert well.returncode == 0, well.stdout + well.stderr
    lines = well.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * (len(lines) - 1) + ["note"], "the second factor was left out"
    processes = [line for line in lines if "Process" in line]
    assert len(processes) == 5
    assert all("answers" in line for line in processes)
    assert "29 days" in well.stdout
    assert "of 150 connections" in well.stdout


def signs_now(installed: Place) -> str:
    """The number of the key that signs: one that was typed before may have made it."""
    (key,) = re.findall(r"^(\w+) .*signs now$", did(installed, "hemicycle journal keys"), re.MULTILINE)
    return str(key)


@pytest.mark.parametrize("section", ["Retention", "Evidence"])
@pytest.mark.usefixtures("running")
def test_what_is_typed_for_the_record(installed: Place, section: str) -> None:
    typed = 0
    for one in (one for one in blocks() if one.section == section and one.first.startswith("hemicycle ")):
        for line in one.text.splitlines():
            if "NUMBER:DIGEST" in line or "somebody@example.org" in line:
                continue
            did(installed, line.replace("--key KEY", f"--key {signs_now(installed)}") if "--key KEY" in line else line)
            typed += 1
    assert typed >= 2


def test_the_metrics_are_where_prometheus_is_told(running: Running) -> None:
    (job,) = yaml.safe_load(block("Health and logs", "- job_name").text)
    (target,) = job["static_configs"][0]["targets"]
    key = running.place.path(job["authorization"]["credentials_file"])
    key.parent.mkdir(parents=True)
    key.write_text(KEY, encoding="utf-8")
    address = f"http://{running.place.here(target)}/metrics"
    assert httpx.get(address, trust_env=False).status_code == 403, "the key is not given"
    bearer = {"Authorization": f"Bearer {key.read_text(encoding='utf-8')}"}
    answer = httpx.get(address, headers=bearer, timeout=60, trust_env=False)
    assert answer.status_code == 200
    figures = {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in answer.text.splitlines()}
    assert figures["hemicycle_well"] in {"0.0", "1.0"}
    alarm = re.search(r"`(hemicycle_\w+) == 0`", words_of("Health and logs"))
    assert alarm
    assert alarm[1] in figures


def test_a_backup_is_made_and_put_back_and_an_update_is_run(running: Running) -> None:
    place = running.place
    did(place, block("Backup", "install").text)
    cron = block("Backup", "10 3").text.replace("\\%", "%").split(maxsplit=6)
    assert cron[:6] == ["10", "3", "*", "*", "*", "hemicycle"]
    (made,) = place.path("/var/backups/hemicycle").glob("*.zip")
    made.unlink()
    did(place, cron[6])
    (made,) = place.path("/var/backups/hemicycle").glob("*.zip")
    restore = re.sub(r"\d{4}-\d\d-\d\d", made.stem, block("Backup", "sudo -u hemicycle hemicycle restore").text)
    assert "runs" in place.type(restore).stderr, "Hemicycle is to be stopped first"
    place.end()
    did(place, restore.strip() + " --replace")
    did(place, "hemicycle journal verify")
    did(place, block("Updates", "cd /opt/hemicycle && git pull").text)
    assert "restart hemicycle" in place.asked.read_text(encoding="utf-8")


def test_the_units_for_each_process_start_what_up_starts(installed: Place) -> None:
    """Without the first one running: both would want the same ports."""
    template = installed.keep(file(EACH, "/etc/systemd/system/hemicycle@.service"))
    command, _variables = unit(template)
    wanted = installed.keep(file(EACH, "/etc/systemd/system/hemicycle.target")).read_text(encoding="utf-8")
    names = re.findall(r"hemicycle@(\w+)\.service", wanted)
    assert names == ["livekit", "centrifugo", "web", "steward", "worker"]
    show = "os.execvpe(part.command[0], part.command, dict(part.variables))"
    (said,) = (argument for argument in command if show in argument)
    printed = "; ".join(said.replace("%i", name).replace(show, "print(part.name, part.command[0])") for name in names)
    told = did(installed, shlex.join([*command[: command.index(said)], printed])).splitlines()
    assert [line.split(" /")[0] for line in told] == names
    for own in (one for one in blocks() if one.section == EACH and one.file.endswith("own.conf")):
        before = re.search(r"^ExecStartPre=(.*)$", installed.keep(own).read_text(encoding="utf-8"), re.MULTILINE)
        if before:
            did(installed, before[1])


def test_no_block_of_the_guide_is_left_out() -> None:
    """One that is new is followed by a test here, or `NOT_FOLLOWED` says why not."""
    known = (*FOLLOWED, *NOT_FOLLOWED)
    assert [one.first for one in blocks() if not one.text.startswith(known)] == []
    assert [begins for begins in known if not any(one.text.startswith(begins) for one in blocks())] == [], "gone"
