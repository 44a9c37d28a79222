import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Server } from "./client";
import { registerCommands } from "./commands";
import { registerMatrix } from "./matrix/panel";
import { showStatus } from "./status";

/** What other extensions, and tests, can see of this one. */
export interface Api {
  /** The language client; another one after the server was started again, undefined while there is none. */
  readonly client: LanguageClient | undefined;
}

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel("对照 duizhao", { log: true });
  const running = new Server(context.extensionUri, log);
  server = running;
  const matrices = registerMatrix(context, {
    get condition() {
      return running.condition;
    },
    onDidChange: running.onDidChange,
    showMatrix: async (uri) => (await running.commands()).showMatrix(uri),
  });
  context.subscriptions.push(log, running, registerCommands(running, matrices), showStatus(running));
  void running.start();
  return {
    get client() {
      return running.client;
    },
  };
}

/** Waits until the server's process is gone. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
