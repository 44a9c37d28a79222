import * as vscode from "vscode";
import type { Server } from "../client";
import { theActiveDraft } from "../drafts";
import type { Stage } from "../protocol";

/** Lets the user say how far the active draft is, for as long as it is open. */
export async function chooseStage(server: Server): Promise<void> {
  const draft = theActiveDraft();
  const commands = await server.commands();
  const { stage } = await commands.showReportKind(draft.uri);
  const choice = (of: Stage, label: string, detail: string): vscode.QuickPickItem & { stage: Stage | null } => ({
    label: of === stage ? `$(check) ${label}` : label,
    detail,
    stage: of,
  });
  const choices = [
    choice("draft", vscode.l10n.t("Draft"), vscode.l10n.t("What is not written yet is information only.")),
    choice("final", vscode.l10n.t("Final"), vscode.l10n.t("Everything must be there.")),
    {
      label: vscode.l10n.t("As the draft and the settings say"),
      detail: vscode.l10n.t("“status: final” in the front matter makes a draft final for everybody."),
      stage: null,
    },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t("How far is this report?"),
    placeHolder: vscode.l10n.t("Holds until the draft is closed"),
  });
  if (chosen) {
    await commands.setStage(draft.uri, chosen.stage);
  }
}
