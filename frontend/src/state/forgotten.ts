/** The least and most time in which the server notices too that the engine forgot, and publishes everything again. */
const AGAIN = [2000, 3000] as const;
/** A thread without messages is never published, nor are the messages of who sits in no booth: no sign of anything. */
const MAY_BE_EMPTY = new Set(["help", "chat"]);

/**
 * Documents that the push engine had forgotten when this page came back to it. The server publishes them again by
 * itself; only where one does not come is it asked, for otherwise a whole room would ask at once, while it lets everybody
 * connect. Nothing else asks while the engine answers, so it is asked until it has told.
 */
export class Forgotten {
  private readonly names = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private closed = false;

  /** @param ask read the documents; false where they could not be read now */
  constructor(private readonly ask: () => Promise<boolean>) {}

  forgot(name: string, random: number = Math.random()): void {
    if (MAY_BE_EMPTY.has(name)) return;
    this.names.add(name);
    this.lookLater(random);
  }

  came(name: string): void {
    this.names.delete(name);
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.names.clear();
  }

  private lookLater(random: number): void {
    const [least, most] = AGAIN;
    this.timer ??= setTimeout(() => void this.look(), least + random * (most - least));
  }

  private async look(): Promise<void> {
    this.timer = null;
    const missing = [...this.names];
    this.names.clear();
    if (missing.length === 0 || (await this.ask()) || this.closed) return;
    for (const name of missing) this.names.add(name);
    this.lookLater(Math.random());
  }
}
