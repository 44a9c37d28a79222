import * as vscode from "vscode";
import type { Server } from "../client";

/** Opens a new draft of a kind of report that the user chooses. */
export async function newReport(server: Server): Promise<void> {
  const commands = await server.commands();
  const kinds = await commands.listReportKinds();
  const chosen = await vscode.window.showQuickPick(
    kinds.map(({ pack, title }) => ({ label: title, description: pack, pack })),
    { title: vscode.l10n.t("New report: which kind?"), matchOnDescription: true },
  );
  if (chosen) {
    const content = await commands.newReport(chosen.pack);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
  }
}
