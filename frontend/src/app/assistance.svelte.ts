/** What the help desk asks of this page: its person agrees or declines, and the page does what they agreed to. */
import type { HelpDocument, LiveConnection } from "../api/documents";
import type { RequestOutcome } from "../api/vocabulary";
import { type HelpRequest, watchOf } from "../assisting";
import { wait } from "../backoff";
import type { Connection, OnlyWay } from "../media/connection.svelte";
import type { Answer, Meeting } from "../meeting";
import { reloadFor } from "./reloading";

/** Figures go to the help desk so often, in ms. */
const EVERY = 2000;
/** So long a page tries to be connected again, and a device to be opened, in ms. */
const PATIENCE = 30_000;
const SETTLED = 1500;
const LOOK = 250;
const LISTS = { microphone: "microphones", camera: "cameras", loudspeaker: "loudspeakers" } as const;

/** The page, as far as something is done to it here. */
export interface Assisting {
  readonly sitting: number;
  readonly devices: Pick<Meeting["devices"], "microphones" | "cameras" | "loudspeakers" | "inUse" | "choose"> & {
    list(): Promise<void>;
  };
  readonly command: Meeting["command"];
  /** The media engine's client, once it is here. */
  media(): Promise<{
    readonly connection: Pick<Connection, "only" | "lacked" | "connected" | "offers" | "leaveForgotten" | "sample">;
    lowerPicture(lowered: boolean): Promise<void>;
  }>;
  /** Join the sitting again. */
  join(): Promise<void>;
  /** The person left the room. */
  left(): boolean;
  help(): HelpDocument | null;
  /** The server's time. */
  now(): number;
  figures(): Promise<LiveConnection>;
  /** @returns whether the server took them */
  show(figures: LiveConnection): Promise<boolean>;
}

export class Assistance implements Readonly<Meeting["assistance"]> {
  lowered = $state(false);
  private showing = false;

  constructor(private readonly page: Assisting) {}

  async answer(request: HelpRequest, agreed: boolean): Promise<Answer> {
    const answer = await this.page.command("help.consent", { request: request.id, agreed });
    if (!answer.ok || !agreed) return answer;
    if (request.kind === "watch") {
      void this.follow();
      return answer;
    }
    const outcome = await this.carryOut(request);
    // The page that comes after this one tells what became of a reload.
    if (outcome === null) return answer;
    return this.page.command("help.report", { request: request.id, outcome });
  }

  async restorePicture(): Promise<void> {
    this.lowered = false;
    await (await this.page.media()).lowerPicture(false);
  }

  /** Show the help desk the connection for as long as the document says that it is watched. */
  async follow(): Promise<void> {
    if (this.showing) return;
    this.showing = true;
    try {
      while (this.watched) {
        if (!(await this.page.show(await this.page.figures()))) break;
        await wait(EVERY);
      }
    } finally {
      this.showing = false;
    }
  }

  private get watched(): boolean {
    return !this.page.left() && watchOf(this.page.help()?.requests ?? [], this.page.now()) !== null;
  }

  /** @returns null where the page is being loaded again */
  private async carryOut({ id, kind, device }: HelpRequest): Promise<RequestOutcome | null> {
    try {
      switch (kind) {
        case "microphone":
        case "camera":
        case "loudspeaker":
          return await this.use(kind, device);
        case "tcp":
        case "relay":
          return await this.goBy(kind);
        case "lower_picture":
          return await this.lower();
        case "reload":
          return reloadFor(this.page.sitting, id) ? null : "failed";
        case "watch":
          return null;
      }
    } catch {
      return "failed";
    }
  }

  private async use(kind: keyof typeof LISTS, id: string): Promise<RequestOutcome> {
    const { devices } = this.page;
    await devices.list();
    if (!devices[LISTS[kind]].some(({ deviceId }) => deviceId === id)) return "device_gone";
    await devices.choose(kind, id);
    // Who uses the device opens it now; another one takes its place where it can't.
    await wait(SETTLED);
    return devices.inUse[kind] === id ? "done" : "failed";
  }

  private async goBy(way: OnlyWay): Promise<RequestOutcome> {
    const { connection } = await this.page.media();
    if (!connection.offers(way)) return "not_offered";
    connection.only = way;
    await connection.leaveForgotten();
    void this.page.join();
    for (let waited = 0; waited < PATIENCE && !connection.connected; waited += LOOK) await wait(LOOK);
    const sample = connection.connected ? await connection.sample() : null;
    if (connection.only === way && sample?.way === way) return "done";
    connection.only = "";
    return connection.lacked ? "not_offered" : "failed";
  }

  private async lower(): Promise<RequestOutcome> {
    await (await this.page.media()).lowerPicture(true);
    this.lowered = true;
    return "done";
  }
}
