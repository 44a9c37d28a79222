import path from "node:path";
import * as vscode from "vscode";
import type { Server } from "../client";
import { openUnseen, theActiveDraft } from "../drafts";
import type { Commands } from "../protocol";

/** Saves which measures answer which problems, of the draft at `given` or the active one, where the user wants it. */
export async function exportLedger(server: Server, given?: vscode.Uri): Promise<void> {
  const draft = given ?? theActiveDraft().uri;
  const commands = await server.commands();
  await openUnseen(draft); // so that nobody is asked in vain
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Export the ledger"),
    saveLabel: vscode.l10n.t("Export"),
    defaultUri: besides(draft),
    filters: {
      [vscode.l10n.t("Excel workbook")]: ["xlsx"],
      CSV: ["csv"],
      HTML: ["html"],
      Markdown: ["md"],
    },
  });
  if (!target) {
    return;
  }
  await openUnseen(draft); // VS Code closes soon what is shown nowhere
  await vscode.workspace.fs.writeFile(target, await ledger(commands, draft, path.posix.extname(target.path)));
  const name = path.posix.basename(target.path);
  const here = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  const open = vscode.l10n.t("Open");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("The ledger is saved as {0}.", name),
    ...(here ? [open] : []),
  );
  if (chosen === open) {
    await vscode.env.openExternal(target);
  }
}

async function ledger(commands: Commands, draft: vscode.Uri, ending: string): Promise<Uint8Array> {
  switch (ending.toLowerCase()) {
    case ".csv":
      return Buffer.from(await commands.matrixText(draft, "csv"));
    case ".html":
      return Buffer.from(await commands.matrixText(draft, "html"));
    case ".md":
      return Buffer.from(await commands.matrixText(draft, "markdown"));
    default:
      return commands.matrixWorkbook(draft);
  }
}

/** A name for the ledger, in the folder of the draft, or in the workspace if that has not been saved yet. */
function besides(draft: vscode.Uri): vscode.Uri {
  const { name } = path.posix.parse(draft.path);
  const file = vscode.l10n.t("{0} ledger.xlsx", name);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return draft.scheme === "untitled"
    ? vscode.Uri.joinPath(folder ?? vscode.Uri.file(process.cwd()), file)
    : vscode.Uri.joinPath(draft, "..", file);
}
