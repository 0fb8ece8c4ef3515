/** The search of the desk (`[data-search]`): Ctrl K, or Command K, leads to it, where it is shown, else to its page. */

function isAsked(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
}

export function offerSearch(go: (address: string) => void = (address) => location.assign(address)): void {
  document.querySelector("[data-search] + .key")?.removeAttribute("hidden");
  document.addEventListener("keydown", (event) => {
    const above = document.querySelector<HTMLInputElement>("[data-search]");
    if (!above?.form || !isAsked(event)) return;
    event.preventDefault();
    // The page of the search has a field of its own, with what was searched for.
    const field = document.querySelector<HTMLInputElement>("[data-search-here]") ?? above;
    if (field.checkVisibility()) {
      field.focus();
      field.select();
    } else {
      go(above.form.action);
    }
  });
}
