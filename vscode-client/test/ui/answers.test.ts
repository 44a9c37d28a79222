/** What one sees of problems and of the measures that answer them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eventually } from "./eventually";
import { workbench } from "./window";

describe("problems and their measures", () => {
  before(() => workbench().open("对应关系.md"));

  it("are counted by code lenses, and one leads to where the measure may stand", async () => {
    const window = workbench();
    await eventually(async () => {
      const lenses = await window.texts(".codelens-decoration");
      assert.ok(
        lenses.some((each) => each.includes("2/3")),
        lenses.join(" | "),
      );
      assert.ok(
        lenses.some((each) => each.includes("措施：未对应")),
        lenses.join(" | "),
      );
    });
    await window.page.locator(".codelens-decoration a", { hasText: "措施：未对应" }).click();
    await eventually(async () => assert.equal(await window.selected(), "Ln 21, Col 10 (6 selected)"));
  });

  it("are told on hovering with the other side's words", async () => {
    const window = workbench();
    await window.hover("登记不及时");
    await eventually(async () => assert.match(await window.hovered(), /补齐台账/));
  });

  it("are renamed together with what refers to them", async () => {
    const window = workbench();
    await window.click("（三）登记", "before");
    await window.page.keyboard.press("F2");
    const input = window.page.locator(".rename-input");
    await input.waitFor();
    await input.fill("四");
    await window.page.keyboard.press("Enter");
    await eventually(async () => {
      const lines = await window.lines();
      assert.ok(lines.includes("### （四）登记不及时"), lines.join("\n"));
      assert.ok(lines.includes("2.针对问题（四），补齐台账，每天登记。"));
    });
    await window.save();
    assert.match(readFileSync(path.join(window.folder, "对应关系.md"), "utf8"), /针对问题（四），补齐台账/);
  });

  it("show by inlay hints what is only inferred", async () => {
    const window = workbench();
    await window.open("两个清单.md");
    await eventually(async () => {
      const lines = await window.lines();
      assert.ok(
        lines.some((each) => /^1\.😀清空通道.*→/.test(each)),
        lines.join("\n"),
      );
    });
  });
});
