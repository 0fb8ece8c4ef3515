"""How many listeners one core carries without gaps: the product's room, and a bare room beside it.

The voices of the floor and of each booth at 64 kbit/s, and listeners who each receive two of them: the floor and a
language. All of the product runs on one core and the listeners on the others, so that they do not take from each other.
The listeners are a small program of Go, which decodes nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bench.figures import Figure, percentile
from bench.reference import BareRoom
from bench.stage import on_core, stage, tell, wait_until
from hemicycle.media.engine import Source
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.delay import Sides
    from bench.stage import Stage

FIRST, STEP, MOST = 100, 25, 800
#: Seconds in which a step's packets are counted, and seconds for it to settle before.
WINDOW, SETTLING = 4.0, 2.0
#: A gap, for a listener: a packet that never came, or milliseconds without one, which no jitter buffer hides.
SILENCE = 200.0
#: Share of the listeners who may have one before a step counts as one with gaps: this machine has other work too.
TOLERATED = 0.01
#: Milliseconds that the listeners' own program may be late for a step with gaps to count, and attempts at each step.
LATE, ATTEMPTS = 50.0, 5
PACKETS_PER_SECOND = 50
TRACKS = 2

Access = tuple[str, str]


@dataclass(frozen=True)
class Room:
    """A room with its voices.

    Attributes:
        floor, booths: Identities of the voices.
        access: Address and token of listener number so many.
    """

    name: str
    floor: str
    booths: Sequence[str]
    access: Callable[[int], Access]


class Load:
    """The program that brings voices and listeners.

    Args:
        gives_way: It stands for machines elsewhere: what is measured here takes what it needs of this one first.
    """

    def __init__(self, folder: Path, *, gives_way: bool = False) -> None:
        self._sound = folder / "voice.ogg"
        sound = ["-f", "lavfi", "-i", "anoisesrc=color=pink:duration=10:amplitude=0.3"]
        opus = ["-c:a", "libopus", "-b:a", "64k", "-vbr", "off", "-frame_duration", "20", "-page_duration", "20000"]
        subprocess.run(["ffmpeg", "-loglevel", "error", *sound, *opus, str(self._sound)], check=True)
        program = folder / "load"
        subprocess.run(["go", "build", "-o", str(program), "."], cwd=Path(__file__).parent / "load", check=True)
        command = [*(["nice", "-n", "19"] if gives_way else []), str(program)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Everybody leaves."""
        self._process.terminate()
        self._process.communicate()

    def speak(self, identity: str, access: Access) -> None:
        """Connect a voice that is silent yet."""
        address, token = access
        self._ask(do="speak", address=address, token=token, **{"as": identity})

    def publish(self, identity: str) -> None:
        """Let a voice be heard; the server must permit it."""
        self._ask(do="publish", file=str(self._sound), **{"as": identity})

    def listen(self, room: Room, first: int, count: int) -> None:
        """Connect listeners with these numbers; each hears the floor and one language."""
        places = [room.access(number) for number in range(first, first + count)]
        booths = [room.booths[number % len(room.booths)] for number in range(first, first + count)]
        self.hear(places, [[room.floor, booth] for booth in booths])

    def hear(self, places: Sequence[Access], identities: Sequence[Sequence[str]]) -> None:
        """Connect listeners, whatever their rooms; each hears the identities of its own."""
        (address,) = {address for address, _token in places}
        tokens = [token for _address, token in places]
        self._ask(do="listen", address=address, tokens=tokens, hear=identities)

    def measure(self, seconds: float) -> tuple[list[dict[str, float]], float]:
        """What each listener received in that time, and by how many milliseconds the program itself was late.

        Of each: ``packets``, how many are ``missing``, and the ``longest`` silence in milliseconds.
        """
        measured = self._ask(do="measure", seconds=seconds)
        return measured["listeners"], measured["late"]

    def leave(self) -> None:
        """Disconnect everybody."""
        self._ask(do="leave")

    def _ask(self, **request: Any) -> Any:  # noqa: ANN401 - each request has an answer of its own form
        if self._process.stdin is None or self._process.stdout is None:
            raise LookupError("the load program has no pipes")
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if isinstance(answer, dict) and "error" in answer:
            raise OSError(f"{request['do']}: {answer['error']}")
        return answer


