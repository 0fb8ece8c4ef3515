/** What the page was opened with: `<script type="application/json" id="context">`, written by the server. */
import type { Action, Outcome, PositionKind, View } from "./api/vocabulary";

export type { View };

/** Code of a language (ISO 639). */
export type Language = string;

export interface Me {
  registration: number;
  name: string;
  member: string | null;
  /** Key of their class, or role. */
  capacity: string;
  /** Languages that an interpreter works into; empty for all. */
  booth_languages: Language[];
  /** They see documents also while those are prepared or held back. */
  prepares_documents: boolean;
  /** What this person's class or role may do at all. */
  may: Action[];
}

/** A participation class of the consultation, or a role beside them, in the order of its lists. */
export interface Capacity {
  key: string;
  /** What one of them is called, and all of them: already worded. */
  name: string;
  group: string;
  /** The floor may be given to them. */
  speaks: boolean;
  /** Allotted seconds. */
  seconds: number;
  /** So often a Member of it, or who represents none, speaks on an item; null for as often as they ask. */
  times: number | null;
  /** What one of them may have recorded of a conclusion; nothing in a role. */
  positions: PositionKind[];
  /** Its Members have the right to vote. */
  votes: boolean;
}

export interface ItemText {
  id: number;
  /** Place on the agenda, from 1. */
  position: number;
  title: string;
  /** In which the title is: the reader's, or one that it has. */
  language: Language;
  /** Symbol of its document, such as C20/16, or empty. */
  symbol: string;
  /** Keys of the texts for adoption that the document contains. */
  contains: string[];
  /** The title is a working translation. */
  unchecked: boolean;
}

export interface Context {
  sitting: number;
  view: View;
  /** The reader's language, and the direction of its script. */
  language: Language;
  direction: "ltr" | "rtl";
  me: Me;
  /** What this person still holds although this page has only been opened: it was loaded again while they spoke. */
  holds: "" | "floor" | "air";
  /** A trial's says so beside its name: nothing in it is a formal act. */
  consultation: { title: string; trial: boolean; zone: string; zone_name: string };
  /** "First sitting, Tuesday 9 June 2020", already worded. */
  sitting_title: string;
  /** A rehearsal or a test session: no item is taken up, and nothing counts. */
  practice: boolean;
  /** Names of Members by code, in the reader's language. */
  members: Record<string, string>;
  /** What the outcomes of an item are called in this consultation: already worded. */
  outcomes: Record<Outcome, string>;
  /** What the texts for adoption are called that documents of this consultation may contain, by key. */
  contents: Record<string, string>;
  /** Their codes, in the order in which the body lists them. */
  list_order: string[];
  items: ItemText[];
  /** The languages that are spoken in the sitting, by their own names, in its order. */
  languages: { code: Language; name: string }[];
  /** In which a conclusion may be drafted: those of the consultation. */
  drafting_languages: { code: Language; name: string }[];
  capacities: Capacity[];
  csrf: string;
  /** What their last connection test came to, and when: already worded. Empty where they made none. */
  tested: string;
  urls: {
    /** Empty where the sitting is only simulated, as are the others of a sitting. */
    join: string;
    push: string;
    commands: string;
    documents: string;
    own_statement: string;
    /** Where this page shows the help desk its connection, and the help desk reads it. */
    assistance: string;
    /** The pages of documents: with the symbol of one behind it, and a slash, that of the document. Empty for who may read none. */
    document: string;
    /** The pages of statements: with the number of an item behind it, that of the item. */
    statements: string;
    /** The terms of the glossary. Empty for who may not read it. */
    glossary: string;
    /** The cases of the help desk, for those who work there: with the key of one behind it, and a slash, that of the case. */
    cases: string;
    /** Where one comments on a sitting for practice. Empty for any other. */
    comment: string;
    home: string;
    /** The page that tests a connection; empty for who may not. */
    test: string;
    /** Where what was measured at the entry is sent; empty for who never speaks. */
    entered: string;
    room: string;
    console: string;
    booth: string;
    desk: string;
  };
}

/**
 * What somebody hears who has chosen nothing yet: the channel of their own language, where the sitting has one. An
 * interpreter hears the floor.
 */
export function ownChannel({ language, languages, me }: Pick<Context, "language" | "languages" | "me">): Language {
  const spoken = languages.length > 1 && languages.some(({ code }) => code === language);
  return spoken && me.capacity !== "interpreter" ? language : "floor";
}

/** Read the context that the page carries. */
export function readContext(): Context {
  const element = document.getElementById("context");
  if (!element?.textContent) throw new Error("the page carries no context");
  return JSON.parse(element.textContent) as Context;
}
