/** A conclusion being drafted: what was typed in each language, and what it was made from. Nothing typed is ever lost. */
import type { ConclusionDocument, TextDocument } from "../api/documents";
import type { Language } from "../context";
import { currentText } from "../conclusion/text";

/** What somebody writes in one language. */
interface Written {
  text: string;
  /** The text with which they began, and its number; 0 where there was none. */
  began: string;
  seen: number;
  /** The text in the language of drafting that they have before them, and its number; 0 in that language itself. */
  original: string;
  follows: number;
}

export class Drafting {
  readonly item: number;
  language = $state<Language>("");
  readonly #latest: () => ConclusionDocument | null;
  #written = $state<Record<Language, Written>>({});

  /** @param latest the conclusion as the room sees it now, of whichever item */
  constructor(item: number, language: Language, latest: () => ConclusionDocument | null) {
    this.item = item;
    this.#latest = latest;
    this.write(language);
  }

  /** The document, as long as it is of the item that is drafted. */
  get document(): ConclusionDocument | null {
    const document = this.#latest();
    return document?.item === this.item ? document : null;
  }

  get text(): string {
    return this.#here.text;
  }

  set text(text: string) {
    this.#here.text = text;
  }

  /** The original that they have before them where they write in another language; empty in that language itself. */
  get original(): string {
    return this.#here.original;
  }

  /** The original reads otherwise now than the one before them. */
  get originalChanged(): boolean {
    const first = this.#first;
    return first !== undefined && this.#here.follows > 0 && first.number !== this.#here.follows;
  }

  /** Somebody else has changed the text since: it is here, and theirs is not sent over it unseen. */
  get newer(): { number: number; text: string } | null {
    const number = this.#numberOf(this.language);
    if (this.document === null || number === this.#here.seen) return null;
    return { number, text: this.#textNow(this.language) };
  }

  /** There is a text on the screen in this language, which may be taken off it. */
  get onScreen(): boolean {
    return this.#textIn(this.language) !== undefined;
  }

  /** Nothing was typed: the text on the screen is the same. */
  get untouched(): boolean {
    return this.#here.text === this.#here.began;
  }

  /** What the command takes. */
  get args(): { item: number; language: Language; text: string; seen: number; follows: number } {
    const { text, seen, follows } = this.#here;
    return { item: this.item, language: this.language, text: text.trim(), seen, follows };
  }

  /** Write in another language; what was typed in this one stays. */
  write(language: Language): void {
    this.language = language;
    this.#written[language] ??= this.#begun(language);
  }

  /** Begin with the text that is on the screen now, instead of what was typed. */
  takeNewer(): void {
    this.#written[this.language] = this.#begun(this.language);
  }

  /** Keep what was typed: it replaces the newer text, which they have read. */
  keepOwn(): void {
    const { newer } = this;
    if (newer) Object.assign(this.#here, { seen: newer.number, began: newer.text });
  }

  /** Have the original as it is now before them. */
  takeOriginal(): void {
    const first = this.#first;
    if (first) Object.assign(this.#here, { original: currentText(first), follows: first.number });
  }

  get #here(): Written {
    return this.#written[this.language] ?? this.#begun(this.language);
  }

  get #first(): TextDocument | undefined {
    return this.document?.texts[0];
  }

  #textIn(language: Language): TextDocument | undefined {
    return this.document?.texts.find((text) => text.language === language);
  }

  #textNow(language: Language): string {
    const text = this.#textIn(language);
    return text ? currentText(text) : "";
  }

  /** Also of one that was taken off the screen: the next one follows it. */
  #numberOf(language: Language): number {
    return this.document?.numbers[language] ?? 0;
  }

  #begun(language: Language): Written {
    const original = this.#first?.language === language ? undefined : this.#first;
    const began = this.#textNow(language);
    return {
      text: began,
      began,
      seen: this.#numberOf(language),
      original: original ? currentText(original) : "",
      follows: original?.number ?? 0,
    };
  }
}
