/** As long as the engine's client waits for a way for media; one that died lets go of its connections before that. */
const WAITED = 8000;

/** Tells a network that lets no media through from an engine that is away: its signalling was there all the time. */
export class Blocked {
  private begun = 0;
  private hasSignalled = false;

  /** An attempt to connect begins. */
  begin(now: number): void {
    this.begun = now;
    this.hasSignalled = false;
  }

  /** The engine has answered. */
  signalled(): void {
    this.hasSignalled = true;
  }

  /** @returns whether the attempt that failed now says that no media passes */
  failed(now: number): boolean {
    return this.hasSignalled && now - this.begun >= WAITED;
  }
}
