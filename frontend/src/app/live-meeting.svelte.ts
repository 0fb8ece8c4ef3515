import type { CommandName } from "../api/commands";
import type { HelpDocument } from "../api/documents";
import type { Assisted } from "../assisting";
import { againDelay, rejoinDelay, wait } from "../backoff";
import { type Context, ownChannel } from "../context";
import { gettext } from "../i18n";
import type { Loss } from "../media/connection.svelte";
import { Devices } from "../media/devices.svelte";
import { isElsewhere } from "../media/elsewhere";
import type { Media } from "../media/media.svelte";
import { Silence } from "../media/silence.svelte";
import type { Answer, Given, Meeting, Notice, OwnStatement, Received, Refusal } from "../meeting";
import { Clock } from "../state/clock";
import { createExchange, type Exchange, type Reply } from "../state/exchange";
import { HeldDocuments } from "../state/held.svelte";
import { Push, type PushAccess, type Renewal } from "../state/push";
import { sendCommand } from "../state/send-command";
import { Assistance } from "./assistance.svelte";
import { Figures } from "./figures";

const TICK = 250;
const POLL = 2000;
/** An engine that was started again is back within this time: nobody asks the server meanwhile, which lets all connect. */
const USUALLY_BACK = 1000;

interface Joined {
  media: { address: string; token: string } | null;
  media_message: string;
  push: PushAccess;
  documents: Record<string, { seq: number }>;
}

/** A meeting that really takes place: documents by push, acts by commands, sound and picture by the media engine. */
export class LiveMeeting implements Meeting {
  readonly documents = new HeldDocuments();
  readonly devices = new Devices();
  now = $state(Date.now());
  readonly alone = false;
  push = $state<Meeting["push"]>("connecting");
  refusal = $state.raw<Refusal | null>(null);
  notices = $state.raw<readonly Notice[]>([]);

  private readonly clock = new Clock();
  private readonly exchange: Exchange;
  /** Null until the client of the media engine is here: it is half of all that the room fetches. */
  private carrier = $state.raw<Media | null>(null);
  private bringing: Promise<Media> | null = null;
  private readonly silence: Silence;
  /** Of the media connection, while there is no client that could have one. */
  private without = $state<Meeting["media"]>("idle");
  private engine: Push | null = null;
  private inside = false;
  private joining = false;
  private timers: ReturnType<typeof setInterval>[] = [];
  private nextNotice = 1;
  /** The connection of the entry is measured, or was. */
  private measured = false;
  /** The room into which this page came over last. */
  private cameOver = "";
  /** Until then the documents are not asked for: the server said so. */
  private quietUntil = 0;
  /** Since when the push engine is away, where it is. */
  private awaySince = 0;

  readonly assistance: Assistance;

  constructor(readonly context: Context) {
    this.silence = new Silence(() => this.bring(), ownChannel(context));
    this.exchange = createExchange(context.csrf, this.clock);
    const figures = new Figures({
      meeting: this,
      received: () => this.carrier?.connection.sample() ?? Promise.resolve(null),
      sent: () => this.carrier?.connection.sampleSent() ?? Promise.resolve(null),
      level: () => this.carrier?.level ?? null,
      transport: () => (this.push === "connected" ? (this.engine?.transport ?? "") : ""),
    });
    this.assistance = new Assistance({
      sitting: context.sitting,
      devices: this.devices,
      command: (name, ...given) => this.command(name, ...given),
      media: () => this.bring(),
      join: () => this.join(),
      left: () => this.left(),
      help: () => this.documents.help,
      now: () => this.clock.now(),
      figures: () => figures.read(),
      show: async (content) => {
        const reply = await this.exchange.post(context.urls.assistance, content);
        return reply.kind === "unreachable" || (reply.kind === "answer" && reply.status !== 409);
      },
    });
  }

  get media(): Meeting["media"] {
    return this.carrier?.connection.state ?? this.without;
  }

  get quality(): Meeting["quality"] {
    return this.carrier?.connection.quality ?? "good";
  }

  get overTcp(): boolean {
    return this.carrier?.connection.overTcp ?? false;
  }

  get mediaBlocked(): boolean {
    return this.carrier?.connection.blocked ?? false;
  }

  get listening(): Meeting["listening"] {
    return (this.carrier ?? this.silence).listening;
  }

  get stage(): Meeting["stage"] {
    return (this.carrier ?? this.silence).stage;
  }

  get speaking(): Meeting["speaking"] {
    return (this.carrier ?? this.silence).speaking;
  }

