import type { BoothDocument } from "../api/documents";

/** When an interpreter's page sends silence: while they cough, and until they accept a hand-over that they are asked for. */
export class OwnSilence {
  /** The partner asks them to take over: the server lets them out, and nobody plays them yet. */
  private offered = false;
  private accepts = false;
  private coughs = false;

  /** @param hold sends silence, or what the microphone hears */
  constructor(private readonly hold: (silent: boolean) => void) {}

  /** @param booth in which they sit now; null for none, or while they are on air */
  follow(booth: BoothDocument | null, registration: number): void {
    this.offered = booth !== null && isAsked(booth, registration);
    this.accepts &&= this.offered;
    this.apply();
  }

  /** Their first word is on its way before the channel changes hands. */
  answer(accepts: boolean): void {
    this.accepts = accepts && this.offered;
    this.apply();
  }

  cough(held: boolean): void {
    this.coughs = held;
    this.apply();
  }

  private apply(): void {
    this.hold(this.coughs || (this.offered && !this.accepts));
  }
}

/** Whether who is on air in a booth asks to hand over, and this person has not asked to take over. */
function isAsked({ seats }: BoothDocument, registration: number): boolean {
  const own = seats.find(({ who }) => who.registration === registration);
  return (
    own?.handover_since === null && seats.some((seat) => seat.on_air_since !== null && seat.handover_since !== null)
  );
}
