/** What the commands do. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, finds, first, inWorkspace, rangeOf, show, theServer } from "./drafts";
import { until } from "./until";

const text = (): string => vscode.window.activeTextEditor?.document.getText() ?? "";
const close = (): Thenable<unknown> => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}

async function toMatrix(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.focusSecondEditorGroup");
  await until("the focus on the matrix", () => {
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    return activeTab?.input instanceof vscode.TabInputWebview;
  });
}

/** Exports the ledger to where it is offered to be saved; returns it and takes it away again. */
async function exported(): Promise<{ name: string; content: Uint8Array }> {
  const running = vscode.commands.executeCommand("duizhao.exportLedger");
  const name = await until("the ledger", async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    const files = await vscode.workspace.fs.readDirectory(inWorkspace("."));
    return files.map(([file]) => file).find((file) => file.endsWith(".xlsx"));
  });
  const content = await until("what is in it", async () => {
    const read = await vscode.workspace.fs.readFile(inWorkspace(name));
    return read.length > 0 && read;
  });
  await until("the end of the export", async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    return Promise.race([running.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 50, false))]);
  });
  await vscode.workspace.fs.delete(inWorkspace(name));
  return { name, content };
}

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

  it("converts only the lines that are selected, if any are", async () => {
    const pasted = "一、存在的问题\n（一）学习不够\n只看标题。\n（二）检查不细\n只看台账。\n二、整改措施\n每周学习。\n";
    const draft = await show({ content: pasted });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { start, end } = rangeOf(draft, "习不够\n只看标题。\n（二）检");
    editor.selection = new vscode.Selection(start, end);
    await vscode.commands.executeCommand("duizhao.convert");
    await until("headings", () => text().includes("### （一）"));
    const [before, after] = text().split(/^### （一）学习不够\n\n只看标题。\n\n### （二）检查不细\n+/m);
    assert.equal(before?.trimEnd(), "一、存在的问题", text());
    assert.equal(after, "只看台账。\n二、整改措施\n每周学习。\n", text());
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

  it("exports the ledger of the draft whose matrix has the focus, also when that draft is closed", async () => {
    const { uri } = await show("整改对照.md");
    await vscode.commands.executeCommand("duizhao.matrix", uri);
    await show("检查报告.md");
    await toMatrix();
    const ledger = await exported();
    assert.match(ledger.name, /^整改对照.*\.xlsx$/);
    assert.equal(Buffer.from(ledger.content.subarray(0, 2)).toString(), "PK");
    await vscode.window.tabGroups.close(tabsOf(uri));
    await toMatrix();
    assert.equal((await exported()).name, ledger.name);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("does not ask where to save the ledger of a draft that is gone", async () => {
    const { uri } = await show({ content: "# 检查报告\n\n## 一、存在的问题\n\n不够。\n" });
    await vscode.commands.executeCommand("duizhao.matrix", uri);
    await close();
    await until("the closed draft", () => tabsOf(uri).length === 0);
    await vscode.commands.executeCommand("duizhao.exportLedger", uri); // which would wait for an answer
    await vscode.commands.executeCommand("notifications.clearAll");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
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
