import type { HelpThread } from "../api/documents";

/** Threads without an answer first, then the latest; only those whose person, Member or last words contain `search`. */
export function found(
  threads: readonly HelpThread[],
  search: string,
  memberName: (code: string | null) => string,
): HelpThread[] {
  const wanted = search.trim().toLocaleLowerCase();
  return threads
    .filter((thread) =>
      [thread.who.name, memberName(thread.who.member), thread.last.text].some((text) =>
        text.toLocaleLowerCase().includes(wanted),
      ),
    )
    .toSorted((a, b) => Number(b.unanswered) - Number(a.unanswered) || b.last.id - a.last.id);
}
