/** A consultation that begins from a preset is proposed a body that has its kinds of Members, until somebody chooses one. */

export function proposeBody(): void {
  const body = document.querySelector<HTMLSelectElement>('select[name="body"]');
  const ways = [...document.querySelectorAll<HTMLElement>("[data-proposed-body]")];
  if (!body) return;
  const proposed = (): string | undefined =>
    ways.find((way) => way.querySelector("input[type=radio]:checked"))?.dataset.proposedBody;
  let follows = body.value === proposed();
  body.addEventListener("change", () => {
    follows = false;
  });
  for (const way of ways) {
    way.addEventListener("change", () => {
      if (follows) body.value = proposed() ?? body.value;
    });
  }
}
