/** When the extension begins, and what runs then. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { serverProcesses } from "../processes";
import { extension, findings, finds, inWorkspace, scratch, show, theServer } from "./drafts";
import { until } from "./until";

const RUNNING = 2;

describe("the extension", () => {
  it("does not begin with other languages", async () => {
    const yaml = await vscode.workspace.openTextDocument(inWorkspace("duizhao.yaml"));
    await vscode.window.showTextDocument(yaml);
    assert.equal(yaml.languageId, "yaml");
    assert.equal(extension().isActive, false);
    assert.deepEqual(serverProcesses(scratch), []);
  });

  it("begins with Markdown, with the server that it brings", async () => {
    await show("检查报告.md");
    await until("activation", () => extension().isActive);
    await until("a running client", () => extension().exports.client?.state === RUNNING);
    await theServer();
  });

  it("starts no second server for other drafts", async () => {
    const server = await theServer();
    await finds(await show("周报.md"), "Information structure/missing-section");
    await finds(await show({ content: "# 检查\n\n好,不好。\n" }), "Warning punctuation/half-width ,");
    assert.equal(await theServer(), server);
  });

  it("says what holds in a workspace that is not trusted", () => {
    const { untrustedWorkspaces } = extension().packageJSON.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations.toSorted(), ["duizhao.python", "duizhao.server"]);
  });

  it("has every command that it contributes", async () => {
    const all = new Set(await vscode.commands.getCommands(true));
    const contributed: { command: string }[] = extension().packageJSON.contributes.commands;
    assert.ok(contributed.length >= 10);
    assert.deepEqual(
      contributed.filter(({ command }) => !all.has(command)),
      [],
    );
  });

  it("leaves the settings of other languages alone", () => {
    const own = "editor.wordBasedSuggestions";
    const language = (languageId: string): unknown => vscode.workspace.getConfiguration("", { languageId }).get(own);
    assert.equal(language("markdown"), "off");
    assert.notEqual(language("plaintext"), "off");
  });
});

describe("findings", () => {
  it("are at the right words, behind characters of one and of two units", async () => {
    const draft = await show("检查报告.md");
    await finds(draft, "Error numbering/duplicate 二、");
    assert.deepEqual(findings(draft), [
      "Warning punctuation/half-width ,",
      "Information numbering/gap （三）",
      "Information placeholders/unfilled 待补充",
      "Error numbering/duplicate 二、",
    ]);
  });

  it("come in unsaved drafts, and go when these are closed", async () => {
    const draft = await show({ content: "# 😀𠮷\n\n👨‍👩‍👧𠮷一家,都好。\n" });
    await finds(draft, "Warning punctuation/half-width ,");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("no findings", () => findings(draft).length === 0);
  });
});
