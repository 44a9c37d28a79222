import * as vscode from "vscode";
import type { Server } from "../client";
import { theActiveDraft } from "../drafts";

interface Choice extends vscode.QuickPickItem {
  readonly pack?: string | null;
}

/** Lets the user choose what kind of report the active draft is, having said what it is taken for and why. */
export async function chooseKind(server: Server): Promise<void> {
  const draft = theActiveDraft();
  const commands = await server.commands();
  const kind = await commands.showReportKind(draft.uri);
  const others = kind.packs.filter(({ pack }) => pack !== kind.pack);
  const choices: Choice[] = [
    { label: vscode.l10n.t("now"), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(check) ${kind.title}`, description: kind.pack, detail: kind.reason, pack: kind.pack },
    { label: vscode.l10n.t("others"), kind: vscode.QuickPickItemKind.Separator },
    ...others.map(({ pack, title }) => ({ label: title, description: pack, pack })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(sparkle) ${vscode.l10n.t("Tell by what the draft looks like")}`,
      description: vscode.l10n.t("takes “report:” out of the front matter"),
      pack: null,
    },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t("Which kind of report is this?"),
    placeHolder: vscode.l10n.t("What you choose is written into the front matter of the draft"),
    matchOnDescription: true,
  });
  if (chosen?.pack !== undefined) {
    const written = await commands.chooseReportKind(draft.uri, chosen.pack);
    if (!written) {
      throw new Error(vscode.l10n.t("The draft could not be changed."));
    }
  }
}
