/** What changes around a draft, and what one sees of it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { serverProcesses } from "../processes";
import { eventually } from "./eventually";
import { scratch, settingsFile, workbench } from "./window";

describe("the kind of a report", () => {
  it("is told with counts in the status bar, and another one is chosen there", async () => {
    const window = workbench();
    await window.open("两个清单.md");
    await window.ready("2/2");
    await window.status.click();
    await eventually(async () => assert.ok((await window.choices()).some((each) => each.includes("文首 report 指定"))));
    await window.pick("ours/weekly");
    await window.ready("工作周报");
    await eventually(async () => assert.ok((await window.lines()).includes("report: ours/weekly")));
    await window.page.keyboard.press("Control+Z");
    await window.ready("公文");
  });
});

describe("how far a report is", () => {
  it("is chosen by a command, and what is missing counts then", async () => {
    const window = workbench();
    await window.open("检查报告.md");
    await window.ready("公文");
    const unfilled = async (): Promise<string | undefined> =>
      (await window.squiggles()).find(({ words }) => words === "待补充")?.severity;
    await eventually(async () => assert.equal(await unfilled(), "info"));
    await window.command("Draft or Final…");
    await window.pick("Everything must be there.");
    await eventually(async () => assert.equal(await unfilled(), "warning"));
    await window.command("Draft or Final…");
    await window.pick("What is not written yet");
    await eventually(async () => assert.equal(await unfilled(), "info"));
  });
});

describe("the ledger", () => {
  it("is saved as a workbook beside the draft", async () => {
    const window = workbench();
    await window.open("两个清单.md");
    await window.ready("2/2");
    await window.command("Export the Ledger…");
    const name = window.page.locator(".quick-input-widget input.input");
    await eventually(async () => assert.match(await name.inputValue(), /两个清单.*\.xlsx$/));
    await window.page.keyboard.press("Enter");
    await eventually(async () => {
      const [file] = readdirSync(window.folder).filter((each) => each.endsWith(".xlsx"));
      assert.ok(file);
      assert.equal(readFileSync(path.join(window.folder, file)).subarray(0, 2).toString(), "PK");
    });
    await window.page.getByText("The ledger is saved as").first().waitFor();
  });
});

describe("settings", () => {
  const given = JSON.parse(readFileSync(settingsFile(), "utf8")) as object;

  /** Writes settings as people do who know JSON, and goes back to the draft. */
  async function change(settings: object): Promise<void> {
    const window = workbench();
    await window.command("Preferences: Open User Settings (JSON)");
    await window.page.locator(".tabs-container .tab.active", { hasText: "settings.json" }).waitFor();
    await eventually(async () => assert.match((await window.lines()).join("\n"), /editor\.fontSize/));
    const wanted = { ...given, ...settings };
    await window.rewrite(JSON.stringify(wanted, null, 2));
    assert.deepEqual(JSON.parse(readFileSync(settingsFile(), "utf8")), wanted);
    await window.open("检查报告.md");
  }

  before(() => workbench().open("检查报告.md"));

  it("take effect in drafts that are open", async () => {
    const window = workbench();
    const severity = async (): Promise<string | undefined> =>
      (await window.squiggles()).find(({ words }) => words === ",")?.severity;
    await eventually(async () => assert.equal(await severity(), "warning"));
    await change({ "duizhao.rules": { "punctuation/half-width": "error" } });
    await eventually(async () => assert.equal(await severity(), "error"));
  });

  it("change the language of what is said, and are as before when they are taken back", async () => {
    const window = workbench();
    await window.command("Problems: Focus on Problems View");
    await change({ "duizhao.language": "en" });
    await eventually(async () => assert.match((await window.problems()).join("\n"), /full-width/));
    await change({});
    await eventually(async () => assert.match((await window.problems()).join("\n"), /中文里用全角/));
    await window.command("View: Hide Panel");
  });
});

describe("a pack that is broken", () => {
  it("is marked in its own file, and the mark goes when it is mended", async () => {
    const window = workbench();
    await window.open("packs/ours/weekly.yaml");
    await window.click("match: 下周打算", "behind");
    await window.type(", requird: true");
    await window.save();
    await eventually(async () => assert.deepEqual(await window.squiggles(), [{ severity: "error", words: "requird" }]));
    assert.match(await window.notifications(), /规则有误，没有使用：.*weekly\.yaml/);
    await window.click("requird: true", "behind");
    for (const _ of ", requird: true") {
      await window.page.keyboard.press("Backspace");
    }
    await window.save();
    await eventually(async () => assert.deepEqual(await window.squiggles(), []));
    assert.match(readFileSync(path.join(window.folder, "packs/ours/weekly.yaml"), "utf8"), /match: 下周打算\}/);
  });
});

describe("a server that is killed", () => {
  it("is there again by itself, and goes on with what is typed", async () => {
    const window = workbench();
    await window.open("检查报告.md");
    await window.ready("公文");
    const [killed] = serverProcesses(scratch());
    assert.ok(killed);
    process.kill(killed, "SIGKILL");
    await window.toEnd();
    await window.type("每天登记,");
    await eventually(async () => {
      assert.deepEqual((await window.squiggles()).slice(-1), [{ severity: "warning", words: "," }]);
      assert.ok((await window.lines()).includes("每天登记,"));
    });
    const now = serverProcesses(scratch());
    assert.equal(now.length, 1);
    assert.notEqual(now[0], killed);
    await window.revert();
  });
});
