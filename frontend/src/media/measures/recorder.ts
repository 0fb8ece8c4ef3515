import { audioContext } from "../meter";

let ready: Promise<void> | null = null;

/** Records a track as samples, until it is ended. */
export class Recorder {
  private parts: Float32Array[] = [];

  private constructor(
    private readonly source: MediaStreamAudioSourceNode,
    private readonly node: AudioWorkletNode,
  ) {
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => this.parts.push(data);
    source.connect(node);
  }

  /** Rejects where the browser has no audio worklets. */
  static async of(track: MediaStreamTrack): Promise<Recorder> {
    const context = audioContext();
    ready ??= context.audioWorklet.addModule(new URL("./gather.worklet.js", import.meta.url));
    await ready;
    const node = new AudioWorkletNode(context, "gather", { numberOfOutputs: 0, channelCount: 1 });
    return new Recorder(context.createMediaStreamSource(new MediaStream([track])), node);
  }

  /** What came since the last time. */
  take(): Float32Array {
    const { parts } = this;
    this.parts = [];
    return joined(parts);
  }

  end(): void {
    this.node.port.onmessage = null;
    this.source.disconnect();
  }
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
