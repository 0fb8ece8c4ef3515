"""What simulated people say, and their voices: those that espeak-ng has."""

from __future__ import annotations

import asyncio
import json
import shutil
import wave
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hemicycle.consultations.languages import FALLBACK

RATE = 48_000
#: Chosen among several of one language, or called otherwise than the language; that of any other has its code.
ESPEAK_VOICES = {"ar": "ar", "zh": "cmn", "en": "en-gb", "fr": "fr-fr", "ru": "ru", "es": "es-419"}
VARIANTS = ("m1", "f1", "m3", "f2", "m7", "f4")
#: Words a minute; interpreters ask for 120 and less, and espeak-ng is quicker in what it calls a word.
PACE = 130

Samples = npt.NDArray[np.int16]


class NoVoice(Exception):
    """espeak-ng is not installed or did not speak."""


@cache
def statements() -> tuple[dict[str, str], ...]:
    """Made-up statements, each in the same languages, so that an interpreter can say what a delegate said."""
    path = Path(__file__).with_name("statements.json")
    return tuple(json.loads(path.read_text(encoding="utf-8")))


def words_of(statement: int, language: str) -> str:
    """A statement in a language, or in English where nobody has written it in that one."""
    said = statements()[statement]
    return said.get(language, said[FALLBACK])


async def speak(text: str, language: str, variant: str) -> Samples:
    """Speech as 16-bit samples at 48 kHz, one channel: a megabyte for ten seconds, which nobody keeps.

    Args:
        language: By which the voice is chosen; an English one where espeak-ng has none for it.

    Raises:
        NoVoice: espeak-ng is missing or failed.
    """
    program = shutil.which("espeak-ng")
    if program is None:
        raise NoVoice("espeak-ng is not installed: apt-get install espeak-ng")
    voice = f"{await _voice(program, language)}+{variant}"
    process = await asyncio.create_subprocess_exec(
        program, "-v", voice, "-s", str(PACE), "--stdin", "--stdout",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    sound, error = await process.communicate(text.encode())
    if process.returncode != 0 or not sound:
        raise NoVoice(f"espeak-ng could not speak {language}: {error.decode(errors='replace')}")
    return _resampled(sound)


async def _voice(program: str, language: str) -> str:
    """What espeak-ng calls a voice for a language."""
    if language in ESPEAK_VOICES:
        return ESPEAK_VOICES[language]
    asking = await asyncio.create_subprocess_exec(program, f"--voices={language}", stdout=asyncio.subprocess.PIPE)
    listed, _errors = await asking.communicate()
    # A heading, and a line for each voice.
    return language if len(listed.splitlines()) > 1 else ESPEAK_VOICES[FALLBACK]


def _resampled(sound: bytes) -> Samples:
    """The samples of a WAV stream, at 48 kHz. Its header gives no length: it was written to a pipe."""
    with wave.open(BytesIO(sound)) as stream:
        rate = stream.getframerate()
    samples = np.frombuffer(sound[44:], dtype=np.int16)
    positions = np.arange(0, len(samples) - 1, rate / RATE)
    return np.interp(positions, np.arange(len(samples)), samples).astype(np.int16)
