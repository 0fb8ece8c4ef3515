/**
 * A part of a page that is kept up to date while it is open: `data-live` is the address that is asked, every
 * `data-every` seconds and with what was seen. Nothing new is answered by 204. Of what is new, the pieces that differ
 * (`data-piece`) take the place of the old ones; what somebody types into stands in none of them.
 */

const MOST_WAITING = 60;

/** Put the pieces that differ in the place of the old ones; the focus stays where it was. */
export function renew(part: HTMLElement, html: string): boolean {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.querySelector<HTMLElement>("[data-live]");
  if (!next) return false;
  for (const old of part.querySelectorAll<HTMLElement>("[data-piece]")) {
    const piece = next.querySelector<HTMLElement>(`[data-piece="${old.dataset.piece ?? ""}"]`);
    if (!piece || piece.innerHTML === old.innerHTML) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const address = focused?.getAttribute("href");
    old.innerHTML = piece.innerHTML;
    if (!address) continue;
    const again = [...old.querySelectorAll<HTMLElement>("[href]")].find((one) => one.getAttribute("href") === address);
    again?.focus();
  }
  part.dataset.seen = next.dataset.seen ?? "";
  part.dataset.said = next.dataset.said ?? "";
  return true;
}

async function ask(part: HTMLElement): Promise<boolean> {
  const address = new URL(part.dataset.live ?? "", location.href);
  address.searchParams.set("live", "1");
  address.searchParams.set("seen", part.dataset.seen ?? "");
  const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
  if (answer.status === 204) return true;
  return answer.ok && renew(part, await answer.text());
}

function showNote(part: HTMLElement): void {
  const note = part.querySelector<HTMLElement>("[data-live-note]");
  if (note) note.hidden = false;
}

/** Ask again and again while the page is looked at; seldom while nobody answers. */
export function keepUpToDate(after: () => void = () => undefined): void {
  const part = document.querySelector<HTMLElement>("[data-live]");
  if (!part) return;
  const every = Number(part.dataset.every ?? "5");
  let wait = every;
  const next = (): void => {
    setTimeout(() => {
      void round();
    }, wait * 1000);
  };
  const round = async (): Promise<void> => {
    if (document.visibilityState === "visible") {
      const seen = part.dataset.seen;
      const good = await ask(part).catch(() => false);
      wait = good ? every : Math.min(wait * 2, MOST_WAITING);
      if (part.dataset.seen !== seen) {
        const said = document.getElementById("live-said");
        if (said) said.textContent = part.dataset.said ?? "";
        showNote(part);
        after();
      }
    }
    next();
  };
  showNote(part);
  next();
}
