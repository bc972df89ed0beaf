import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "arrow-parens": "error",
      complexity: ["error", 12],
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "id-length": ["error", { min: 2, exceptions: ["x", "y", "_", "L", "n", "d"], properties: "never" }],
      "max-depth": ["error", 4],
      "max-len": ["error", { code: 109, ignoreUrls: true }],
      "max-lines": ["error", 250],
      "max-params": ["error", 6],
      "no-implicit-globals": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      quotes: ["error", "double", { avoidEscape: true }],
      semi: "error",
    },
  },
  {
    files: ["src/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly" } },
    rules: {
      // Text is only ever text: no module writes markup or runs what it is given.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property })),
        { object: "document", property: "write" },
      ],
    },
  },
  { files: ["*.js", "tests/**/*.js"], languageOptions: { globals: globals.node } },
];
