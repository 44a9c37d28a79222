import * as vscode from "vscode";
import type { Server } from "../client";
import { theActiveDraft } from "../drafts";

/** Makes the headings and paragraphs of a pasted text those of Markdown, in the lines that are selected if any are. */
export function convert(server: Server): Promise<void> {
  const selection = vscode.window.activeTextEditor?.selection;
  const part = selection?.isEmpty === false ? selection : undefined;
  const otherwise = part
    ? vscode.l10n.t("There is nothing to convert in the lines that are selected: they are Markdown already.")
    : vscode.l10n.t("There is nothing to convert: it is Markdown already.");
  return rewrite(server, "source.convert.duizhao", otherwise, part);
}

/** Numbers all headings anew, and the references to them. */
export function renumber(server: Server): Promise<void> {
  return rewrite(server, "source.renumber.duizhao", vscode.l10n.t("All headings are numbered as they should be."));
}

/** Carries out the server's code action of a kind on the active draft, or part of it; says `otherwise` if there is none. */
async function rewrite(server: Server, kind: string, otherwise: string, part?: vscode.Range): Promise<void> {
  const draft = theActiveDraft();
  await server.commands();
  const range = part ?? new vscode.Range(0, 0, draft.lineCount, 0);
  const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    draft.uri,
    draft.validateRange(range),
    kind,
    1,
  );
  if (!action?.edit) {
    void vscode.window.showInformationMessage(otherwise);
  } else if (!(await vscode.workspace.applyEdit(action.edit))) {
    throw new Error(vscode.l10n.t("The draft could not be changed."));
  }
}
