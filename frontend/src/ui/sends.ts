/** In a field of several lines Enter begins a line: with Ctrl, or Command, it sends the form. Suits `{@attach}`. */
export function sendsByEnter(field: HTMLTextAreaElement): () => void {
  const stop = new AbortController();
  field.addEventListener("keydown", (event) => sendOn(event, field), { signal: stop.signal });
  return () => stop.abort();
}

function sendOn(event: KeyboardEvent, field: HTMLTextAreaElement): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  if (!event.repeat) field.form?.requestSubmit();
}
