// Bundles the extension and the page of the matrix into dist/, with the licences of the packages that are in them. --watch
// builds again on every change, with source maps.
import { writeFile } from "node:fs/promises";
import { context } from "esbuild";
import { noticesOf } from "./scripts/notices.mjs";

const watch = process.argv.includes("--watch");
const common = { bundle: true, minify: !watch, sourcemap: watch, outdir: "dist", logLevel: "warning", metafile: true };

const contexts = await Promise.all([
  context({
    ...common,
    entryPoints: { extension: "src/extension.ts" },
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    mainFields: ["module", "main"],
  }),
  context({
    ...common,
    entryPoints: [
      { in: "src/matrix/page.ts", out: "matrix" },
      { in: "src/matrix/page.css", out: "matrix" },
    ],
    platform: "browser",
    format: "iife",
    target: "es2022",
  }),
]);
if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  const built = await Promise.all(contexts.map((each) => each.rebuild()));
  await writeFile("dist/THIRD-PARTY-NOTICES.txt", await noticesOf(built.map(({ metafile }) => metafile)));
  await Promise.all(contexts.map((each) => each.dispose()));
}
