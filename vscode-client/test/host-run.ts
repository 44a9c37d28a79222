/** Runs host.js in VS Code's extension host, and shows what it writes. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startBrowser } from "./browser";
import type { Vscode } from "./vscode";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** A run that shows no new line for so long hangs. */
const SILENCE = 60_000;

/**
 * The extension under test is the installed one; the window's "development extension", which VS Code wants for tests, is an empty one.
 */
export async function runHostTests(vscode: Vscode, grep: string | undefined): Promise<Counts> {
  const driver = path.join(vscode.scratch, "driver");
  mkdirSync(driver);
  const manifest = { name: "driver", publisher: "test", version: "0.0.1", engines: { vscode: "^1.91.0" } };
  writeFileSync(path.join(driver, "package.json"), JSON.stringify(manifest));
  if (grep !== undefined) {
    writeFileSync(path.join(vscode.scratch, "grep"), grep);
  }
  const output = path.join(vscode.scratch, "output");
  const counts = path.join(vscode.scratch, "counts.json");
  const remote = `vscode-remote://${new URL(vscode.url).host}`;
  const payload = [
    ["extensionDevelopmentPath", remote + driver],
    ["extensionTestsPath", remote + path.join(__dirname, "host.js")],
    ["skipWelcome", "true"],
  ];

  const browser = await startBrowser({ locale: "en-US", viewport: { width: 1280, height: 800 } });
  try {
    const page = await browser.context.newPage();
    let ended = false;
    const workbenchLog: string[] = [];
    await page.exposeFunction(
      "codeAutomationLog",
      (_type: string, args: unknown[]) => void workbenchLog.push(args.join(" ")),
    );
    await page.exposeFunction("codeAutomationExit", () => {
      ended = true;
    });
    const query = new URLSearchParams({ folder: vscode.folder, payload: JSON.stringify(payload) });
    await page.goto(`${vscode.url}/?${query}`);
    let shown = 0;
    let last = Date.now();
    for (;;) {
      const text = existsSync(output) ? readFileSync(output, "utf8") : "";
      if (text.length > shown) {
        process.stdout.write(text.slice(shown));
        shown = text.length;
        last = Date.now();
      }
      if (existsSync(counts)) {
        return JSON.parse(readFileSync(counts, "utf8")) as Counts;
      }
      if (ended || Date.now() - last > SILENCE) {
        console.error(workbenchLog.slice(-40).join("\n"));
        console.error(ended ? "the extension host ended without a result" : `no sign of life for ${SILENCE / 1000} s`);
        return { passed: 0, failed: 1 };
      }
      await page.waitForTimeout(100);
    }
  } finally {
    await browser.close();
  }
}
