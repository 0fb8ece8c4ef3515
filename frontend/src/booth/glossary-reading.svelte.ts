/** Reads the glossary once it is asked for, and asks again whether it is still so. */
import { Glossary, type GlossaryEntry } from "./glossary";

export class GlossaryReading {
  /** What is there to search; null before it was read. */
  glossary: Glossary | null = $state.raw(null);
  state: "waiting" | "reading" | "failed" | "read" = $state("waiting");
  #etag = "";
  readonly #address: string;
  readonly #fetcher: typeof fetch;

  constructor(address: string, fetcher: typeof fetch = (...args) => fetch(...args)) {
    this.#address = address;
    this.#fetcher = fetcher;
  }

  /** What was read before stays where it cannot be read now. */
  async read(): Promise<void> {
    if (this.state === "reading") return;
    this.state = "reading";
    try {
      const answer = await this.#fetcher(this.#address, {
        credentials: "same-origin",
        redirect: "error",
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(`answered ${String(answer.status)}`);
      const etag = answer.headers.get("ETag") ?? "";
      // The browser has asked whether its copy is still good: the same is not folded again.
      if (this.glossary === null || etag === "" || etag !== this.#etag) {
        const { entries } = (await answer.json()) as { entries: GlossaryEntry[] };
        this.glossary = new Glossary(entries);
        this.#etag = etag;
      }
      this.state = "read";
    } catch {
      this.state = "failed";
    }
  }
}
