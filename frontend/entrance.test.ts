import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { expect, test } from "vitest";

const SOURCES = resolve(import.meta.dirname, "src");
const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^"'()]*?\sfrom\s+)?["']([^"']+)["']/gm;

/** What a module imports before it runs; what it imports when it runs is not among it. */
function imports(file: string): string[] {
  return [...readFileSync(file, "utf-8").matchAll(IMPORT)].map(([, source]) => source as string);
}

function found(from: string, source: string): string | null {
  const path = resolve(dirname(from), source);
  return [path, `${path}.ts`].find((one) => existsSync(one) && /\.(ts|svelte)$/.test(one)) ?? null;
}

/** The packages that are fetched before one of these modules runs. */
function packages(...files: string[]): Set<string> {
  const waiting = files.map((file) => resolve(SOURCES, file));
  const seen = new Set<string>();
  const reached = new Set<string>();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const source of imports(file)) {
      if (!source.startsWith(".")) reached.add(source);
      const next = source.startsWith(".") && found(file, source);
      if (next) waiting.push(next);
    }
  }
  return reached;
}

test.each(["floor/Room", "chair/Console", "booth/Booth", "desk/Desk"])(
  "before somebody enters by %s, the client of the media engine is not fetched",
  (view) => {
    const before = packages("room.ts", "checks/Enter.svelte", `${view}.svelte`);
    expect(before).toContain("svelte");
    expect(before).not.toContain("livekit-client");
  },
);

test("it comes with what is fetched after it", () => {
  expect(packages("media/media.svelte.ts")).toContain("livekit-client");
});
