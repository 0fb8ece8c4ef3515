/** The rooms of `src/`, lowest first. ESLint holds what each may import (import-law.js); Vite puts `shared` into one file. */

/** Files beside the folders that everything may use: they know no view and no engine. */
export const ground = [
  "assisting",
  "backoff",
  "calling",
  "context",
  "i18n",
  "measuring",
  "meeting",
  "practising",
  "remembered",
];

/** What the build begins with. */
export const entries = ["room", "pages", "connection-test", "practice", "call"];

/** Written by `make schema`. */
export const generated = "api";

/** Each speaks to one engine, and knows nothing of the other: `app/` joins them to a meeting. */
export const engines = ["state", "media"];

/** What more than one view shows, by what it is. Each may import those before it. */
export const shared = [
  "ui",
  "commands",
  "keys",
  "layout",
  "devices",
  "people",
  "language",
  "conclusion",
  "statements",
  "agenda",
  "speaking",
  "queue",
  "stage",
  "help",
  "announcements",
];

/** What somebody sees, each by itself. */
export const views = ["floor", "booth", "chair", "desk", "checks", "connection-test", "practice", "call"];
