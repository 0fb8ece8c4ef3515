/** Requests to the room's addresses. */
import type { Clock } from "./clock";

/**
 * What came back. An address that sends to the sign-in page says that the session has ended. `again` are the seconds
 * after which the server wants to be asked again, where it says so: this page, or another of this person, asked too fast.
 */
export type Reply =
  | { kind: "answer"; status: number; content: Record<string, unknown>; again?: number }
  | { kind: "signed_out" }
  | { kind: "unreachable" };

export interface Exchange {
  get(url: string): Promise<Reply>;
  post(url: string, content?: unknown): Promise<Reply>;
}

const PATIENCE = 8000;
/** Nobody behind the proxy, for now. */
const AWAY = new Set([502, 503, 504]);

/** Requests that carry the page's CSRF token and teach the clock. */
export function createExchange(
  csrf: string,
  clock: Clock,
  fetcher: typeof fetch = (...args) => fetch(...args),
): Exchange {
  async function send(url: string, options: RequestInit): Promise<Reply> {
    const sent = clock.mark();
    try {
      const response = await fetcher(url, {
        ...options,
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.type === "opaqueredirect" || response.status === 401) return { kind: "signed_out" };
      if (AWAY.has(response.status)) return { kind: "unreachable" };
      const content = await contentOf(response);
      if (typeof content["now"] === "string") clock.observe(sent, clock.mark(), content["now"]);
      const again = Number(response.headers.get("Retry-After") ?? NaN);
      return { kind: "answer", status: response.status, content, ...(again > 0 ? { again } : {}) };
    } catch {
      return { kind: "unreachable" };
    }
  }
  return {
    get: (url) => send(url, { headers: { Accept: "application/json" } }),
    post: (url, content = {}) =>
      send(url, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf },
        body: JSON.stringify(content),
      }),
  };
}

/** The JSON object of an answer; an empty one where the server answered with a page (an error of its own). */
async function contentOf(response: Response): Promise<Record<string, unknown>> {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return {};
  const content: unknown = await response.json();
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}
