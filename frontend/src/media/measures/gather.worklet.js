/* global AudioWorkletProcessor, registerProcessor */
/** Hands over what it hears, in parts of 2048 samples of one channel. Runs beside the page, as the browser's own format asks. */
const PART = 2048;

class Gather extends AudioWorkletProcessor {
  part = new Float32Array(PART);
  filled = 0;

  process([[channel] = []]) {
    if (!channel) return true;
    this.part.set(channel, this.filled);
    this.filled += channel.length;
    if (this.filled === PART) {
      this.port.postMessage(this.part);
      this.part = new Float32Array(PART);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor("gather", Gather);
