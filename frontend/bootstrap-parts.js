/**
 * The parts of Bootstrap that the server's pages use, by their classes. The build leaves everything else out: nine tenths of
 * what a first visit would fetch of it. tests/web/test_bootstrap.py names a class that a template uses and that is not here.
 */
export const parts = new Set([
  "alert",
  "alert-warning",
  "btn",
  "btn-danger",
  "btn-lg",
  "btn-primary",
  "card",
  "card-body",
  "form-control",
  "form-label",
  "form-select",
  "is-invalid",
  "row",
  "table",
]);

/** Whether a selector can match on our pages: what it does not want to match is no matter. */
export function isUsed(selector) {
  if (selector.includes("data-bs-")) return false;
  const classes = selector.replace(/:not\([^)]*\)/g, "").matchAll(/\.([a-zA-Z][\w-]*)/g);
  return [...classes].every(([, name]) => parts.has(name));
}

/** For PostCSS: takes the rest out of Bootstrap's sheets, once they are imported. */
export const bootstrapParts = {
  postcssPlugin: "bootstrap-parts",
  OnceExit(root) {
    const ofBootstrap = (node) => /node_modules\/bootstrap\//.test(node.source?.input.file ?? "");
    root.walkRules((rule) => {
      if (!ofBootstrap(rule) || rule.parent.name?.endsWith("keyframes")) return;
      const used = rule.selectors.filter(isUsed);
      if (used.length === 0) rule.remove();
      else rule.selectors = used;
    });
    root.walkAtRules((rule) => {
      if (ofBootstrap(rule) && (/keyframes$/.test(rule.name) || rule.nodes?.length === 0)) rule.remove();
    });
  },
};
