import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import importLaw from "./import-law.js";
import svelteConfig from "./svelte.config.js";

/** Each engine's client has one room that speaks to it. */
const engines = {
  "livekit-client": "Only src/media speaks to the media engine.",
  centrifuge: "Only src/state speaks to the push engine.",
};

/** Forbid the engines' clients, except those named. */
function onlyEngine(...allowed) {
  const paths = Object.entries(engines)
    .filter(([name]) => !allowed.includes(name))
    .map(([name, message]) => ({ name, message }));
  return { "no-restricted-imports": ["error", { paths }] };
}

export default ts.config(
  { ignores: ["node_modules/", "src/api/"] },
  js.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, extraFileExtensions: [".svelte"], parser: ts.parser, svelteConfig },
    },
    rules: {
      ...onlyEngine(),
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-console": "error",
      eqeqeq: "error",
      // An index signature is read with brackets, as TypeScript asks for.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
    },
  },
  {
    files: ["src/media/**"],
    // Collections there are bookkeeping that no view reads.
    rules: { ...onlyEngine("livekit-client"), "svelte/prefer-svelte-reactivity": "off" },
  },
  { files: ["src/state/**"], rules: onlyEngine("centrifuge") },
  importLaw,
  { files: ["*.js", "*.config.ts", "scripts/**"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.test.ts"],
    // Files of tests share one page and its modules: whether a module is replaced depends on which file came first.
    rules: {
      "no-restricted-properties": [
        "error",
        ...["mock", "doMock", "hoisted"].map((property) => ({
          object: "vi",
          property,
          message: "Hand over what is to be false, as an argument.",
        })),
      ],
    },
  },
  { files: ["*.config.ts", "*.test.ts"], languageOptions: { parser: ts.parser } },
  prettier,
  ...svelte.configs.prettier,
);
