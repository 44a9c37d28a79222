import * as vscode from "vscode";
import type { Executable } from "vscode-languageclient/node";
import { findInterpreter, type Interpreter, type Tried } from "./interpreters";
import { chosenInterpreter } from "./pythonExtension";
import { pythonSetting, type ServerKind, serverKind } from "./settings";

export interface Launch {
  readonly executable: Executable;
  readonly kind: ServerKind;
  readonly interpreter: Interpreter;
}

/** How to start the server that the settings ask for, or what was tried in vain. */
export async function chooseServer(
  extension: vscode.Uri,
  log: vscode.LogOutputChannel,
): Promise<Launch | readonly Tried[]> {
  const kind = serverKind();
  const { found, tried } = await findInterpreter({
    setting: pythonSetting(),
    chosen: () => chosenInterpreter(log),
    needsDuizhao: kind === "installed",
    cwd: extension.fsPath,
  });
  for (const each of tried) {
    log.info(describe(each));
  }
  if (!found) {
    return tried;
  }
  log.info(`Python ${found.version.join(".")} (${found.path}), ${kind} server`);
  return { executable: executableOf(found, kind, extension), kind, interpreter: found };
}

function executableOf(interpreter: Interpreter, kind: ServerKind, extension: vscode.Uri): Executable {
  const bundled = vscode.Uri.joinPath(extension, "bundled").fsPath;
  const environment = { ...process.env, PYTHONUTF8: "1" };
  return {
    command: interpreter.path,
    args: ["-P", "-m", "duizhao", "serve"],
    options:
      kind === "bundled"
        ? { cwd: bundled, env: { ...environment, PYTHONPATH: bundled } }
        : { cwd: extension.fsPath, env: environment },
  };
}

/** What was tried, and why it will not do, for people. */
export function describe({ candidate, fault }: Tried): string {
  const name = [candidate.command, ...candidate.args].join(" ");
  switch (fault.kind) {
    case "missing":
      return vscode.l10n.t("{0}: not found", name);
    case "silent":
      return vscode.l10n.t("{0}: no answer in {1} seconds", name, fault.seconds);
    case "broken":
      return vscode.l10n.t("{0}: does not run ({1})", name, lastLine(fault.output));
    case "old":
      return vscode.l10n.t("{0}: version {1} is too old", name, fault.version.join("."));
    case "without-duizhao":
      return vscode.l10n.t("{0}: duizhao is not installed there", name);
  }
}

function lastLine(output: string): string {
  const line = output.split("\n").findLast((each) => each.trim()) ?? "";
  return line.trim().slice(0, 200);
}
