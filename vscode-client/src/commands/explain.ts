import * as vscode from "vscode";
import type { Server } from "../client";
import { activeDraft } from "../drafts";

export const ruleScheme = "duizhao-rule";

interface Choice extends vscode.QuickPickItem {
  readonly code?: string;
}

/** The texts of the pages that are shown. */
export function provideRulePages(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(ruleScheme, {
    provideTextDocumentContent: async (uri) => (await server.commands()).explain(uri.query),
  });
}

/** Shows the page of `given`, else of the code that is marked at the cursor, else of one that the user chooses. */
export async function explainRule(server: Server, given?: unknown): Promise<void> {
  const code = typeof given === "string" ? given : await choose(server);
  if (code === undefined) {
    return;
  }
  const page = vscode.Uri.from({ scheme: ruleScheme, path: `/${code.replaceAll("/", "·")}`, query: code });
  await vscode.workspace.openTextDocument(page); // so that a page that there is not is told here
  // An unlocked preview would follow the next Markdown editor.
  await vscode.commands.executeCommand("markdown.showLockedPreviewToSide", page);
}

async function choose(server: Server): Promise<string | undefined> {
  const here = codesAtCursor();
  if (here.length === 1) {
    return here[0];
  }
  const rules = await (await server.commands()).listCodes();
  const choice = ({ code, title }: { code: string; title: string }): Choice => ({
    label: code,
    description: title,
    code,
  });
  const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const choices = [
    ...(here.length > 0 ? [separator(vscode.l10n.t("at the cursor"))] : []),
    ...rules.filter(({ code }) => here.includes(code)).map(choice),
    ...(here.length > 0 ? [separator(vscode.l10n.t("all"))] : []),
    ...rules.filter(({ code }) => !here.includes(code)).map(choice),
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t("Which rule?"),
    matchOnDescription: true,
  });
  return chosen?.code;
}

/** The codes of what is marked at the cursor, the one that is marked most closely first. */
function codesAtCursor(): string[] {
  const draft = activeDraft();
  const cursor = vscode.window.activeTextEditor?.selection.active;
  if (!draft || !cursor) {
    return [];
  }
  const length = (range: vscode.Range): number => draft.offsetAt(range.end) - draft.offsetAt(range.start);
  const codes = vscode.languages
    .getDiagnostics(draft.uri)
    .filter((each) => each.source === "duizhao" && each.range.contains(cursor))
    .sort((one, other) => length(one.range) - length(other.range))
    .map(({ code }) => String(typeof code === "object" ? code.value : code));
  return [...new Set(codes)];
}
