"""What a page plays, listened to in the page: each speaker here is a pure tone, so that they can be told apart."""

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
