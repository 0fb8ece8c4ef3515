import { remember, remembered } from "../../remembered";
import { dayOf, doseOf } from "./dose";

/** Seconds of sound after which it is written down. */
const EVERY = 5;

/** The dose of a day, kept in this browser: several pages of it, and a page that is loaded again, add to the same. */
export class KeptDose {
  share = $state(0);

  private pending = 0;
  private seconds = 0;

  /** @param zone of the consultation: its midnight begins a day */
  constructor(
    private readonly zone: string,
    private readonly now: () => number = Date.now,
  ) {
    this.share = this.kept();
  }

  /** @param square mean square of A-weighted samples, over so many seconds */
  add({ square, seconds }: { square: number; seconds: number }): void {
    this.pending += doseOf(square, seconds);
    this.seconds += seconds;
    if (this.seconds >= EVERY) this.keep();
  }

  keep(): void {
    this.share = this.kept() + this.pending;
    this.pending = 0;
    this.seconds = 0;
    remember("dose_day", this.today());
    remember("dose", this.share);
  }

  private kept(): number {
    return remembered("dose_day", "") === this.today() ? remembered("dose", 0) : 0;
  }

  private today(): string {
    return dayOf(this.now(), this.zone);
  }
}
