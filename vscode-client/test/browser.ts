/** Debian's Chromium, with a profile of its own that is gone when it has been closed. */
import { existsSync } from "node:fs";
import { type BrowserContext, chromium } from "playwright-core";

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export interface Look {
  readonly locale: "en-US" | "zh-CN";
  readonly viewport: { readonly width: number; readonly height: number };
  /** Dots for each pixel of the viewport, along each side. */
  readonly deviceScaleFactor?: number;
}

export async function startBrowser(look: Look): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((each) => existsSync(each));
  if (executablePath === undefined) {
    throw new Error("no Chromium: apt-get install chromium fonts-noto-cjk");
  }
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
    ],
  });
  const context = await browser.newContext({ ...look, permissions: ["clipboard-read", "clipboard-write"] });
  return { context, close: () => browser.close() };
}
