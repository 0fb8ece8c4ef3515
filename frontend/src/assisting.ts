/**
 * What the help desk asks of a page: where each request is, as the server's rule says it (`rules/help_requests.py`), from
 * what the document has and the server's time.
 */
import type { HelpDocument, LiveConnection } from "./api/documents";
import type { RequestOutcome } from "./api/vocabulary";

export type HelpRequest = HelpDocument["requests"][number];
export type RequestState =
  | "asked"
  /** It is carried out; of `watch`: the help desk sees the connection. */
  | "agreed"
  | "declined"
  | "done"
  | "failed"
  /** Nobody answered in time. */
  | "lapsed"
  /** Agreed, and nothing was reported in time. */
  | "unreported"
  | "ended";

/** What the help desk sees of a participant: null while nothing is shown to it. */
export interface Assisted {
  requests: readonly HelpRequest[];
  figures: LiveConnection | null;
}

/** @param now the server's time in ms since 1970 */
export function stateOf(request: HelpRequest, now: number): RequestState {
  if (request.outcome) return request.outcome === "done" ? "done" : "failed";
  if (request.agreed === false) return "declined";
  if (request.ended) return "ended";
  if (now < Date.parse(request.until)) return request.agreed === null ? "asked" : "agreed";
  if (request.agreed === null) return "lapsed";
  return request.kind === "watch" ? "ended" : "unreported";
}

/** What waits for this person's answer. */
export function askedOf(help: HelpDocument | null, now: number): HelpRequest | null {
  return help?.requests.findLast((request) => stateOf(request, now) === "asked") ?? null;
}

/** By which the help desk sees this person's connection now. */
export function watchOf(requests: readonly HelpRequest[], now: number): HelpRequest | null {
  return requests.findLast((request) => request.kind === "watch" && stateOf(request, now) === "agreed") ?? null;
}

export type { LiveConnection, RequestOutcome };
