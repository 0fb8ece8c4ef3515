/** The browser's zone is chosen where a form asks a person for their own, and none is chosen yet. */

/** As in "Kolkata (UTC+5:30)": how the list has the others, as far as a browser can say it. */
function nameOf(zone: string): string {
  const city = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  return `${city} (${offset.replace("GMT", "UTC").replace("-", "\u2212")})`;
}

export function chooseZone(zone: string): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[name="time_zone"][data-own]')) {
    if (select.value !== "" || zone === "") continue;
    // A browser may have an old name of a zone, which the list does not show and the server knows.
    if (![...select.options].some((option) => option.value === zone)) select.add(new Option(nameOf(zone), zone));
    select.value = zone;
  }
}

export function chooseOwnZone(): void {
  chooseZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}
