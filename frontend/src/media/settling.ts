/**
 * Runs a slow step, one run at a time, and once more when something changed while it ran: whatever happens in between,
 * the last run has seen the last state.
 */
export class Settling {
  private running = false;
  private changed = false;

  constructor(private readonly step: () => Promise<void>) {}

  /** Something changed. */
  settle(): void {
    this.changed = true;
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.changed) {
        this.changed = false;
        await this.step();
      }
    } finally {
      this.running = false;
    }
  }
}
