// Bundles the extension and the page of the matrix into dist/. --watch builds again on every change, with source maps.
import { context } from "esbuild";

const watch = process.argv.includes("--watch");
const common = { bundle: true, minify: !watch, sourcemap: watch, outdir: "dist", logLevel: "warning" };

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
for (const each of contexts) {
  if (watch) {
    await each.watch();
  } else {
    await each.rebuild();
    await each.dispose();
  }
}
