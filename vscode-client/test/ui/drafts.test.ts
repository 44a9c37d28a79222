/** What one sees in a draft that is opened and written on. */
import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { workbench } from "./window";

describe("a folder that is not trusted", () => {
  it("has its drafts checked", async () => {
    const window = workbench();
    await window.page.getByText("Restricted Mode", { exact: true }).waitFor();
    await window.open("检查报告.md");
    await eventually(async () => assert.ok((await window.squiggles()).some(({ words }) => words === ",")));
  });

  it("has no box around every Chinese character", async () => {
    assert.equal(await workbench().page.locator(".monaco-editor .unicode-highlight").count(), 0);
  });

  after("trust it", () => workbench().trust());
});

describe("a draft that is opened", () => {
  before(() => workbench().open("检查报告.md"));

  it("is underlined at the right words, behind emoji and rare characters too", async () => {
    const window = workbench();
    await eventually(async () =>
      assert.deepEqual(await window.squiggles(), [
        { severity: "warning", words: "," },
        { severity: "info", words: "（三）" },
        { severity: "info", words: "待补充" },
        { severity: "error", words: "二、" },
      ]),
    );
  });

  it("has its problems listed in Chinese, and a click leads to the words", async () => {
    // The status bar counts an emoji as one character.
    const window = workbench();
    await window.command("Problems: Focus on Problems View");
    await eventually(async () => {
      const rows = (await window.problems()).join("\n");
      assert.match(rows, /序号“二、”与前面的“二、原因分析”重复，这里应为“三、”/);
      assert.match(rows, /中文里用全角“，”，不用半角“,”.*duizhao.*punctuation\/half-width/);
      assert.match(rows, /“待补充”还没有填写/);
    });
    await window.page.locator(".markers-panel .monaco-list-row").getByText("中文里用全角").click();
    await eventually(async () => assert.equal(await window.selected(), "Ln 11, Col 18 (1 selected)"));
    await window.command("View: Hide Panel");
  });

  it("has an outline of its own beside that of Markdown", async () => {
    const window = workbench();
    await window.page.locator(".pane-header", { hasText: "workspace" }).click(); // makes room
    await window.command("Explorer: Focus on Outline View");
    await eventually(async () =>
      assert.deepEqual((await window.texts(".outline-tree .monaco-list-row")).slice(0, 9), [
        "对照",
        "😀安全检查报告101 字",
        "一、存在的问题59 字",
        "（一）𠮷村学习不够32 字1",
        "（三）登记不及时20 字",
        "二、原因分析21 字",
        "二、整改措施14 字1",
        "1. 每周学习一次8 字",
        "Markdown Language Features",
      ]),
    );
  });

  it("tells on hovering what is wrong", async () => {
    const window = workbench();
    await window.hover("待补充");
    await eventually(async () => assert.match(await window.hovered(), /“待补充”还没有填写.*placeholders\/unfilled/));
  });

  it("is put right by a quick fix", async () => {
    const window = workbench();
    await window.click("发现台账", "before");
    await window.page.keyboard.press("Control+.");
    await window.action("改为全角");
    await eventually(async () =>
      assert.ok((await window.lines()).includes("😀😀按照要求，对各村作了安全检查，发现台账不全。")),
    );
    await eventually(async () => assert.ok(!(await window.squiggles()).some(({ severity }) => severity === "warning")));
    await window.page.keyboard.press("Control+Z");
    await eventually(async () => assert.ok((await window.squiggles()).some(({ words }) => words === ",")));
  });

  it("is marked anew while it is typed on, by keys and by an input method", async () => {
    const window = workbench();
    await window.toEnd();
    await window.type("\n2.😋𠮷");
    await window.compose("meiyueduzhao", "每月对照");
    await window.type(",");
    await window.compose("buluoshiweizhi", "补落实位置");
    await window.type("。");
    await eventually(async () => {
      assert.ok((await window.lines()).includes("2.😋𠮷每月对照,补落实位置。"));
      assert.deepEqual((await window.squiggles()).slice(-1), [{ severity: "warning", words: "," }]);
    });
    await window.revert();
  });
});