  get booth(): Meeting["booth"] {
    return (this.carrier ?? this.silence).booth;
  }

  get voice(): Meeting["voice"] {
    return (this.carrier ?? this.silence).voice;
  }

  reception(): Received | null {
    return this.carrier?.reception.received() ?? null;
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((one) => one.id !== notice.id);
  }

  /** Fetch the client of the media engine, and ask again until it is here; once for the page. */
  bring(): Promise<Media> {
    this.bringing ??= this.fetchMedia();
    return this.bringing;
  }

  private async fetchMedia(): Promise<Media> {
    const { Media } = await this.fetchClient();
    const carrier = new Media(this.context, this.devices, {
      command: (name, ...given) => this.command(name, ...given),
      notify: (kind, text) => this.notify(kind, text),
      lost: (loss) => this.lose(loss),
    });
    // From here on it has the connection, and follows what the documents say already.
    carrier.connection.state = this.without;
    this.carrier = carrier;
    if (this.inside) carrier.follow(this.documents);
    return carrier;
  }

  private async fetchClient(): Promise<typeof import("../media/media.svelte")> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await import("../media/media.svelte");
      } catch {
        if (this.inside) this.stand("lost");
        await wait(rejoinDelay(attempt));
      }
    }
  }

  private stand(state: Meeting["media"]): void {
    if (this.carrier) this.carrier.connection.state = state;
    else this.without = state;
  }

  async enter(): Promise<void> {
    if (this.inside) return;
    this.inside = true;
    this.refusal = null;
    this.stand("connecting");
    this.devices.close();
    this.timers = [
      setInterval(() => (this.now = this.clock.now()), TICK),
      setInterval(() => {
        if (this.push !== "connected" && performance.now() - this.awaySince > USUALLY_BACK) void this.readDocuments();
      }, POLL),
    ];
    await this.join();
  }

  async leave(): Promise<void> {
    this.inside = false;
    this.timers.forEach(clearInterval);
    this.closePush();
    this.push = "connecting";
    await this.carrier?.disconnect();
    this.without = "idle";
  }

  async command<Name extends CommandName>(name: Name, ...[args]: Given<Name>): Promise<Answer> {
    const answer = await sendCommand(this.exchange, this.context.urls.commands, name, args ?? {});
    if (answer.ok && this.push !== "connected") await this.readDocuments();
    return answer;
  }

  async thread(registration: number): Promise<HelpDocument | null> {
    const reply = await this.exchange.post(`${this.context.urls.push}?thread=${registration}`);
    if (reply.kind !== "answer" || reply.status !== 200) return null;
    return (reply.content["document"] as HelpDocument | undefined) ?? null;
  }

  async assisted(registration: number): Promise<Assisted | null> {
    const reply = await this.exchange.get(`${this.context.urls.assistance}/${registration}`);
    if (reply.kind !== "answer" || reply.content["ok"] !== true) return null;
    const { requests, figures } = reply.content as unknown as Assisted;
    return { requests, figures };
  }

  async ownStatement(item: number): Promise<{ statement: OwnStatement | null; most: number } | null> {
    const reply = await this.exchange.get(`${this.context.urls.own_statement}?item=${item}`);
    if (reply.kind !== "answer" || reply.content["ok"] !== true) return null;
    const { statement, most } = reply.content as { statement: OwnStatement | null; most: number };
    return { statement, most };
  }

  /** A request may be under way when the person leaves. */
  private left(): boolean {
    return !this.inside;
  }

  /** Join, and join again until it succeeds or the server refuses. Each time brings everything up to date. */
  private async join(): Promise<void> {
    if (this.joining) return;
    this.joining = true;
    try {
      for (let attempt = 0; !this.left(); attempt += 1) {
        const reply = await this.exchange.post(this.context.urls.join);
        if (this.left() || this.refuses(reply)) return;
        if (reply.kind === "answer" && reply.content["ok"] === true) {
          if (await this.take(reply.content as unknown as Joined)) return;
        } else if (this.media !== "connecting") this.stand("lost");
        const { again } = reply as { again?: number };
        await wait(again === undefined ? rejoinDelay(attempt) : againDelay(again));
      }
    } finally {
      this.joining = false;
    }
  }

  /** @returns whether media is connected too */
  private async take(joined: Joined): Promise<boolean> {
    this.accept(joined.documents);
    this.openPush(joined.push);
    if (this.carrier?.connection.connected) return true;
    if (!joined.media) {
      this.stand("lost");
      return false;
    }
    const carrier = await this.bring();
    if (this.left()) return true;
    try {
      await carrier.connect(joined.media.address, joined.media.token);
      // The room may have been made again while this page connected.
      this.comeOver();
      void this.measure(carrier);
      return true;
    } catch {
      this.stand("lost");
      return false;
    }
  }

  /** Measure the connection of this entry, once for the page, while the meeting goes on. */
  private async measure(carrier: Media): Promise<void> {
    if (this.measured || !this.context.urls.entered) return;
    this.measured = true;
    const { measureEntry } = await import("./entry");
    const found = await measureEntry({
      sample: () => carrier.connection.sample(),
      transport: () => this.engine?.transport ?? "",
      clockAhead: () => Math.round(Date.now() - this.clock.now()),
      left: () => this.left() || !carrier.connection.connected,
    });
    if (found) await this.exchange.post(this.context.urls.entered, found);
  }

  private accept(documents: Record<string, { seq: number }>): void {
    for (const [name, document] of Object.entries(documents)) this.documents.accept(name, document);
    this.followDocuments();
  }

  private followDocuments(): void {
    this.carrier?.follow(this.documents);
    this.comeOver();
    void this.assistance.follow();
  }

  /** The engine has forgotten the room that this page is in, and made another one: there the others are. */
  private comeOver(): void {
    if (!this.carrier) return;
    const { connection } = this.carrier;
    const room = this.documents.sitting?.room ?? "";
    if (!isElsewhere(connection.sid, room) || this.cameOver === room) return;
    // Once for each room: whatever the engine says of itself, no page goes round in circles.
    this.cameOver = room;
    void connection
      .leaveForgotten()
      .then(() => wait(rejoinDelay(0)))
      .then(() => this.join());
  }

  private openPush(access: PushAccess): void {
    if (this.engine) return;
    this.push = "connecting";
    this.engine = new Push(access, {
      state: (state) => {
        if (state === "connecting" && this.push === "connected") this.awaySince = performance.now();
        this.push = state === "connecting" && this.push !== "connecting" ? "lost" : state;
      },
      document: (name, document) => {
        if (this.documents.accept(name, document)) this.followDocuments();
      },
      gap: () => this.readDocuments(),
      renew: () => this.renew(),
      ended: () => {
        this.closePush();
        void this.join();
      },
    });
  }

  private closePush(): void {
    this.engine?.close();
    this.engine = null;
    this.push = "lost";
  }

  private async renew(): Promise<Renewal> {
    const reply = await this.exchange.post(this.context.urls.push);
    if (this.refuses(reply)) return { kind: "refused" };
    if (reply.kind !== "answer" || reply.content["ok"] !== true) return { kind: "unreachable" };
    return { kind: "access", access: reply.content as unknown as PushAccess };
  }

  /** @returns whether nothing is left to read: it was read, or this page is not in the room */
  private async readDocuments(): Promise<boolean> {
    if (performance.now() < this.quietUntil) return false;
    const reply = await this.exchange.get(this.context.urls.documents);
    if (this.left() || this.refuses(reply)) return true;
    if (reply.kind === "answer" && reply.content["ok"] === true) {
      this.accept(reply.content["documents"] as Record<string, { seq: number }>);
      return true;
    }
    if (reply.kind === "answer" && reply.again !== undefined) {
      this.quietUntil = performance.now() + againDelay(reply.again);
    }
    return false;
  }

  private lose(loss: Loss): void {
    if (this.left()) return;
    if (loss === "elsewhere") {
      // Two tabs that each came back would drive each other out for ever.
      const message = gettext("You entered this sitting in another window or on another device. This one is closed.");
      this.refuse({ code: "elsewhere", message });
    } else if (loss === "ended") void this.join();
    else void wait(rejoinDelay(0)).then(() => this.join());
  }

  /** Whether a reply says that this person may not be in the room; shows it. */
  private refuses(reply: Reply): boolean {
    if (reply.kind === "signed_out") {
      this.refuse({ code: "signed_out", message: gettext("You are no longer signed in. Sign in again.") });
    } else if (reply.kind === "answer" && (reply.status === 403 || reply.status === 404)) {
      const { reason, message } = reply.content as { reason?: { code: Refusal["code"] }; message?: string };
      this.refuse({
        code: reason?.code ?? "refused",
        message: message ?? gettext("The server does not let you into this sitting. Reload the page."),
      });
    } else return false;
    return true;
  }

  private refuse(refusal: Refusal): void {
    this.refusal = refusal;
    void this.leave();
  }

  private notify(kind: Notice["kind"], text: string): void {
    this.notices = [...this.notices, { id: this.nextNotice++, kind, text }];
  }
}
