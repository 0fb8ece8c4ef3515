/**
 * What the views see of a meeting. `app/` makes it of `state/` and `media/`; `floor/`, `chair/`, `booth/`, `desk/` and
 * `checks/` use it and nothing else of theirs. Every property is reactive (Svelte 5 runes).
 */
import type { CommandArguments, CommandName } from "./api/commands";
import type {
  BoothsDocument,
  ChatDocument,
  ConclusionDocument,
  DeskDocument,
  DocumentationDocument,
  HelpDocument,
  ItemsDocument,
  MapDocument,
  PresenceDocument,
  QueueDocument,
  SignalsDocument,
  SittingDocument,
  SpeechDocument,
  StatementsDocument,
  TurnDocument,
} from "./api/documents";
import type { EntryRefusal, RefusalCode } from "./api/vocabulary";
import type { Assisted, HelpRequest } from "./assisting";
import type { Context, Language } from "./context";

export interface Documents {
  sitting: SittingDocument;
  queue: QueueDocument;
  turn: TurnDocument;
  map: MapDocument;
  items: ItemsDocument;
  documentation: DocumentationDocument;
  conclusion: ConclusionDocument;
  /** For the booths and who presides alone. */
  statements: StatementsDocument;
  /** Who speaks now: for the booths, who presides, and technicians alone. */
  speech: SpeechDocument;
  booths: BoothsDocument;
  presence: PresenceDocument;
  /** For the booths and the technicians alone. */
  signals: SignalsDocument;
  help: HelpDocument;
  desk: DeskDocument;
  /** What one's own booth wrote and what was written to it; or, to who presides, what booths wrote. */
  chat: ChatDocument;
  /** For interpreters and captioners alone. */
  booths_chat: ChatDocument;
  /** For technicians alone. */
  technicians_chat: ChatDocument;
}

/** What somebody hears: `floor`, or the channel of a language. */
export type Heard = Language;

/** How a booth's page received sound in the last ten seconds; null for what it does not know. */
export type Received = Required<NonNullable<CommandArguments["booth.signal"]["measured"]>>;
/** What stands between what an interpreter hears and their ears. */
export interface Ears {
  /** Decibels, each -12 to 12. */
  bass: number;
  treble: number;
  /** How loud the partner on air is heard beside all else, 0 to 1: as it is, whatever `volume` is. */
  partner: number;
  /** Sudden loud sound is caught; `off` where the browser cannot, and sound is played as it comes. */
  readonly guard: "starting" | "on" | "off";
  /** What these ears had today, as a share of what is held to be safe in a day. */
  readonly dose: number;
}

/** What an interpreter's own microphone gives, as it was in the last seconds. */
export interface OwnSound {
  /** Short-term loudness; null for as good as nothing. */
  lufs: number | null;
  noise: "low" | "some" | "high";
  /** What is to be mended first; empty for nothing. */
  fault: "" | "silent" | "clipped" | "quiet" | "hum" | "noise";
}

/** Why a microphone or camera cannot be used, as the room's command names it. */
export type DeviceCause = CommandArguments["floor.fail"]["cause"];

/** What was found wrong with each device; empty when all is well. */
export type DeviceCauses = Record<"microphone" | "camera", DeviceCause | "">;

/** What is given to a command beside its name: nothing, where it requires nothing. */
export type Given<Name extends CommandName> =
  Record<string, never> extends CommandArguments[Name]
    ? [args?: CommandArguments[Name]]
    : [args: CommandArguments[Name]];

/** An answer to a command. `message` is worded by the server in the reader's language. */
export type Answer =
  | { ok: true; seq: number; result: Record<string, unknown> }
  | {
      ok: false;
      /** Of the server; or nothing came of it that the server could say. */
      reason: {
        rule: number;
        code: RefusalCode | "unreachable" | "signed_out" | "failed";
        facts: Record<string, string | number | boolean>;
      };
      message: string;
    };

/** Why somebody cannot be in the room. */
export interface Refusal {
  /** Of the server: without one that this page knows, `refused`. */
  code: EntryRefusal | "elsewhere" | "signed_out" | "refused";
  message: string;
}

/** The text of a statement that one's own delegation handed in and may still replace. */
export interface OwnStatement {
  number: number;
  language: Language;
  text: string;
  /** Name of a file that goes with it; empty for none. */
  file: string;
  published: boolean;
}

export interface Notice {
  id: number;
  kind: "info" | "warning" | "error";
  text: string;
}

/** Where this person is with their own speaking. */
export type Speaking =
  | "idle"
  /** Next: opening devices, publishing while muted. */
  | "warming"
  /** Next, and the media server has the muted track. */
  | "ready"
  /** Has the floor and asked to confirm first. */
  | "confirm"
  /** Has the floor; the media server does not forward the sound yet. */
  | "connecting"
  /** Has the floor; the media server forwards the sound: the green light. */
  | "live"
  /** The leader muted the speaker. */
  | "muted"
  | "failed";

export interface Meeting {
  readonly context: Context;
  /** A practice of one person: there is nobody to write to, and what it does not teach is not offered. */
  readonly alone: boolean;
  /** Documents by name; null until the first one came. */
  readonly documents: { readonly [K in keyof Documents]: Documents[K] | null };
  /** The server's time in milliseconds since 1970, whatever this machine's clock says; changes four times a second. */
  readonly now: number;
  readonly push: "connecting" | "connected" | "lost";
  readonly media: "idle" | "connecting" | "connected" | "reconnecting" | "lost";
  /** How good the media connection is, as the media engine judges it. */
  readonly quality: "good" | "poor" | "lost";
  /** Media goes over TCP because UDP is blocked. */
  readonly overTcp: boolean;
  /** The network lets the page's requests through, but neither sound nor picture. */
  readonly mediaBlocked: boolean;
  /** Why this person is not in the room; null while they may be. */
  readonly refusal: Refusal | null;
  readonly notices: readonly Notice[];
  dismiss(notice: Notice): void;

