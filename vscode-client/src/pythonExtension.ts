import * as vscode from "vscode";

/** What is used of the API that the Python extension exports. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<Environment | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

interface Environment {
  readonly executable: { readonly uri: vscode.Uri | undefined };
}

/** Milliseconds that the extension is given to start and to answer. */
const patience = 5_000;

/**
 * The interpreter that the Python extension has chosen, if there is that extension, the workspace is trusted, and it
 * answers in time: what it has chosen may come from the workspace.
 */
export async function chosenInterpreter(log: vscode.LogOutputChannel): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) {
    return undefined;
  }
  try {
    return await inTime(ask());
  } catch (error) {
    log.warn(`The Python extension does not tell its interpreter: ${error}`);
    return undefined;
  }
}

/** Calls `changed` when another interpreter is chosen there; undefined while that extension is not running. */
export function onDidChangeChosenInterpreter(changed: () => void): vscode.Disposable | undefined {
  const extension = find();
  return extension?.isActive ? extension.exports?.environments?.onDidChangeActiveEnvironmentPath(changed) : undefined;
}

async function ask(): Promise<string | undefined> {
  const environments = (await find()?.activate())?.environments;
  if (!environments) {
    return undefined;
  }
  const chosen = await environments.resolveEnvironment(environments.getActiveEnvironmentPath());
  return chosen?.executable.uri?.fsPath;
}

function find(): vscode.Extension<PythonExtension | undefined> | undefined {
  return vscode.extensions.getExtension<PythonExtension | undefined>("ms-python.python");
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience / 1000} s`)), patience);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
