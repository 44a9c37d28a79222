/** The one window in which the tests work; each leaves a picture of it. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, startBrowser } from "../browser";
import { type Area, Workbench } from "./workbench";

const environment = (name: string): string => {
  const value = process.env[`DUIZHAO_TEST_${name}`];
  if (value === undefined) {
    throw new Error(`DUIZHAO_TEST_${name} is not set: these tests are run by run.js`);
  }
  return value;
};

let browser: Browser | undefined;
let opened: Workbench | undefined;

/** The window; there is one while tests run. */
export function workbench(): Workbench {
  if (opened === undefined) {
    throw new Error("no window is open");
  }
  return opened;
}

export function settingsFile(): string {
  return environment("SETTINGS");
}

/** The folder that only the VS Code under test knows of. */
export function scratch(): string {
  return environment("SCRATCH");
}

/** Keeps a picture of the window, or of a part of it, under `name`. */
export async function picture(name: string, clip?: Area): Promise<void> {
  const folder = environment("SHOTS");
  mkdirSync(folder, { recursive: true });
  await workbench().page.screenshot({ path: path.join(folder, `${name}.png`), ...(clip && { clip }) });
}

before("open VS Code", async function () {
  this.timeout(90_000);
  browser = await startBrowser({ width: 1280, height: 800 });
  opened = await Workbench.start(browser.context, environment("URL"), environment("FOLDER"));
  await opened.open("周报.md");
  await opened.ready("工作周报");
});

afterEach(async function () {
  const test = this.currentTest;
  if (test !== undefined && opened !== undefined) {
    const name = test.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 70);
    if (test.state === "failed") {
      await opened.page.keyboard.press("Escape");
      await opened.command("Notifications: Show Notifications").catch(() => undefined);
    }
    await picture(test.state === "failed" ? `failed-${name}` : name);
  }
});

after(async () => {
  await browser?.close();
  browser = opened = undefined;
});
