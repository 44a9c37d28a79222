/** Runs host.js in VS Code's extension host, and shows what it writes. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { startBrowser } from "./browser";
import { serverProcesses } from "./processes";
import type { Vscode } from "./vscode";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** A run that shows no new line for so long hangs. */
const SILENCE = 60_000;

/** Milliseconds after which no server may run when the extension host has ended. */
const FAREWELL = 10_000;

/**
 * The extension under test is the installed one; the window's "development extension", which VS Code wants for tests, stands in for the
 * Python extension.
 */
export async function runHostTests(vscode: Vscode, grep: string | undefined): Promise<Counts> {
  const driver = path.join(vscode.scratch, "driver");
  mkdirSync(driver);
  const manifest = { publisher: "ms-python", name: "python", version: "0.0.1", engines: { vscode: "^1.91.0" } };
  writeFileSync(path.join(driver, "package.json"), JSON.stringify({ ...manifest, main: "./python.js" }));
  cpSync(path.join(__dirname, "python.js"), path.join(driver, "python.js"));
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
      await answer(page, vscode.scratch);
      if (existsSync(counts)) {
        const { passed, failed } = JSON.parse(readFileSync(counts, "utf8")) as Counts;
        const left = await serversLeft(vscode.scratch);
        if (left.length > 0) {
          console.error(`servers that outlive the extension host: ${left.join(", ")}`);
        }
        return { passed, failed: failed + left.length };
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

/** Tells a test what the window shows: tests in the extension host see no messages, and nothing of the status bar. */
async function answer(page: Page, scratch: string): Promise<void> {
  const question = path.join(scratch, "selector");
  if (existsSync(question)) {
    const selector = readFileSync(question, "utf8");
    rmSync(question);
    const shown = path.join(scratch, "shown.json");
    writeFileSync(`${shown}.part`, JSON.stringify(await page.locator(selector).allInnerTexts()));
    renameSync(`${shown}.part`, shown);
  }
}

/** The servers that still run when the extension host has had time to end. */
async function serversLeft(scratch: string): Promise<number[]> {
  const until = Date.now() + FAREWELL;
  for (;;) {
    const left = serverProcesses(scratch);
    if (left.length === 0 || Date.now() > until) {
      return left;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
