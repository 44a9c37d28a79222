/** What one sees of the matrix beside its draft. */
import assert from "node:assert/strict";
import { serverProcesses } from "../processes";
import { eventually } from "./eventually";
import { Matrix } from "./matrix";
import { picture, scratch, workbench } from "./window";

const draft = "整改对照.md";
const covered = [
  {
    state: "已对应",
    problem: "巡库记录不全",
    answers: ["针对问题（一），每周抽查一次巡库记录"],
  },
  {
    state: "已对应",
    problem: "😀水泵`<img src=x>`带病运行",
    answers: ["针对问题（二），更换两台水泵"],
  },
];
const uncovered = { state: "未对应", problem: "收费不公开", answers: [] };

describe("the matrix", () => {
  let matrix: Matrix;

  before(async () => {
    const window = workbench();
    await window.open(draft);
    matrix = new Matrix(window.page);
  });

  /** Puts the cursor into the draft, before `words`. */
  async function toDraft(words: string): Promise<void> {
    const window = workbench();
    await window.tab(draft).click();
    await window.find(words);
  }

  it("is shown beside the draft, which keeps the focus", async () => {
    const window = workbench();
    await toDraft("各村要");
    await window.command("Show the Matrix");
    await eventually(async () => assert.deepEqual(await matrix.rows(), [...covered, uncovered]));
    assert.deepEqual(await matrix.filters(), ["All 3", "已对应 2", "未对应 1"]);
    assert.equal(await window.tab(`Matrix: ${draft}`).count(), 1);
    assert.ok(await window.page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null));
  });

  it("makes no markup of what stands in a draft, and lets nothing in from elsewhere", async () => {
    assert.equal(await matrix.body.locator("img").count(), 0);
    const policy = await matrix.body.evaluate(() => {
      const refused = new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
      });
      const image = document.createElement("img");
      image.src = "https://example.invalid/x.png";
      return refused;
    });
    assert.equal(policy, "img-src");
  });

  it("leads to an item by a click", async () => {
    const window = workbench();
    await matrix.item("更换两台水泵").click();
    await eventually(async () => assert.equal(await window.selected(), "Ln 27, Col 3"));
  });

  it("leads to an item by keys alone", async () => {
    const window = workbench();
    await matrix.item("巡库记录不全").focus();
    await window.page.keyboard.press("ArrowDown");
    assert.equal(await matrix.focused(), "针对问题（一），每周抽查一次巡库记录");
    await window.page.keyboard.press("End");
    assert.equal(await matrix.focused(), "收费不公开");
    await window.page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await window.selected(), "Ln 17, Col 8"));
    await window.type("，");
    await eventually(async () => assert.ok((await window.lines()).includes("### （三），收费不公开")));
    await window.page.keyboard.press("Control+Z");
  });

  it("follows the draft, and stays filtered", async () => {
    const window = workbench();
    await matrix.filter("未对应").click();
    assert.deepEqual(await matrix.rows(), [uncovered]);
    await toDraft("## 三、");
    await window.page.keyboard.press("Home");
    await window.compose("3.zhendui", "3.针对问题（三），每月张贴一次。");
    await window.type("\n\n");
    await eventually(async () => assert.deepEqual(await matrix.filters(), ["All 3", "已对应 3", "未对应 0"]));
    assert.deepEqual(await matrix.rows(), []);
    await matrix.filter("All").click();
    assert.deepEqual((await matrix.rows())[2], {
      state: "已对应",
      problem: "收费不公开",
      answers: ["针对问题（三），每月张贴一次"],
    });
    await toDraft("## 三、");
    await window.revert();
    await eventually(async () => assert.deepEqual(await matrix.rows(), [...covered, uncovered]));
  });

  it("offers the ledger of its draft", async () => {
    const window = workbench();
    await matrix.button("Export as ledger…").click();
    const name = window.page.locator(".quick-input-widget input.input");
    await eventually(async () => assert.match(await name.inputValue(), /整改对照.*\.xlsx$/));
    await window.page.keyboard.press("Escape");
  });

  it("follows the draft to a server that was started anew", async () => {
    const window = workbench();
    await toDraft("各村要");
    await window.command("Restart the Server");
    await toDraft("### （三）");
    await window.page.keyboard.press("End");
    await window.type("透明");
    await eventually(async () => {
      const rows = await matrix.rows();
      assert.equal(rows[2]?.problem, "收费不公开透明");
    });
    await window.revert();
    await eventually(async () => assert.deepEqual(await matrix.rows(), [...covered, uncovered]));
  });

  it("tells that the server has failed, and starts it again", async function () {
    this.timeout(90_000);
    const window = workbench();
    await eventually(async () => {
      for (const server of serverProcesses(scratch())) {
        process.kill(server, "SIGKILL");
      }
      assert.match((await matrix.notice.textContent()) ?? "", /^The duizhao server is not running/);
    }, 60_000);
    assert.deepEqual(await matrix.rows(), [...covered, uncovered]);
    await window.close(`Matrix: ${draft}`);
    await window.command("Show the Matrix");
    await matrix.notice.waitFor();
    assert.match((await matrix.notice.textContent()) ?? "", /^The duizhao server is not running/);
    assert.equal(await matrix.button("Export as ledger…").count(), 0);
    await matrix.button("Restart").click();
    await eventually(async () => assert.deepEqual(await matrix.rows(), [...covered, uncovered]));
    await matrix.notice.waitFor({ state: "hidden" });
    await matrix.button("Export as ledger…").waitFor();
    await window.command("Notifications: Clear All Notifications");
  });

  for (const [theme, kind] of [
    ["Dark Modern", "vscode-dark"],
    ["Dark High Contrast", "vscode-high-contrast"],
    ["Light High Contrast", "vscode-high-contrast-light"],
    ["Light Modern", "vscode-light"],
  ] as const) {
    it(`is readable in the theme ${theme}`, async () => {
      const window = workbench();
      await window.command("Preferences: Color Theme");
      await window.page.locator(".quick-input-widget input.input").fill(theme);
      await window.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: theme }).waitFor();
      await window.page.keyboard.press("Enter");
      await eventually(async () => assert.ok((await matrix.themes()).includes(kind)));
      await eventually(async () => assert.ok((await matrix.contrast()) >= 4.5, `contrast ${await matrix.contrast()}`));
      await picture(`matrix-${theme.replaceAll(" ", "-")}`);
    });
  }

  it("tells quietly that its draft is closed, and opens it again", async () => {
    const window = workbench();
    await window.close(draft);
    await matrix.notice.waitFor();
    assert.match((await matrix.notice.textContent()) ?? "", /^The draft is closed/);
    assert.deepEqual(await matrix.rows(), [...covered, uncovered]);
    await matrix.button("Export as ledger…").click();
    const name = window.page.locator(".quick-input-widget input.input");
    await eventually(async () => assert.match(await name.inputValue(), /整改对照.*\.xlsx$/));
    await window.page.keyboard.press("Escape");
    await matrix.button("Open the draft").click();
    await window.tab(draft).and(window.page.locator(".active")).waitFor();
    await matrix.notice.waitFor({ state: "hidden" });
  });

  it("comes back when the window is loaded anew", async function () {
    this.timeout(90_000);
    const window = workbench();
    await window.reload(draft);
    await eventually(async () => assert.deepEqual(await matrix.rows(), [...covered, uncovered]), 60_000);
  });

  after("close it", async () => {
    const window = workbench();
    await window.close(`Matrix: ${draft}`);
  });
});
