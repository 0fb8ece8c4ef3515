"""Write what simulated delegates say in a practice into ``src/app/practice/clips``: a statement in each language.

``make clips`` runs it. The words are those of the simulation, the voices those of espeak-ng, and ffmpeg makes MP3 of
them, which every browser plays. A voice of a machine says that nobody speaks here.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from hemicycle.ops.simulation.voices import ESPEAK_VOICES, words_of

CLIPS = Path(__file__).parent.parent / "src" / "app" / "practice" / "clips"
#: Of those of the simulation: they thank, support and note, and concern no subject.
STATEMENTS = (0, 1)
VARIANT, PACE, RATE, BITS = "f2", 135, 16_000, "16k"


def main() -> None:
    """Write every file."""
    for language, voice in ESPEAK_VOICES.items():
        said = " ".join(words_of(statement, language) for statement in STATEMENTS)
        spoken = subprocess.run(
            ["espeak-ng", "-v", f"{voice}+{VARIANT}", "-s", str(PACE), "--stdin", "--stdout"],
            input=said.encode(), check=True, capture_output=True,
        ).stdout  # fmt: skip
        to_mp3 = ["-af", "silenceremove=1:0:-50dB,loudnorm=I=-20", "-ar", str(RATE), "-ac", "1", "-b:a", BITS]
        subprocess.run(
            ["ffmpeg", "-y", "-loglevel", "error", "-i", "-", *to_mp3, "-map_metadata", "-1", "-fflags", "+bitexact",
             str(CLIPS / f"{language}.mp3")],
            input=spoken, check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
