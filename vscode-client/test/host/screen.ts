/** What the window shows, told by the runner, which holds its browser. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { scratch } from "./drafts";
import { until } from "./until";

/** The texts of all elements for a selector of Playwright. */
export async function onScreen(selector: string): Promise<string[]> {
  const question = path.join(scratch, "selector");
  writeFileSync(`${question}.part`, selector);
  renameSync(`${question}.part`, question);
  const shown = path.join(scratch, "shown.json");
  await until("the runner's answer", () => existsSync(shown));
  const texts = JSON.parse(readFileSync(shown, "utf8")) as string[];
  rmSync(shown);
  return texts;
}
