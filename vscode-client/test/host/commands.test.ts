/** What the commands do. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, finds, first, show, theServer } from "./drafts";
import { until } from "./until";

const text = (): string => vscode.window.activeTextEditor?.document.getText() ?? "";
const close = (): Thenable<unknown> => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");

describe("a command", () => {
  before(async () => {
    await show("检查报告.md");
    await until("activation", () => extension().isActive);
    await theServer();
  });

  it("opens a new report of a kind", async () => {
    await first("duizhao.new");
    const draft = await until("the new draft", () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.isUntitled && document;
    });
    assert.equal(draft.languageId, "markdown");
    assert.match(draft.getText(), /^---\nreport: /);
    assert.match(draft.getText(), /^# /m);
    await close();
  });

  it("writes the kind that is chosen into the front matter", async () => {
    const draft = await show({ content: "# 情况报告\n\n正文。\n" });
    await until("the draft's kind", () =>
      vscode.commands.executeCommand("duizhao.showReportKind", draft.uri.toString()),
    );
    await first("duizhao.kind");
    await until("the front matter", () => /^---\nreport: \S+\/\S+\n---\n/.test(text()));
    assert.match(text(), /# 情况报告\n\n正文。\n$/);
    await close();
  });

  it("sets how far a draft is", async () => {
    const draft = await show({ content: "---\nstatus: final\n---\n\n# 检查报告\n\n【待补充】\n" });
    await finds(draft, "Warning placeholders/unfilled");
    await first("duizhao.stage"); // draft
    await finds(draft, "Information placeholders/unfilled");
    await close();
  });

  it("converts a pasted text", async () => {
    await show({
      content: "关于安全检查的报告\n\n一、存在的问题\n\n（一）学习不够\n\n只看标题。\n\n二、整改措施\n\n每周学习。\n",
    });
    await vscode.commands.executeCommand("duizhao.convert");
    await until("headings", () => text().includes("## 一、存在的问题"));
    assert.ok(text().includes("### （一）学习不够\n\n只看标题。\n"), text());
    await close();
  });

  it("numbers anew", async () => {
    await show({
      content: "# 检查报告\n\n## 一、存在的问题\n\n不够。\n\n## 三、原因分析\n\n不够。\n\n## 三、整改措施\n\n学习。\n",
    });
    await vscode.commands.executeCommand("duizhao.renumber");
    await until("numbers", () => text().includes("## 二、原因分析\n\n不够。\n\n## 三、整改措施"));
    await close();
  });

  it("explains a rule", async () => {
    await vscode.commands.executeCommand("duizhao.explainRule", "numbering/gap");
    await until("the page", () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes("numbering")),
    );
    await vscode.commands.executeCommand("workbench.action.closeOtherEditors");
    await vscode.commands.executeCommand("workbench.action.joinAllGroups");
  });

  it("starts the server again", async () => {
    const draft = await show("检查报告.md");
    const server = await theServer();
    await vscode.commands.executeCommand("duizhao.restart");
    await until("another server", async () => (await theServer()) !== server);
    await finds(draft, "Error numbering/duplicate 二、");
  });

  it("shows the log", async () => {
    await vscode.commands.executeCommand("duizhao.log");
    await until("the log", () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "output"),
    );
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });
});
