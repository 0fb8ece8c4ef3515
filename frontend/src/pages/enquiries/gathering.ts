/** Conditions are dragged onto a cluster of their heading: the same form is sent that moves them by keyboard. */

function clusterOf(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-cluster]") : null;
}

function headingOf(element: Element): string {
  return element.closest<HTMLElement>("[data-heading]")?.dataset.heading ?? "";
}

export function offerGathering(): void {
  const form = document.querySelector<HTMLFormElement>("form#gather");
  if (!form) return;
  const clusters = [...document.querySelectorAll<HTMLElement>("[data-cluster]")];
  let dragged: HTMLElement | null = null;

  const takes = (cluster: HTMLElement | null): cluster is HTMLElement =>
    cluster !== null &&
    dragged !== null &&
    cluster.dataset.heading === headingOf(dragged) &&
    !cluster.contains(dragged);
  const leave = (): void => {
    for (const cluster of clusters) cluster.classList.remove("over", "closed-to");
  };

  for (const condition of document.querySelectorAll<HTMLElement>("[data-condition]")) {
    condition.draggable = true;
    condition.addEventListener("dragstart", (event) => {
      dragged = condition;
      event.dataTransfer?.setData("text/plain", condition.dataset.condition ?? "");
      for (const cluster of clusters) {
        cluster.classList.toggle("closed-to", cluster.dataset.heading !== headingOf(condition));
      }
    });
    condition.addEventListener("dragend", () => {
      dragged = null;
      leave();
    });
  }
  for (const cluster of clusters) {
    cluster.addEventListener("dragover", (event) => {
      if (!takes(clusterOf(event))) return;
      event.preventDefault();
      cluster.classList.add("over");
    });
    cluster.addEventListener("dragleave", () => {
      cluster.classList.remove("over");
    });
    cluster.addEventListener("drop", (event) => {
      if (!takes(cluster) || !dragged) return;
      event.preventDefault();
      send(form, dragged.dataset.condition ?? "", cluster.dataset.cluster ?? "");
    });
  }
  document.querySelector<HTMLElement>("[data-drags]")?.removeAttribute("hidden");
}

/** Of those ticked, the dragged one takes the others along; alone, it goes alone. */
function send(form: HTMLFormElement, condition: string, cluster: string): void {
  const ticks = [...document.querySelectorAll<HTMLInputElement>('input[name="condition"][form="gather"]')];
  const own = ticks.find((tick) => tick.value === condition);
  if (own && !own.checked) {
    for (const tick of ticks) tick.checked = tick === own;
  }
  const into = form.elements.namedItem("into");
  if (into instanceof HTMLSelectElement) into.value = cluster;
  form.action = `${form.getAttribute("action") ?? "?"}#condition-${condition}`;
  form.submit();
}
