/**
 * run.js host|ui|all [-g PATTERN]: installs the built vsix into a fresh VS Code and runs the tests of the extension host, those of the
 * screen, or both. Ends with 0 only where all passed.
 *
 * VSCODE_SERVER_CACHE: where VS Code is kept between runs. PORT: a port for the server, by default a free one. CHROMIUM: the browser.
 * DUIZHAO_TEST_IMAGES: where the README's pictures go, by default to the other pictures that tests leave.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import { type Counts, runHostTests } from "./host-run";
import { startVscode, type Vscode } from "./vscode";

const TESTS = __dirname;
const CLIENT = path.dirname(TESTS);
const SHOTS = path.join(CLIENT, "test", "screenshots");

async function runUiTests(vscode: Vscode, grep: string | undefined): Promise<Counts> {
  process.env.DUIZHAO_TEST_URL = vscode.url;
  process.env.DUIZHAO_TEST_FOLDER = vscode.folder;
  process.env.DUIZHAO_TEST_SETTINGS = vscode.settingsFile;
  process.env.DUIZHAO_TEST_SCRATCH = vscode.scratch;
  process.env.DUIZHAO_TEST_SHOTS = SHOTS;
  process.env.DUIZHAO_TEST_PICTURES = path.join(CLIENT, "test", "pictures");
  process.env.DUIZHAO_TEST_IMAGES ??= path.join(SHOTS, "images");
  // All tests share a window: after a failure the others would only wait in vain.
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 40_000,
    slow: 10_000,
    bail: true,
    ...(grep === undefined ? {} : { grep }),
  });
  mocha.addFile(path.join(TESTS, "ui.js"));
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 1 }));
  });
}

const SUITES = {
  host: { run: runHostTests, settings: { "security.workspace.trust.enabled": false } },
  ui: { run: runUiTests, settings: {} },
};

function chosen(which: string): (keyof typeof SUITES)[] {
  switch (which) {
    case "all":
      return ["host", "ui"];
    case "host":
    case "ui":
      return [which];
    default:
      throw new Error("usage: run.js host|ui|all [-g PATTERN]");
  }
}

async function main(): Promise<void> {
  const [which = "all", flag, pattern] = process.argv.slice(2);
  const names = chosen(flag === undefined || flag === "-g" ? which : "");
  const vsix = path.join(CLIENT, "duizhao.vsix");
  if (!existsSync(vsix)) {
    throw new Error(`${vsix} is not built: npm run package`);
  }
  let passed = 0;
  let failed = 0;
  for (const name of names) {
    const suite = SUITES[name];
    const vscode = await startVscode(vsix, path.join(CLIENT, "test"), suite.settings);
    try {
      const counts = await suite.run(vscode, pattern);
      passed += counts.passed;
      failed += counts.failed;
      if (counts.failed > 0) {
        vscode.keepLogs(path.join(SHOTS, `${name}-logs`));
      }
    } finally {
      await vscode.end();
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
});
