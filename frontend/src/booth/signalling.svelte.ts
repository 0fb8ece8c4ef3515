/** What a booth tells while somebody has the floor: three signals, each with a key, and until when they are shown. */
import { SvelteSet } from "svelte/reactivity";

import type { SignalDocument } from "../api/documents";
import type { Signal } from "../api/vocabulary";
import type { Language } from "../context";
import { gettext } from "../i18n";
import type { NamedKey } from "../keys/keys";
import type { Meeting } from "../meeting";
import { shown } from "./signals";

export interface SignalAct {
  kind: Signal;
  key: string;
  label: string;
  /** Seconds for which it is still shown; 0 where it is not. */
  left: number;
  press: () => void;
}

export class Signalling {
  private readonly sending = new SvelteSet<Signal>();
  /** Why the server did not take one; empty otherwise. */
  refused = $state("");

  /** @param booth language of one's own booth; null while one sits in none */
  constructor(
    private readonly meeting: () => Meeting,
    private readonly booth: () => Language | null,
  ) {}

  private readonly shown: readonly SignalDocument[] = $derived.by(() => {
    const { documents, now } = this.meeting();
    return shown(documents.signals, documents.turn?.speaker?.turn ?? null, now);
  });

  /** Nobody has the floor, or this person sits in no booth: there is nothing to tell. */
  readonly off: boolean = $derived.by(() => this.booth() === null || !this.meeting().documents.turn?.speaker);

  /** The channels whose booths say that the sound is bad. */
  readonly badSound: readonly Language[] = $derived.by(() =>
    this.shown.filter(({ kind }) => kind === "bad_sound").map(({ language }) => language),
  );

  readonly acts: readonly SignalAct[] = $derived.by(() => [
    this.act("slow_down", "s", gettext("Slow down")),
    this.act("bad_sound", "b", gettext("Sound is bad")),
    this.act("wait", "w", gettext("Speaker, wait")),
  ]);

  get keys(): NamedKey[] {
    return this.acts.map(({ key, label, press }) => ({ key, label, off: this.off, press }));
  }

  async tell(kind: Signal, on: boolean): Promise<void> {
    if (this.sending.has(kind)) return;
    this.sending.add(kind);
    this.refused = "";
    try {
      const measured = on && kind === "bad_sound" ? this.meeting().reception() : null;
      const answer = await this.meeting().command("booth.signal", { kind, on, measured });
      if (!answer.ok) this.refused = answer.message;
    } finally {
      this.sending.delete(kind);
    }
  }

  private act(kind: Signal, key: string, label: string): SignalAct {
    const own = this.shown.find((signal) => signal.kind === kind && signal.language === this.booth());
    const left = own ? Math.ceil((Date.parse(own.ends_at) - this.meeting().now) / 1000) : 0;
    return { kind, key, label, left, press: () => void this.tell(kind, true) };
  }
}
