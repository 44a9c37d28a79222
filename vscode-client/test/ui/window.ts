/** The windows in which the tests work; each test leaves a picture of the one that it used. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Look, startBrowser } from "../browser";
import { Workbench } from "./workbench";

const environment = (name: string): string => {
  const value = process.env[`DUIZHAO_TEST_${name}`];
  if (value === undefined) {
    throw new Error(`DUIZHAO_TEST_${name} is not set: these tests are run by run.js`);
  }
  return value;
};

interface Opened {
  readonly workbench: Workbench;
  close(): Promise<void>;
}

/** Those that are open, the one that is used now last. */
const windows: Opened[] = [];

/** The window that is used now. */
export function workbench(): Workbench {
  const used = windows.at(-1);
  if (used === undefined) {
    throw new Error("no window is open");
  }
  return used.workbench;
}

/** Opens a window in a browser of its own, by default with the tests' drafts; it is used until it is closed. */
export async function openWindow(look: Partial<Look> = {}, folder = environment("FOLDER")): Promise<void> {
  const browser = await startBrowser({ locale: "en-US", viewport: { width: 1280, height: 800 }, ...look });
  try {
    const workbench = await Workbench.start(browser.context, environment("URL"), folder);
    windows.push({ workbench, close: () => browser.close() });
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Closes the window that is used now; the one before it is used again. */
export async function closeWindow(): Promise<void> {
  await windows.pop()?.close();
}

/** Where the drafts for the README's pictures are, and where the pictures go. */
export function gallery(): { readonly drafts: string; readonly images: string } {
  return { drafts: environment("PICTURES"), images: environment("IMAGES") };
}

export function settingsFile(): string {
  return environment("SETTINGS");
}

/** The folder that only the VS Code under test knows of. */
export function scratch(): string {
  return environment("SCRATCH");
}

/** Keeps a picture of the window under `name`. */
export async function picture(name: string): Promise<void> {
  const folder = environment("SHOTS");
  mkdirSync(folder, { recursive: true });
  await workbench().page.screenshot({ path: path.join(folder, `${name}.png`) });
}

before("open VS Code", async function () {
  this.timeout(90_000);
  await openWindow();
  await workbench().open("周报.md");
  await workbench().ready("工作周报");
});

afterEach(async function () {
  const test = this.currentTest;
  if (test !== undefined && windows.length > 0) {
    const { page } = workbench();
    const name = test.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 70);
    if (test.state === "failed") {
      await page.keyboard.press("Escape");
      await workbench()
        .command("Notifications: Show Notifications")
        .catch(() => undefined);
    }
    await picture(test.state === "failed" ? `failed-${name}` : name);
  }
});

after(async () => {
  while (windows.length > 0) {
    await closeWindow();
  }
});
