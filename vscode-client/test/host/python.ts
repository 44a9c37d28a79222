/** Stands in for the Python extension: chooses what a test tells it to, by default nothing. */
import * as vscode from "vscode";

export interface PythonStandIn {
  /** Tells those who listen that `path` is chosen, also when it was before. */
  choose(path: string): void;
}

export function activate(): PythonStandIn & Record<string, unknown> {
  const changed = new vscode.EventEmitter<unknown>();
  let chosen = "";
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ path: chosen }),
      resolveEnvironment: async ({ path }: { path: string }) =>
        path === "" ? undefined : { executable: { uri: vscode.Uri.file(path) } },
      onDidChangeActiveEnvironmentPath: changed.event,
    },
    choose(path: string) {
      chosen = path;
      changed.fire({ path });
    },
  };
}
