/** What is offered while one writes, and taken with keys. */
import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { workbench } from "./window";

describe("completion", () => {
  before(() => workbench().open("续写.md"));
  after(() => workbench().revert());

  it("offers the next heading with its number, and Enter takes it", async () => {
    const window = workbench();
    await window.toEnd();
    await window.type("### ");
    await eventually(async () => assert.equal((await window.suggestions())[0], "（二）"));
    await window.page.keyboard.press("Enter");
    await window.compose("diaoyanbugou", "调研不够");
    await eventually(async () => assert.ok((await window.lines()).includes("### （二）调研不够")));
  });

  it("offers the section that must come next", async () => {
    const window = workbench();
    await window.revert();
    await window.open("周报.md");
    await window.hover("本周工作");
    await eventually(async () => assert.match(await window.hovered(), /一事一段，写明做到哪一步。/));
    await window.toEnd();
    await window.type("\n## ");
    await eventually(async () => assert.equal((await window.suggestions())[0], "二、下周打算"));
    await window.page.keyboard.press("Enter");
    await eventually(async () => assert.ok((await window.lines()).includes("## 二、下周打算")));
  });

  it("offers a set phrase whose beginning an input method commits", async () => {
    const window = workbench();
    await window.type("\n\n对问题");
    await window.compose("lixing", "立行");
    await window.page.keyboard.press("Control+Space");
    await eventually(async () => assert.ok((await window.suggestions()).includes("立行立改")));
    await window.page.keyboard.press("Enter");
    await eventually(async () => assert.ok((await window.lines()).includes("对问题立行立改")));
  });
});
