/** What the commands do that are found in the palette. */
import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { workbench } from "./window";

describe("the palette", () => {
  it("opens a new report of a kind", async () => {
    const window = workbench();
    await window.command("New Report…");
    await window.pick("审计查出问题整改情况报告");
    await window.ready("审计查出问题整改情况报告");
    await eventually(async () => {
      const lines = await window.lines();
      assert.ok(lines.includes("report: zhenggai/shenji"), lines.join("\n"));
      assert.ok(lines.includes("## 一、整改工作部署推进情况"), lines.join("\n"));
    });
    await window.revert();
  });

  it("converts pasted text to Markdown, and changes no words", async () => {
    const window = workbench();
    await window.open("粘贴.md");
    await window.ready("公文");
    await window.command("Convert Pasted Text");
    await eventually(async () =>
      assert.deepEqual(
        (await window.lines()).filter((line) => line !== ""),
        [
          "# 安全检查报告",
          "## 一、存在的问题",
          "### （一）😀登记不全",
          "三处台账没有日期。",
          "### （二）𠮷村通道堵塞",
          "二楼东侧堆着旧书架。",
        ],
      ),
    );
    await window.revert();
  });

  it("renumbers headings", async () => {
    const window = workbench();
    await window.open("检查报告.md");
    await window.ready("公文");
    await window.command("Renumber Headings");
    await eventually(async () => {
      const lines = await window.lines();
      assert.ok(lines.includes("### （二）登记不及时"), lines.join("\n"));
      assert.ok(lines.includes("## 三、整改措施"), lines.join("\n"));
    });
    await window.revert();
  });

  it("explains the rule that marks what the cursor is at", async () => {
    const window = workbench();
    await eventually(async () => assert.ok((await window.squiggles()).some(({ words }) => words === ",")));
    await window.click("发现台账");
    await window.command("Explain a Rule…");
    const page = window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    await page.getByText("punctuation/half-width").first().waitFor();
    const tab = window.page.locator(".tabs-container .tab", { hasText: "half-width" });
    await tab.click();
    await tab.locator(".tab-actions .action-label").click();
    await tab.waitFor({ state: "detached" });
  });
});
