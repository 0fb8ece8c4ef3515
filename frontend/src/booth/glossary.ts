/** The glossary as a booth searches it: from the language of the floor into its own, the open item first. */
import type { Language } from "../context";

export interface GlossaryEntry {
  number: number;
  /** By language, the preferred term first. */
  terms: Record<Language, string[]>;
  note: string;
  /** Keys of the items under which it is needed; none for all. */
  items: number[];
}

/** An entry with what it is found by. */
interface Indexed {
  entry: GlossaryEntry;
  words: string;
  terms: Map<Language, string[]>;
}

export interface Found {
  entry: GlossaryEntry;
  /** It is named for the item that is open. */
  ofItem: boolean;
}

/** What somebody looks for, and where they stand. */
export interface Looking {
  text: string;
  from: Language;
  into: Language;
  /** Key of the item that is open. */
  item: number | null;
}

/** So many are shown: more is not read while somebody speaks. */
export const MOST_SHOWN = 40;

/** Letters that are written in several ways, as the server's search has them (`documents/terms.py`). */
const SAME: Record<string, string> = { ى: "ي", ی: "ي", ة: "ه", ک: "ك", ـ: "", ı: "i", ł: "l", ø: "o", đ: "d" };

/** Text without case, accents, marks of vowels, and punctuation. */
export function folded(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ىیةکـıłøđ]/g, (letter) => SAME[letter] ?? letter);
  return plain
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .normalize("NFKC")
    .trim();
}

/** All entries, folded once; a search looks through them from the first to the last. */
export class Glossary {
  readonly #entries: readonly Indexed[];

  constructor(entries: readonly GlossaryEntry[]) {
    this.#entries = entries.map((entry) => {
      const terms = new Map(Object.entries(entry.terms).map(([code, some]) => [code, some.map(folded)]));
      return { entry, terms, words: [...[...terms.values()].flat(), folded(entry.note)].join("\n") };
    });
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The best entries, `MOST_SHOWN` at most, and how many there are; without a text, those of the open item. */
  search(looking: Looking): { found: Found[]; total: number } {
    const wanted = folded(looking.text);
    const words = wanted.split(" ").filter(Boolean);
    const ranked: { rank: number; one: Found }[] = [];
    for (const indexed of this.#entries) {
      if (!words.every((word) => indexed.words.includes(word))) continue;
      const ofItem = looking.item !== null && indexed.entry.items.includes(looking.item);
      if (words.length > 0 || looking.item === null || ofItem || indexed.entry.items.length === 0)
        ranked.push({ rank: rankOf(indexed, wanted, looking, ofItem), one: { entry: indexed.entry, ofItem } });
    }
    ranked.sort((a, b) => a.rank - b.rank || a.one.entry.number - b.one.entry.number);
    return { found: ranked.slice(0, MOST_SHOWN).map(({ one }) => one), total: ranked.length };
  }
}

/** The open item first; within it what is the term itself, what begins with it, what is of the two languages. */
function rankOf({ terms }: Indexed, wanted: string, { from, into }: Looking, ofItem: boolean): number {
  const here = ofItem ? 0 : 10;
  if (wanted === "") return here;
  const near = [...(terms.get(from) ?? []), ...(terms.get(into) ?? [])];
  if (near.includes(wanted)) return here;
  if (near.some((term) => term.startsWith(wanted))) return here + 1;
  return here + (near.some((term) => term.includes(wanted)) ? 2 : 3);
}
