/** The browser's zone is chosen where a form asks a person for their own, and none is chosen yet. */

export function chooseZone(zone: string): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[name="time_zone"][data-own]')) {
    if (select.value !== "" || zone === "") continue;
    // A browser may have an old name of a zone, which the list does not show and the server knows.
    if (![...select.options].some((option) => option.value === zone)) select.add(new Option(zone, zone));
    select.value = zone;
  }
}

export function chooseOwnZone(): void {
  chooseZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}
