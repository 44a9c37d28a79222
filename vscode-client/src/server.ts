import * as vscode from "vscode";
import { findInterpreter, type Interpreter, type Tried } from "./interpreters";
import { chosenInterpreter } from "./pythonExtension";
import { pythonSetting, type ServerKind, serverKind } from "./settings";
import { describe } from "./telling";

/** How to start a server. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How to start the server that the settings ask for, or what was tried in vain. Fails if `signal` is aborted. */
export async function chooseServer(
  extension: vscode.Uri,
  log: vscode.LogOutputChannel,
  signal: AbortSignal,
): Promise<Launch | { readonly tried: readonly Tried[] }> {
  const kind = serverKind();
  const wish = {
    setting: pythonSetting(),
    chosen: () => chosenInterpreter(log, signal),
    needsDuizhao: kind === "installed",
    cwd: extension.fsPath,
  };
  const { found, tried } = await findInterpreter(wish, signal);
  for (const each of tried) {
    log.info(describe(each));
  }
  if (!found) {
    return { tried };
  }
  log.info(`Python ${found.version.join(".")} (${found.path}), ${kind} server`);
  return launchOf(found, kind, extension);
}

function launchOf(interpreter: Interpreter, kind: ServerKind, extension: vscode.Uri): Launch {
  const bundled = vscode.Uri.joinPath(extension, "bundled").fsPath;
  const environment = { ...process.env, PYTHONUTF8: "1" };
  return {
    command: interpreter.path,
    args: ["-P", "-m", "duizhao", "serve"],
    ...(kind === "bundled"
      ? { cwd: bundled, env: { ...environment, PYTHONPATH: bundled } }
      : { cwd: extension.fsPath, env: environment }),
  };
}
