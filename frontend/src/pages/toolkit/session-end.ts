/**
 * The end of a session, said ten minutes before: while a page is open it asks how long one stays signed in, and offers to
 * put the end off (`[data-session]`), in the room as on any other page. What was done in another tab, or in the room, counts too: the server knows.
 */

const WARN_SECONDS = 600;
const LONGEST_WAIT = 600;
const FIRST_WAIT = 60;
const SHORTEST_WAIT = 20;

interface Answer {
  left: number;
}

function token(): string {
  return /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

async function ask(address: string): Promise<number | null> {
  try {
    const answer = await fetch(`${address}?live=1`, { credentials: "same-origin", redirect: "error" });
    return answer.ok ? ((await answer.json()) as Answer).left : null;
  } catch {
    return null;
  }
}

async function putOff(address: string): Promise<number | null> {
  try {
    const headers = { "X-CSRFToken": token() };
    const answer = await fetch(address, { method: "POST", credentials: "same-origin", redirect: "error", headers });
    return answer.ok ? ((await answer.json()) as Answer).left : null;
  } catch {
    return null;
  }
}

/** As in "14:05", in the reader's language. */
function clock(at: Date): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    numberingSystem: "latn",
  }).format(at);
}

/** The button goes, and with it what had the focus. */
function focusContent(): void {
  const content = document.querySelector<HTMLElement>("main");
  if (!content) return;
  if (!content.hasAttribute("tabindex")) content.tabIndex = -1; // the room's has none
  content.focus({ preventScroll: true });
}

/** Seconds until the server is to be asked again, of so many that are left. */
export function nextAsked(left: number | null): number {
  if (left === null) return FIRST_WAIT;
  const untilWarned = left > WARN_SECONDS ? left - WARN_SECONDS : left / 4;
  return Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, Math.ceil(untilWarned)));
}

export function announceSessionEnd(root: ParentNode = document): void {
  const notice = root.querySelector<HTMLElement>("[data-session]");
  const words = notice?.querySelector<HTMLElement>("[data-session-words]");
  const stay = notice?.querySelector<HTMLButtonElement>("[data-session-stay]");
  const signIn = notice?.querySelector<HTMLElement>("[data-session-sign-in]");
  if (!notice || !words || !stay || !signIn) return;
  const address = notice.dataset["session"] ?? "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = "";

  const say = (text: string): void => {
    // Said once: the same words again would be read aloud again.
    if (text === told) return;
    told = text;
    words.textContent = text;
  };
  const show = (left: number | null): void => {
    clearTimeout(timer);
    if (left === null) {
      timer = setTimeout(round, FIRST_WAIT * 1000);
      return;
    }
    const over = left === 0;
    notice.classList.toggle("shown", left <= WARN_SECONDS);
    stay.hidden = over || left > WARN_SECONDS;
    signIn.hidden = !over;
    if (left > WARN_SECONDS) say("");
    else if (over) say(notice.dataset["over"] ?? "");
    else if (told === "") {
      const at = clock(new Date(Date.now() + left * 1000));
      say((notice.dataset["soon"] ?? "").replace("{time}", `\u2068${at}\u2069`));
    }
    if (!over) timer = setTimeout(round, nextAsked(left) * 1000);
  };
  const round = (): void => {
    void ask(address).then(show);
  };
  stay.addEventListener("click", () => {
    void putOff(address).then((left) => {
      told = "";
      show(left);
      if (left === null) return;
      if (left > WARN_SECONDS) say(notice.dataset["stayed"] ?? "");
      focusContent();
    });
  });
  // A computer that slept, or a tab that rested, is asked about at once.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") round();
  });
  timer = setTimeout(round, FIRST_WAIT * 1000);
}
