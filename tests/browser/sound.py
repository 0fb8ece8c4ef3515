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

#: Run in a page: notes twenty times a second whether it plays a sound, with the moment in ms since 1970.
NOTE = f"""
() => {{
  window.__notes = [];
  setInterval(() => {{
    const at = performance.timeOrigin + performance.now();
    window.__notes.push({{ at, sound: ({LISTEN})().some((s) => s.level > -60) }});
  }}, 50);
}}
"""