def measure(sides: Sides, _runs: int) -> dict[str, Figure]:
    """``listeners``: the largest number without gaps, in steps of ``STEP``; one climb each.

    Beside it stands how much of the core that took: of the media engine alone for the bare room, of all
    processes of the product for its own.
    """
    cores = sorted(os.sched_getaffinity(0))
    with (
        tempfile.TemporaryDirectory() as folder,
        on_core(cores[:1]),
        stage(sides) as running,
        on_core(cores[1:] or cores),
        Load(Path(folder)) as load,
    ):
        limit = _climb(_bare(running, load), load, running)
        return {"listeners": replace(_climb(_product(running, load), load, running), limit=limit)}


def _climb(room: Room, load: Load, running: Stage) -> Figure:
    """Bring more and more listeners until they have gaps; the last number without, and what it took."""
    carried, share = 0, 0.0
    while carried < MOST:
        coming = STEP if carried else FIRST
        load.listen(room, carried, coming)
        time.sleep(SETTLING)
        took = _carry(room, load, running)
        if took is None:
            break
        carried, share = carried + coming, took
    load.leave()
    return Figure([carried], "listeners", notes={"share_of_the_core": share})


def _carry(room: Room, load: Load, running: Stage) -> float | None:
    """What share of a core it takes to carry the listeners who are there; ``None`` where they have gaps."""
    for _ in range(ATTEMPTS):
        busy, began = running.processor_seconds(), time.monotonic()
        is_clean, counts = _is_clean(room, load)
        if is_clean:
            return (running.processor_seconds() - busy) / (time.monotonic() - began)
        if counts:
            break
    return None


def _is_clean(room: Room, load: Load) -> tuple[bool, bool]:
    """Whether the listeners have no gaps, and whether gaps are the server's: not of this busy machine."""
    receptions, late = load.measure(WINDOW)
    least = (WINDOW - SILENCE / 1000) * PACKETS_PER_SECOND * TRACKS
    gaps = [
        reception
        for reception in receptions
        if reception["missing"] or reception["longest"] > SILENCE or reception["packets"] < least
    ]
    longest = percentile([reception["longest"] for reception in receptions], 0.95)
    tell(
        f"{room.name}: {len(receptions)} listeners, {len(gaps)} with gaps, 95 % within {longest:.0f} ms; "
        f"their own program {late:.0f} ms late"
    )
    return len(gaps) <= TOLERATED * len(receptions), late < LATE


def _bare(running: Stage, load: Load) -> Room:
    """A room of the media engine alone, with as many voices as the sitting's."""
    room = BareRoom()
    voices = ["floor", *running.sitting.booths]
    for voice in voices:
        load.speak(voice, room.access(voice))
        enforcement.engine().permit(room.name, voice, frozenset({Source.MICROPHONE})).result()
        load.publish(voice)
    return Room("bare", voices[0], voices[1:], lambda number: room.access(f"listener-{number}"))


def _product(running: Stage, load: Load) -> Room:
    """The sitting's room: one delegate has the floor, each booth is on air, and listeners join as people do."""
    booths = []
    for language, interpreter in running.interpreters().items():
        load.speak(interpreter.identity, interpreter.media())
        wait_until(lambda: interpreter.identity in running.here(), f"{interpreter.identity} is here")  # noqa: B023
        interpreter.command("booth.enter", language=language)
        load.publish(interpreter.identity)
        interpreter.command("booth.on_air")
        booths.append(interpreter.identity)
    (speaker,) = running.delegates(1)
    load.speak(speaker.identity, speaker.media())
    speaker.command("floor.ask", language=running.language)
    load.publish(speaker.identity)
    running.leader.command("floor.next")
    audience = running.audience(MOST)
    return Room("product", speaker.identity, booths, lambda number: audience[number].media())
