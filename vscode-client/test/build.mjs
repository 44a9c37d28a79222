// Bundles the tests and their runner into dist-test/: run.js (the runner), ui.js (its UI tests), host.js, host-tests.js and python.js (all
// three for the extension host).
import { build } from "esbuild";

await build({
  entryPoints: {
    run: "test/run.ts",
    ui: "test/ui/index.ts",
    host: "test/host/index.ts",
    "host-tests": "test/host/tests.ts",
    python: "test/host/python.ts",
  },
  outdir: "dist-test",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode", "mocha", "playwright-core", "sharp"],
  sourcemap: "inline",
  logLevel: "warning",
});
