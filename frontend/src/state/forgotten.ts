/** The least and most time in which the server notices too that the engine forgot, and publishes everything again. */
const AGAIN = [2000, 3000] as const;
/** A thread without messages is never published, so it is no sign of anything. */
const MAY_BE_EMPTY = "help";

/**
 * Documents that the push engine had forgotten when this page came back to it. The server publishes them again by
 * itself; only where one does not come is it asked, for otherwise a whole room would ask at once, while it lets everybody
 * connect.
 */
export class Forgotten {
  private readonly names = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly ask: () => void) {}

  forgot(name: string, random: number = Math.random()): void {
    if (name === MAY_BE_EMPTY) return;
    this.names.add(name);
    const [least, most] = AGAIN;
    this.timer ??= setTimeout(() => this.look(), least + random * (most - least));
  }

  came(name: string): void {
    this.names.delete(name);
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.names.clear();
  }

  private look(): void {
    const missing = this.names.size > 0;
    this.close();
    if (missing) this.ask();
  }
}
