/** What the extension says where VS Code speaks Chinese. */
import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { Matrix } from "./matrix";
import { closeWindow, openWindow, workbench } from "./window";

describe("where VS Code speaks Chinese", () => {
  before(async function () {
    this.timeout(90_000);
    await openWindow({ locale: "zh-CN" });
    await workbench().open("两个清单.md");
    await workbench().ready("公文");
  });

  after(closeWindow);

  it("the commands are Chinese", async () => {
    const window = workbench();
    await window.page.keyboard.press("F1");
    const input = window.page.locator(".quick-input-widget input.input");
    for (const title of [
      "新建报告…",
      "选择文种…",
      "草稿或定稿…",
      "把粘贴的文字转成 Markdown 标题",
      "重新编号标题",
      "显示问题与措施对照矩阵",
      "导出台账…",
      "解释规则…",
      "重启服务器",
      "显示日志",
    ]) {
      await input.fill(`>对照: ${title}`);
      await eventually(async () => assert.ok((await window.choices())[0]?.startsWith(`对照: ${title}`)));
    }
    await window.page.keyboard.press("Escape");
  });

  it("the status item tells in Chinese what it knows and asks", async () => {
    const window = workbench();
    await window.status.hover();
    await eventually(async () => {
      const said = await window.hovered();
      assert.match(said, /2 个问题，2 个已对应/);
      assert.match(said, /另选文种/);
    });
    await window.status.click();
    await window.page.locator(".quick-input-title", { hasText: "这是哪种报告？" }).waitFor();
    await window.page.keyboard.press("Escape");
  });

  it("the matrix is Chinese altogether", async () => {
    const window = workbench();
    const matrix = new Matrix(window.page);
    await window.command("显示问题与措施对照矩阵");
    await eventually(async () => assert.deepEqual((await matrix.filters())[0], "全部 2"));
    await matrix.button("导出台账…").waitFor();
    await matrix.item("账目不清").getByText("第 11 行").waitFor();
    await window.close("对照矩阵：两个清单.md");
  });

  it("the walkthrough is Chinese, with the tests' own pictures", async () => {
    const window = workbench();
    await window.command("Welcome: Open Walkthrough");
    await window.pick("用“对照”写报告");
    await eventually(async () =>
      assert.deepEqual(await window.texts(".getting-started-step .step-title"), [
        "新建一份，或者粘贴一份",
        "边写边看哪里不对",
        "看清什么对应什么",
      ]),
    );
    await window.page.getByRole("button", { name: "转换粘贴的文字" }).waitFor();
    await window.page.locator(".getting-started-step", { hasText: "看清什么对应什么" }).click();
    const picture = window.page
      .frameLocator("iframe.webview.ready")
      .frameLocator("#active-frame")
      .getByAltText("稿件旁边的对照矩阵");
    await eventually(async () =>
      assert.ok(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)),
    );
  });
});
