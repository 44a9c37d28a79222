import * as vscode from "vscode";
import { section } from "./settings";

/**
 * The log as the language client sees it when it traces. By itself that does so only while the log's level is Trace;
 * here also while the setting `trace.server` asks for it, whatever the level.
 */
export function traceChannel(log: vscode.LogOutputChannel, disposables: vscode.Disposable[]): vscode.LogOutputChannel {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const level = (): vscode.LogLevel => (isAskedFor() ? vscode.LogLevel.Trace : log.logLevel);
  disposables.push(
    changed,
    log.onDidChangeLogLevel(() => changed.fire(level())),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${section}.trace.server`)) {
        changed.fire(level());
      }
    }),
  );
  return new Proxy({} as vscode.LogOutputChannel, {
    get(_, key) {
      switch (key) {
        case "logLevel":
          return level();
        case "onDidChangeLogLevel":
          return changed.event;
        case "trace":
          return isAskedFor() ? log.info.bind(log) : log.trace.bind(log);
        default: {
          const value: unknown = Reflect.get(log, key);
          return typeof value === "function" ? value.bind(log) : value;
        }
      }
    },
  });
}

function isAskedFor(): boolean {
  return vscode.workspace.getConfiguration(section).get("trace.server", "off") !== "off";
}