  enter(): Promise<void>;
  leave(): Promise<void>;
  command<Name extends CommandName>(name: Name, ...given: Given<Name>): Promise<Answer>;
  /** A participant's help thread, for technicians and the secretariat; null where it cannot be read now. */
  thread(registration: number): Promise<HelpDocument | null>;
  /** What a participant's page shows the help desk, for those who work there; null where it cannot be read now. */
  assisted(registration: number): Promise<Assisted | null>;
  /** The text of one's delegation under an item, and how many words it may have; null where it cannot be read now. */
  ownStatement(item: number): Promise<{ statement: OwnStatement | null; most: number } | null>;
  /** How the page of who sits in a booth received sound in the last ten seconds; null where it was not measured. */
  reception(): Received | null;

  readonly listening: {
    /** What this person chose to hear. */
    readonly heard: Heard;
    /** The chosen language has no interpretation now, or is the floor's: the floor is played. */
    readonly plays: "floor" | "booth" | "nothing";
    /** 0 to 1: the floor underneath the interpretation. */
    underneath: number;
    volume: number;
    /** @param lasting kept in this browser for the next time, unless it is said not to be */
    choose(heard: Heard, lasting?: boolean): void;
    /** The browser asks for a click before it plays sound. */
    readonly blocked: boolean;
    unblock(): Promise<void>;
    /** Null for who is no interpreter, and until it is known how they hear. */
    readonly ears: Ears | null;
  };

  readonly stage: {
    /** Whether the floor has a picture now. */
    readonly picture: boolean;
    /** Put the floor's picture (or one's own, when speaking) into a video element; returns what undoes it. */
    attach(element: HTMLVideoElement): () => void;
  };

  readonly speaking: {
    readonly state: Speaking;
    /** Level of one's own microphone, 0 to 1. */
    readonly level: number;
    /** Why it failed; empty otherwise. */
    readonly cause: DeviceCause | "";
    /** Ask to confirm before one's sound goes out. Kept in this browser. */
    confirmFirst: boolean;
    readonly camera: boolean;
    setCamera(on: boolean): Promise<void>;
  };

  /** The voice beside the floor: of who presides, while they press to talk. */
  readonly voice: {
    /** Of this person: nothing where they do not preside, or have the floor. */
    readonly state:
      | "none"
      | "opening"
      /** Nobody hears them. */
      | "ready"
      /** Pressed; the server has not let it out yet. */
      | "connecting"
      | "on_air"
      | "failed";
    readonly cause: DeviceCause | "";
    /** Why the server did not let it out, worded; empty otherwise. */
    readonly refused: string;
    /** Level of one's own microphone, 0 to 1. */
    readonly level: number;
    /** Whether there is a picture of who is heard so now. */
    readonly picture: boolean;
    /** Put that picture into a video element; returns what undoes it. */
    attach(element: HTMLVideoElement): () => void;
    /** @param language which they speak: that of the floor meanwhile */
    press(language: Language): void;
    release(): void;
  };

  /** For interpreters: the microphone of the booth. */
  readonly booth: {
    readonly state: "out" | "opening" | "off_air" | "on_air" | "failed";
    readonly cause: DeviceCause | "";
    readonly level: number;
    /** Null while nothing is known of it. */
    readonly sound: OwnSound | null;
    enter(language: Language): Promise<void>;
    leave(): Promise<void>;
    /** The answer is shown beside the button: a partner may be on air. */
    setOnAir(on: boolean): Promise<Answer>;
    /**
     * Ask to hand over, where one is on air, or else to take over; or ask no more. Once both have asked, the server lets
     * the channel go from one voice to the other.
     */
    handover(asks: boolean): Promise<Answer>;
    /** What the interpreter hears is `listening`; the cough button mutes while it is held. */
    cough(held: boolean): void;
  };

  /** What the help desk asks of this page. */
  readonly assistance: {
    /** Pictures are kept low: this person agreed to it. */
    readonly lowered: boolean;
    /** Say yes or no to a request. After a yes this page does what was asked, and tells the help desk what became of it. */
    answer(request: HelpRequest, agreed: boolean): Promise<Answer>;
    /** Send and receive pictures as usual again. */
    restorePicture(): Promise<void>;
  };

  readonly devices: {
    readonly microphones: MediaDeviceInfo[];
    readonly cameras: MediaDeviceInfo[];
    readonly loudspeakers: MediaDeviceInfo[];
    readonly chosen: { microphone: string; camera: string; loudspeaker: string };
    /** The chosen ones, or what the browser takes instead; empty where there is none. */
    readonly inUse: { readonly microphone: string; readonly camera: string; readonly loudspeaker: string };
    choose(kind: "microphone" | "camera" | "loudspeaker", id: string): Promise<void>;
    /** Ask for devices and show them; an empty cause when all is well. An interpreter is heard, not seen. */
    open(purpose: "delegate" | "interpreter"): Promise<DeviceCauses>;
    close(): void;
    readonly level: number;
    preview(element: HTMLVideoElement): () => void;
    testSound(): Promise<void>;
  };
}
