/**
 * Collect the strings to translate, for xgettext: `node scripts/messages.mjs FOLDER`.
 *
 * For each source file that has some, FOLDER gets a JavaScript file with nothing but the calls of gettext and its
 * sisters, each on the line where it stands in the source (xgettext understands neither Svelte nor TypeScript).
 * A "Translators:" comment on the line before a call goes with it.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { parse } from "svelte/compiler";
import ts from "typescript";

/** How many of its first arguments are text. */
const texts = { gettext: 1, ngettext: 2, pgettext: 2, npgettext: 3 };
const sources = fileURLToPath(new URL("../src/", import.meta.url));

/** Each call in a Svelte file: `{name, line, args}`, `args` being the text or null where it is not literal. */
function* callsOfSvelte(source) {
  const pending = [parse(source, { modern: true })];
  while (pending.length) {
    const node = pending.pop();
    if (node.type === "CallExpression" && Object.hasOwn(texts, node.callee.name ?? "")) {
      const { name } = node.callee;
      const line = node.loc.start.line;
      yield { name, line, args: node.arguments.slice(0, texts[name]).map((argument) => argument.value ?? null) };
    }
    const children = Object.values(node).flat();
    pending.push(...children.filter((child) => child !== null && typeof child === "object" && child !== node));
  }
}

/** The same of a TypeScript file. */
function* callsOfTypeScript(source) {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const pending = [file];
  while (pending.length) {
    const node = pending.pop();
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && Object.hasOwn(texts, node.expression.text)) {
      const name = node.expression.text;
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const args = node.arguments.slice(0, texts[name]);
      yield { name, line, args: args.map((argument) => (ts.isStringLiteralLike(argument) ? argument.text : null)) };
    }
    pending.push(...node.getChildren());
  }
}

/** One line of JavaScript for each line of the source. */
function extract(path, source) {
  const calls = [...(path.endsWith(".svelte") ? callsOfSvelte(source) : callsOfTypeScript(source))];
  const given = source.split("\n");
  const lines = given.map(() => "");
  for (const { name, line, args } of calls) {
    if (args.length < texts[name] || args.includes(null)) {
      throw new Error(`${path}:${line}: ${name} takes literal strings only`);
    }
    const count = name.startsWith("n") ? ["count"] : [];
    lines[line - 1] += `${name}(${[...args.map((text) => JSON.stringify(text)), ...count].join(", ")}); `;
    const remark = /Translators:.*?(?=\*\/|-->|$)/.exec(given[line - 2] ?? "");
    if (remark) lines[line - 2] = `// ${remark[0].trim()}`;
  }
  return calls.length ? lines.join("\n") : "";
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: node scripts/messages.mjs FOLDER");
for (const path of readdirSync(sources, { recursive: true }).sort()) {
  if (!/\.(svelte|ts)$/.test(path) || /\.test\.ts$|^i18n\.ts$/.test(path)) continue;
  const text = extract(path, readFileSync(join(sources, path), "utf8"));
  if (!text) continue;
  const target = join(folder, `${path}.js`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
