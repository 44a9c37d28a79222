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
 * answers in time: what it has chosen may come from the workspace. Fails only if `signal` is aborted.
 */
export async function chosenInterpreter(
  log: vscode.LogOutputChannel,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) {
    return undefined;
  }
  try {
    return await inTime(ask(), signal);
  } catch (error) {
    signal.throwIfAborted();
    log.warn(`The Python extension does not tell its interpreter: ${error}`);
    return undefined;
  }
}

/** Calls `changed` when another interpreter is chosen there; undefined while that extension is not running. */
export function onDidChangeChosenInterpreter(changed: () => void): vscode.Disposable | undefined {
  const extension = find();
  const environments = extension?.isActive ? extension.exports?.environments : undefined;
  let known = environments?.getActiveEnvironmentPath().path;
  return environments?.onDidChangeActiveEnvironmentPath(() => {
    const { path } = environments.getActiveEnvironmentPath();
    if (path !== known) {
      known = path;
      changed();
    }
  });
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

function inTime<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    const timer = setTimeout(() => reject(new Error(`no answer in ${patience / 1000} s`)), patience);
    signal.addEventListener("abort", abort);
    asked.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    });
  });
}
