/** The pictures of the README and the walkthrough: what must be seen in each, and that they are fit to be shipped. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { eventually } from "./eventually";
import { Matrix } from "./matrix";
import { closeWindow, gallery, openWindow, scratch, workbench } from "./window";

/** Bytes of a picture; each is in the vsix twice, for the README and for the walkthrough. */
const LARGEST = 150_000;

/** What the status bar tells besides, which has nothing to do with reports. */
const ASIDE = [
  "Remote Host",
  "Problems",
  "Forwarded Ports",
  "Editor Selection",
  "Editor Indentation",
  "Editor Encoding",
  "Editor End of Line",
  "Keyboard Layout",
  "Notifications",
];

describe("the README's pictures", () => {
  before(async function () {
    this.timeout(90_000);
    const folder = path.join(scratch(), "pictures");
    cpSync(gallery().drafts, folder, { recursive: true });
    await openWindow({ locale: "zh-CN", deviceScaleFactor: 2 }, folder);
    const window = workbench();
    await window.trust();
    await window.quickOpen("消防整改.md");
    await window.ready("公文");
    for (const name of ASIDE) {
      await window.hideStatus(name);
    }
    await window.command("View: Toggle Primary Side Bar Visibility");
    await window.page.locator(".part.sidebar").waitFor({ state: "hidden" });
  });

  after(closeWindow);

  /** Shows `draft` alone in a window of this size, in pixels of the screen. */
  async function show(draft: string, width: number, height: number): Promise<void> {
    const window = workbench();
    await window.page.setViewportSize({ width, height });
    await window.command("View: Close All Editors");
    await window.quickOpen(draft);
  }

  async function keep(name: string): Promise<void> {
    const { images } = gallery();
    const { page } = workbench();
    await workbench().leave();
    assert.equal(await page.locator(".notification-toast, .notifications-center.visible").count(), 0);
    mkdirSync(images, { recursive: true });
    const optimised = sharp(await page.screenshot({ animations: "disabled" })).png({
      palette: true,
      colours: 128,
      dither: 0,
      effort: 10,
    });
    const { size } = await optimised.toFile(path.join(images, `${name}.png`));
    assert.ok(size < LARGEST, `${name}.png has ${size} bytes`);
  }

  it("show marks, and what they say", async () => {
    const window = workbench();
    await window.command("Problems: Focus on Problems View"); // before there are any, so that none is chosen
    await show("消防整改.md", 960, 700);
    await window.lowerPanel(70);
    await eventually(async () => {
      const marked = (await window.squiggles()).map(({ words }) => words);
      assert.deepEqual(marked, [",", "台帐", "原因待补充", "（二）"]);
      assert.match((await window.problems()).join("\n"), /“台帐”应写作“台账”/);
      assert.ok((await window.texts(".codelens-decoration")).some((each) => each.includes("0/3")));
    });
    await window.ready("公文");
    await keep("squiggles");
    await window.command("View: Hide Panel");
  });

  it("show the completion of the next heading", async () => {
    const window = workbench();
    await show("巡察整改.md", 960, 420);
    await window.ready("巡视巡察整改");
    await window.toEnd();
    await window.type("\n## ");
    await eventually(async () =>
      assert.deepEqual((await window.suggestions()).slice(0, 3), [
        "一、组织领导情况",
        "一、巡察反馈的主要问题",
        "一、原因分析",
      ]),
    );
    await window.page.keyboard.press("Control+Space");
    await window.page.keyboard.press("ArrowDown");
    await window.page.locator(".suggest-details:visible", { hasText: "照反馈意见的原话" }).waitFor();
    await keep("completion");
    await window.page.keyboard.press("Escape");
    await window.revert();
  });

  it("show counts above sections, and what is inferred", async () => {
    const window = workbench();
    await show("安全检查.md", 960, 560);
    await window.ready("3/3");
    await eventually(async () => {
      assert.ok((await window.lines()).some((each) => each.includes("→")));
      assert.ok((await window.texts(".codelens-decoration")).some((each) => each.includes("3/3")));
    });
    await keep("lens");
  });

  it("show the matrix beside its draft", async () => {
    const window = workbench();
    await show("整改报告.md", 1200, 588);
    await window.ready("2/3");
    await window.command("显示问题与措施对照矩阵");
    const matrix = new Matrix(window.page);
    await eventually(async () => assert.deepEqual(await matrix.filters(), ["全部 3", "已对应 2", "未对应 1"]));
    await keep("matrix");
  });
});
