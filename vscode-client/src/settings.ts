import * as vscode from "vscode";
import { programMeant } from "./interpreters";

export const section = "duizhao";

/** What decides which server is started, and hence needs another start when it changes. */
export const startSettings = ["duizhao.python", "duizhao.server"] as const;

export type ServerKind = "bundled" | "installed";

export function serverKind(): ServerKind {
  return configuration().get<ServerKind>("server", "bundled");
}

/** The interpreter that the settings name, absolute unless it is a name to be looked for in PATH; "" for none. */
export function pythonSetting(): string {
  return programMeant(configuration().get("python", ""), vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
}

/** Writes the interpreter where it counts: into the workspace's settings if these name one, else into the user's. */
export async function setPython(path: string): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const isOfWorkspace = configuration().inspect("python")?.workspaceValue !== undefined;
  await configuration().update("python", path, isOfWorkspace ? Workspace : Global);
}

/** Milliseconds without typing after which the server judges what is missing. */
export function pauseSetting(): number {
  return configuration().get<number>("pause", 700);
}

/** What the server takes. */
export function serverSettings(): Record<string, unknown> {
  const { language, stage, report, packs, rules, pause } = configuration();
  return { language, stage, report, packs, rules, pause };
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(section);
}
