/** What the extension gives VS Code for a draft, asked for as the editor asks. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { finds, rangeOf, replace, show } from "./drafts";
import { until } from "./until";

const revert = (): Thenable<unknown> => vscode.commands.executeCommand("workbench.action.files.revert");

describe("for a draft", () => {
  it("there is an outline", async () => {
    const { uri } = await show("检查报告.md");
    const titles = await until("the outline", async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        "vscode.executeDocumentSymbolProvider",
        uri,
      );
      // Markdown's own outline has the marks of the headings, too.
      return found?.find(({ name }) => name === "😀安全检查报告");
    });
    assert.deepEqual(
      titles.children.map(({ name }) => name),
      ["一、存在的问题", "二、原因分析", "二、整改措施"],
    );
    assert.deepEqual(
      titles.children[0]?.children.map(({ name }) => name),
      ["（一）𠮷村学习不够", "（三）登记不及时"],
    );
  });

  it("the next heading is offered", async () => {
    const draft = await show("续写.md");
    const end = draft.lineAt(draft.lineCount - 1).range.end;
    await replace(draft, new vscode.Range(end, end), "\n### ");
    const position = draft.lineAt(draft.lineCount - 1).range.end;
    const labels = await until("completion", async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        draft.uri,
        position,
      );
      const each = found.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return each.includes("（二）") && each;
    });
    assert.equal(labels[0], "（二）");
    await revert();
  });

  it("a fix puts a finding right", async () => {
    const draft = await show("检查报告.md");
    await finds(draft, "Warning punctuation/half-width");
    const range = rangeOf(draft, ",发现台账");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      draft.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.ok(draft.getText().includes("😀😀按照要求，对各村作了安全检查，发现台账不全。"));
    await revert();
  });

  it("a problem is renamed with its references", async () => {
    const draft = await show("对应关系.md");
    const edit = await until("rename", () =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        draft.uri,
        rangeOf(draft, "（三）登记").start.translate(0, 1),
        "四",
      ),
    );
    await vscode.workspace.applyEdit(edit);
    assert.ok(draft.getText().includes("### （四）登记不及时"));
    assert.ok(draft.getText().includes("针对问题（四），补齐台账"));
    await revert();
  });

  it("a hover tells the other side of a problem", async () => {
    const draft = await show("对应关系.md");
    const said = await until("a hover", async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        draft.uri,
        rangeOf(draft, "登记不及时").start,
      );
      const all = found.flatMap(({ contents }) =>
        contents.map((each) => (typeof each === "string" ? each : each.value)),
      );
      return all.length > 0 && all.join("\n");
    });
    assert.match(said, /补齐台账/);
  });

  it("code lenses count, and inlay hints tell what is inferred", async () => {
    const draft = await show("两个清单.md");
    const lenses = await until("lenses", async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        draft.uri,
      );
      return found.length > 0 && found.map(({ command }) => command?.title ?? "");
    });
    assert.match(lenses[0] ?? "", /^2\/2/);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      draft.uri,
      new vscode.Range(0, 0, draft.lineCount, 0),
    );
    assert.deepEqual(
      hints.map(({ position }) => draft.getText(new vscode.Range(position.line, 0, position.line, position.character))),
      ["1.😀清空通道", "2.😀核对账目"],
    );
  });
});
