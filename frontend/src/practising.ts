/**
 * What the page of a practice is opened with, and what its view sees of the practice. `app/` makes it of a simulated
 * meeting; `practice/` uses it and nothing else of that.
 */
import type { PracticeKind, PracticeStep } from "./api/vocabulary";
import type { Context } from "./context";
import type { DeviceCauses, Meeting } from "./meeting";

export type { PracticeKind, PracticeStep };

/** Written by the server: `<script type="application/json" id="practice">`. */
export interface PracticeContext {
  kind: PracticeKind;
  /** What the room would be opened with: the same person, in a sitting that is only in this page. */
  room: Context;
  /** When they practised last, already worded; empty where they did not. */
  practised: string;
  /** Where a practice that was finished is sent. */
  finish: string;
}

export interface Practice {
  readonly context: PracticeContext;
  readonly meeting: Meeting;
  readonly phase:
    | "ready"
    | "running"
    /** What was done is on its way to the server. */
    | "sending"
    /** It did not reach the server, or was refused; `refusal` says why. */
    | "unsent"
    /** It is kept. */
    | "over";
  /** Of this kind of practice, in order. */
  readonly steps: readonly PracticeStep[];
  readonly step: PracticeStep | null;
  readonly skipped: readonly PracticeStep[];
  /** They were heard in it: it counts. */
  readonly counts: boolean;
  /** Seconds that it took so far. */
  readonly seconds: number;
  /** 0 to 1: how much of what is needed was heard of them. */
  readonly heard: number;
  /** Why the microphone cannot be used; empty while it can. */
  readonly cause: DeviceCauses["microphone"];
  /** They said that they hear nothing. */
  readonly deaf: boolean;
  /** Worded by the server. */
  readonly refusal: string;

  begin(): void;
  skip(): void;
  /** They found themselves on the list. */
  found(): void;
  /** Whether they hear the interpretation. */
  answer(heard: boolean): void;
  /** Hand what was done to the server once more. */
  send(): Promise<void>;
  again(): void;
}

/** Read the context that the page carries. */
export function readPracticeContext(): PracticeContext {
  const element = document.getElementById("practice");
  if (!element?.textContent) throw new Error("the page carries no context");
  return JSON.parse(element.textContent) as PracticeContext;
}
