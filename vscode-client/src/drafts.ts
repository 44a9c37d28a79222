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

/** The active draft. Fails with a message for people if there is none. */
export function theActiveDraft(): vscode.TextDocument {
  const document = activeDraft();
  if (!document) {
    throw new Error(vscode.l10n.t("Open a Markdown draft first."));
  }
  return document;
}
