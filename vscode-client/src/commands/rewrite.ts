import * as vscode from "vscode";
import type { Server } from "../client";
import { theActiveDraft } from "../drafts";

/** Makes the headings and paragraphs of a pasted text those of Markdown. */
export function convert(server: Server): Promise<void> {
  return rewrite(
    server,
    "source.convert.duizhao",
    vscode.l10n.t("There is nothing to convert: it is Markdown already."),
  );
}

/** Numbers all headings anew, and the references to them. */
export function renumber(server: Server): Promise<void> {
  return rewrite(server, "source.renumber.duizhao", vscode.l10n.t("All headings are numbered as they should be."));
}

/** Carries out the server's code action of a kind on the active draft; says `otherwise` if there is none. */
async function rewrite(server: Server, kind: string, otherwise: string): Promise<void> {
  const draft = theActiveDraft();
  await server.commands();
  const all = new vscode.Range(0, 0, draft.lineCount, 0);
  const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    draft.uri,
    draft.validateRange(all),
    kind,
    1,
  );
  if (!action?.edit) {
    void vscode.window.showInformationMessage(otherwise);
  } else if (!(await vscode.workspace.applyEdit(action.edit))) {
    throw new Error(vscode.l10n.t("The draft could not be changed."));
  }
}
