import nextCoreWebVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const eslintConfig = [
  ...nextCoreWebVitals,
  ...nextTypescript,
  { ignores: ["convex/_generated/**", ".next/**", "coverage/**", "next-env.d.ts"] },
  {
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["**/old-pricing", "**/old-pricing/*"], message: "Deprecated." }] },
      ],
    },
  },
];

export default eslintConfig;
