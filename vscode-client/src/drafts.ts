import * as vscode from "vscode";

/** Whether the server sees this document. */
export function isDraft(document: vscode.TextDocument): boolean {
  return document.languageId === "markdown" && ["file", "untitled"].includes(document.uri.scheme);
}

/** The draft whose editor is active. */
export function activeDraft(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isDraft(document) ? document : undefined;
}

/** The groups of editors in which a document is open. */
export function groupsOf(uri: vscode.Uri): vscode.TabGroup[] {
  return vscode.window.tabGroups.all.filter(({ tabs }) => tabs.some((tab) => isTabOf(tab, uri)));
}

export function isTabOf({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return input.uri.toString() === uri.toString();
  }
  return input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString();
}

/** A document, read without being shown if it is not open; undefined if it is gone. */
export async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const known = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (known || (uri.scheme === "untitled" && groupsOf(uri).length === 0)) {
    return known; // VS Code would make an empty one of an unsaved one that is closed
  }
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** Sees to it that the server knows a draft, also when its editor is closed. Fails with a message for people. */
export async function openUnseen(uri: vscode.Uri): Promise<void> {
  const document = await opened(uri);
  if (!document && uri.scheme !== "untitled") {
    throw new Error(vscode.l10n.t("{0} cannot be opened.", vscode.workspace.asRelativePath(uri)));
  }
  if (!document || !isDraft(document)) {
    throw new Error(vscode.l10n.t("The draft is closed."));
  }
}

/** The active draft. Fails with a message for people if there is none. */
export function theActiveDraft(): vscode.TextDocument {
  const document = activeDraft();
  if (!document) {
    throw new Error(vscode.l10n.t("Open a Markdown draft first."));
  }
  return document;
}
