/** Settings that change, and servers that end. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, finds, lacks, rangeOf, replace, show, theServer } from "./drafts";
import { onScreen } from "./screen";
import { until } from "./until";

const RUNNING = 2;

async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("duizhao").update(key, value, vscode.ConfigurationTarget.Global);
}

describe("settings", () => {
  afterEach(async () => {
    await set("rules", undefined);
    await set("language", "zh");
  });

  it("are taken by the server that runs", async () => {
    const draft = await show("检查报告.md");
    await finds(draft, "Warning punctuation/half-width");
    const server = await theServer();
    await set("rules", { "punctuation/half-width": "error" });
    await finds(draft, "Error punctuation/half-width");
    await set("rules", { "punctuation/half-width": "off" });
    await lacks(draft, "punctuation/half-width");
    await set("rules", undefined);
    await finds(draft, "Warning punctuation/half-width");
    assert.equal(await theServer(), server);
  });

  it("choose the language", async () => {
    const draft = await show("检查报告.md");
    const said = (): string =>
      vscode.languages
        .getDiagnostics(draft.uri)
        .map(({ message }) => message)
        .join("\n");
    await until("Chinese", () => said().includes("全角"));
    await set("language", "en");
    await until("English", () => said().includes("full-width"));
  });
});

describe("a server that ends by itself", () => {
  it("is started again, once, and knows the drafts as they are then", async () => {
    const draft = await show("检查报告.md");
    await finds(draft, "Warning punctuation/half-width ,");
    const killed = await theServer();
    process.kill(killed, "SIGKILL");
    await replace(draft, rangeOf(draft, "安全检查,"), "安全检查，");
    await lacks(draft, "punctuation/half-width");
    await replace(draft, rangeOf(draft, "常有漏登，"), "常有𠮷漏登,");
    await finds(draft, "Warning punctuation/half-width ,");
    assert.notEqual(await theServer(), killed);
    await until("the running client", () => extension().exports.client?.state === RUNNING);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});

describe("a draft whose language changes", () => {
  const status = (): Promise<string[]> => onScreen('[id="duizhao.duizhao.duizhao.status"]:visible');

  it("has no status any more, and has it again", async () => {
    const draft = await show({ content: "# 情况报告\n\n正文。\n" });
    await until("the status", async () => (await status()).length === 1);
    await vscode.languages.setTextDocumentLanguage(draft, "plaintext");
    await until("no status", async () => (await status()).length === 0);
    await vscode.languages.setTextDocumentLanguage(draft, "markdown");
    await until("the status again", async () => (await status()).length === 1);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
