import * as vscode from "vscode";
import type { Server } from "../client";
import type { Matrices } from "../matrix/panel";
import { explainRule, provideRulePages } from "./explain";
import { chooseKind } from "./kind";
import { exportLedger } from "./ledger";
import { newReport } from "./new";
import { convert, renumber } from "./rewrite";
import { chooseStage } from "./stage";

/** Makes the commands of the extension, but for that of the matrix. What goes wrong in them is told once. */
export function registerCommands(server: Server, matrices: Matrices): vscode.Disposable {
  const command = (id: string, run: (given?: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (given?: unknown) => {
      try {
        await run(given);
      } catch (error) {
        server.log.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });
  return vscode.Disposable.from(
    command("duizhao.new", () => newReport(server)),
    command("duizhao.kind", () => chooseKind(server)),
    command("duizhao.stage", () => chooseStage(server)),
    command("duizhao.convert", () => convert(server)),
    command("duizhao.renumber", () => renumber(server)),
    command("duizhao.exportLedger", (given) =>
      exportLedger(server, given instanceof vscode.Uri ? given : matrices.activeDraft),
    ),
    command("duizhao.explainRule", (given) => explainRule(server, given)),
    command("duizhao.restart", () => server.restart()),
    command("duizhao.log", () => server.log.show()),
    provideRulePages(server),
  );
}
