import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<{ client: LanguageClient }> {
  const bundled = vscode.Uri.joinPath(context.extensionUri, "bundled").fsPath;
  const python = vscode.workspace.getConfiguration("duizhao").get("python", "") || "python3";
  const installed = vscode.workspace.getConfiguration("duizhao").get("server") === "installed";
  const server = {
    command: python,
    args: ["-P", "-m", "duizhao", "serve"],
    transport: TransportKind.stdio,
    options: {
      cwd: context.extensionUri.fsPath,
      env: { ...process.env, PYTHONUTF8: "1", ...(installed ? {} : { PYTHONPATH: bundled }) },
    },
  };
  client = new LanguageClient("duizhao", "对照 duizhao", server, {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" },
    ],
  });
  await client.start();
  return { client };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
