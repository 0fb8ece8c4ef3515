"""Sounds that tests speak and listen for: a pure tone each, so that whoever is heard can be told apart."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

RATE = 48_000
SECONDS = 4


def tone(path: Path, hertz: int) -> Path:
    """Write a WAV of a tone that a browser repeats without end as its microphone."""
    moments = np.arange(RATE * SECONDS) / RATE
    samples = (np.sin(2 * np.pi * hertz * moments) * 12_000).astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


#: Run in a page: what each sound that it plays now contains. ``[{identity, hertz, level}]`` of the audio
#: elements that are neither muted nor at volume 0, with the loudest frequency and its level in dB.
LISTEN = """
() => {
  window.__ears ??= { context: new AudioContext(), known: new Map() };
  const { context, known } = window.__ears;
  void context.resume();
  const heard = [];
  for (const element of document.querySelectorAll("audio")) {
    const stream = element.srcObject;
    if (!stream || element.muted || element.paused || element.volume === 0) continue;
    if (!known.has(stream)) {
      const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(analyser);
      known.set(stream, analyser);
    }
    const bins = new Float32Array(known.get(stream).frequencyBinCount);
    known.get(stream).getFloatFrequencyData(bins);
    let loudest = 0;
    bins.forEach((level, index) => { if (level > bins[loudest]) loudest = index; });
    heard.push({
      identity: element.dataset.identity,
      hertz: (loudest * context.sampleRate) / 8192,
      level: bins[loudest],
    });
  }
  return heard;
}
"""

#: Run in a page with a text: notes twenty times a second whether it shows that text, and whether it plays a sound.
#: The two are read at one moment, so that a page which is slow is slow for both.
NOTE = f"""
(text) => {{
  window.__notes = [];
  setInterval(() => {{
    const shown = document.body.innerText.includes(text);
    window.__notes.push({{ at: performance.now(), shown, sound: ({LISTEN})().some((s) => s.level > -60) }});
  }}, 50);
}}
"""
