/** Drafts of the workspace under test, and what VS Code knows of them. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { serverProcesses } from "../processes";
import { until } from "./until";

export const scratch = process.env.DUIZHAO_TEST_SCRATCH as string;

export function extension(): vscode.Extension<{ readonly client: LanguageClient | undefined }> {
  const found = vscode.extensions.getExtension("duizhao.duizhao");
  if (found === undefined) {
    throw new Error("the extension is not installed");
  }
  return found;
}

export function inWorkspace(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    throw new Error("no folder is open");
  }
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a draft of the workspace, or an unsaved one with `content`, and shows it. */
export async function show(draft: string | { content: string }): Promise<vscode.TextDocument> {
  const document = await (typeof draft === "string"
    ? vscode.workspace.openTextDocument(inWorkspace(draft))
    : vscode.workspace.openTextDocument({ language: "markdown", content: draft.content }));
  await vscode.window.showTextDocument(document);
  return document;
}

/** `severity code words` of every finding, in the order of the text. */
export function findings(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === "duizhao")
    .sort((one, other) => one.range.start.compareTo(other.range.start))
    .map(({ severity, code, range }) => {
      const said = typeof code === "object" ? code.value : code;
      return `${vscode.DiagnosticSeverity[severity]} ${said} ${document.getText(range)}`;
    });
}

/** Waits until a draft has a finding that begins with `wanted`, as `findings` writes it. */
export async function finds(document: vscode.TextDocument, wanted: string): Promise<void> {
  await until(
    () => `${wanted}; there is: ${findings(document).join(" | ")}`,
    () => findings(document).some((each) => each.startsWith(wanted)),
  );
}

/** Waits until a draft has no finding of a code. */
export async function lacks(document: vscode.TextDocument, code: string): Promise<void> {
  await until(
    () => `no ${code}; there is: ${findings(document).join(" | ")}`,
    () => !findings(document).some((each) => each.includes(` ${code} `)),
  );
}

/** Where `words` are in a draft. */
export function rangeOf(document: vscode.TextDocument, words: string): vscode.Range {
  const start = document.getText().indexOf(words);
  if (start < 0) {
    throw new Error(`not in the draft: ${words}`);
  }
  return new vscode.Range(document.positionAt(start), document.positionAt(start + words.length));
}

export async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(edit);
}

/** Runs a command that asks, and takes what is offered first. */
export async function first(command: string): Promise<void> {
  let done = false;
  const running = Promise.resolve(vscode.commands.executeCommand(command)).finally(() => {
    done = true;
  });
  await until(`the end of ${command}`, async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return done;
  });
  await running;
}

/** The process of the one server that runs. */
export async function theServer(): Promise<number> {
  return until("one server", () => {
    const [first, ...others] = serverProcesses(scratch);
    return first !== undefined && others.length === 0 && first;
  });
}
