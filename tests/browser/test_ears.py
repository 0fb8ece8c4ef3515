"""What reaches an interpreter's ears, in a real browser with real media: a burst of full scale does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import PATIENCE, Person

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
#: -9 dBFS, and what the browser's own 16 bits may be off.
CEILING = 10 ** (-9 / 20) + 0.001
QUIET, FULL = 0.02, 1
HERTZ = 440

#: Run in a page before all else: its microphone is a tone, as loud as ``__loud`` is told.
MICROPHONE = f"""
const context = new AudioContext();
const gain = new GainNode(context, {{ gain: {QUIET} }});
const destination = context.createMediaStreamDestination();
const tone = new OscillatorNode(context, {{ frequency: {HERTZ} }});
tone.connect(gain).connect(destination);
tone.start();
window.__loud = (level) => {{ gain.gain.value = level; }};
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) =>
  wanted.audio ? new MediaStream(destination.stream.getAudioTracks().map((track) => track.clone())) : ask(wanted);
"""
#: The same: a browser that runs nothing beside the page, in the thread of the sound.
WITHOUT = "AudioWorklet.prototype.addModule = () => Promise.reject(new Error('none'));"
#: Run in a page: note every sample's peak, of what is received and of what is heard, from now on.
PEAKS = """
(hears) => {
  const context = new AudioContext();
  window.__peaks = Object.fromEntries(Object.entries(hears).map(([name, selector]) => {
    const analyser = new AnalyserNode(context, { fftSize: 32768 });
    const { srcObject } = document.querySelector(selector);
    context.createMediaStreamSource(srcObject).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const peak = { highest: 0, now: 0 };
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      peak.now = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      peak.highest = Math.max(peak.highest, peak.now);
    }, 100);
    return [name, peak];
  }));
}
"""


def test_a_burst_of_full_scale_reaches_an_interpreter_below_the_ceiling(visit: Visit) -> None:
    leader = visit("vice_chair", "console")
    leader.page.add_init_script(MICROPHONE)
    leader.page.reload()
    leader.enter()
    interpreter = visit("french", "booth").enter()
    page = interpreter.page
    leader.click("Stay on air")
    interpreter.wait_to_hear_only(HERTZ)
    # By the way through the limiter, and by that alone: the element of the voice itself is mute.
    page.wait_for_function("() => document.querySelector('audio[data-identity]').muted", timeout=PATIENCE)
    page.evaluate(PEAKS, {"received": f"audio[data-identity={leader.identity}]", "heard": "audio[data-ears]"})
    page.wait_for_function("() => window.__peaks.heard.now > 0.01", timeout=PATIENCE)
    leader.page.evaluate(f"window.__loud({FULL})")
    page.wait_for_function(
        "() => window.__peaks.received.now > 0.8 && window.__peaks.heard.now > 0.3", timeout=PATIENCE
    )
    assert page.evaluate("window.__peaks.heard.highest") <= CEILING
    # Volume and shape are the interpreter's, and the dose of the day is counted.
    page.get_by_role("slider", name="Volume").fill("0.2")
    page.wait_for_function("() => window.__peaks.heard.now < 0.25", timeout=PATIENCE)
    page.get_by_role("slider", name="Bass").fill("-12")
    page.wait_for_function("() => Number(localStorage.getItem('hemicycle.dose')) > 0", timeout=PATIENCE)
    for person in (leader, interpreter):
        assert person.problems == [], person.name
    # Where the limiter cannot run, everything is heard as it is, and the page says so.
    unguarded = visit("french2", "booth")
    unguarded.page.add_init_script(WITHOUT)
    unguarded.page.reload()
    unguarded.enter().wait_to_hear_only(HERTZ)
    unguarded.sees("Sudden loud sound is not limited")
