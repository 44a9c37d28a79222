import * as vscode from "vscode";
import type { Condition } from "../client";
import { activeDraft, groupsOf, isTabOf, opened } from "../drafts";
import type { MatrixData } from "./data";
import { Latest } from "./latest";
import { fromPage, keptUri, type Notice, type Strings, type ToPage } from "./messages";
import { placeOf } from "./place";

/** What a matrix needs of the language server. */
export interface MatrixServer {
  readonly condition: Condition;
  /** Fires when the condition has changed. */
  readonly onDidChange: vscode.Event<void>;
  showMatrix(uri: vscode.Uri): Promise<MatrixData>;
}

export interface Matrices {
  /** The draft of the matrix that has the focus. */
  readonly activeDraft: vscode.Uri | undefined;
}

export const matrixViewType = "duizhao.matrix";

/** Milliseconds without a change before the server is asked again. */
const pause = 300;

/** Milliseconds for which the place that was jumped to is marked. */
const markTime = 1500;

/**
 * Makes the command `duizhao.matrix`, which shows the matrix of the draft whose URI is given, else of the active
 * editor's, beside it. Matrices that were open come back when the window is loaded anew.
 */
export function registerMatrix(context: vscode.ExtensionContext, server: MatrixServer): Matrices {
  const panels = new Set<MatrixPanel>();
  const mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
    borderColor: new vscode.ThemeColor("editor.findMatchHighlightBorder"),
    borderStyle: "solid",
    borderWidth: "1px",
  });
  const add = (webview: vscode.WebviewPanel, uri: vscode.Uri): void => {
    const panel = new MatrixPanel(webview, uri, { server, assets: context.extensionUri, mark });
    panels.add(panel);
    webview.onDidDispose(() => panels.delete(panel));
  };
  context.subscriptions.push(
    mark,
    vscode.commands.registerCommand("duizhao.matrix", (given?: unknown) => {
      const uri = given instanceof vscode.Uri ? given : activeDraft()?.uri;
      if (!uri) {
        void vscode.window.showInformationMessage(vscode.l10n.t("Open a Markdown draft first."));
        return;
      }
      const known = [...panels].find((panel) => panel.isOf(uri));
      if (known) {
        known.reveal();
        return;
      }
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      add(vscode.window.createWebviewPanel(matrixViewType, "", column, optionsOf(context.extensionUri)), uri);
    }),
    vscode.window.registerWebviewPanelSerializer(matrixViewType, {
      async deserializeWebviewPanel(webview, kept: unknown) {
        const written = keptUri(kept);
        const uri = written ? vscode.Uri.parse(written) : undefined;
        if (!uri || [...panels].some((panel) => panel.isOf(uri))) {
          webview.dispose();
          return;
        }
        webview.webview.options = optionsOf(context.extensionUri);
        add(webview, uri);
      },
    }),
  );
  return {
    get activeDraft() {
      return [...panels].find((panel) => panel.isActive)?.draft;
    },
  };
}

function optionsOf(assets: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return { enableScripts: true, enableFindWidget: true, localResourceRoots: [vscode.Uri.joinPath(assets, "dist")] };
}

interface Surroundings {
  readonly server: MatrixServer;
  readonly assets: vscode.Uri;
  readonly mark: vscode.TextEditorDecorationType;
}

/** The matrix of one draft, which follows it for as long as both are there to see. */
class MatrixPanel {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly latest: Latest<MatrixData>;
  private shown: { readonly matrix: MatrixData | null; readonly notice: Notice | null } = {
    matrix: null,
    notice: null,
  };
  /** Whether what is shown may be out of date because nothing was asked while the panel was hidden. */
  private outdated = true;
  private marked: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private uri: vscode.Uri,
    private readonly around: Surroundings,
  ) {
    this.latest = new Latest(
      () => this.ask(),
      (matrix) => this.show(matrix, null),
      (error) => this.show(this.shown.matrix, { text: messageOf(error), offer: null }),
    );
    panel.onDidDispose(() => {
      this.latest.forget();
      vscode.Disposable.from(...this.disposables).dispose();
    });
    this.disposables.push(
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidChangeViewState(() => {
        if (this.outdated) {
          this.follow(0);
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.isOf(document.uri)) {
          this.latest.drop();
          this.follow(pause);
        }
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => this.isOf(uri))) {
          this.follow(pause);
        }
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if ([...opened, ...closed].some((tab) => isTabOf(tab, this.uri))) {
          this.follow(0);
        }
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const file of files) {
          this.rename(file);
        }
      }),
      around.server.onDidChange(() => {
        this.latest.forget();
        this.follow(0);
      }),
    );
    this.setTitle();
    panel.webview.html = this.html();
    this.follow(0);
  }

  get draft(): vscode.Uri {
    return this.uri;
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  isOf(uri: vscode.Uri): boolean {
    return this.uri.toString() === uri.toString();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Brings what is shown up to date, now if it can be seen, else when it can. */
  private follow(after: number): void {
    this.outdated = !this.panel.visible;
    if (this.outdated) {
      return;
    }
    const { condition } = this.around.server;
    if (condition === "failed") {
      this.show(this.shown.matrix, { text: vscode.l10n.t("The duizhao server is not running."), offer: "restart" });
    } else if (condition !== "running") {
      this.show(this.shown.matrix, { text: vscode.l10n.t("Waiting for the server…"), offer: null });
    } else if (groupsOf(this.uri).length > 0) {
      this.latest.want(after);
    } else {
      this.latest.drop();
      const text = this.shown.matrix
        ? vscode.l10n.t("The draft is closed. This is how its matrix stood.")
        : vscode.l10n.t("The draft is closed.");
      this.show(this.shown.matrix, { text, offer: this.uri.scheme === "untitled" ? null : "open" });
    }
  }

  private async ask(): Promise<MatrixData> {
    await opened(this.uri); // A tab that was not looked at since the window was loaded has not read its draft.
    return this.around.server.showMatrix(this.uri);
  }

  private show(matrix: MatrixData | null, notice: Notice | null): void {
    const shown = { matrix, notice };
    if (JSON.stringify(shown) !== JSON.stringify(this.shown)) {
      this.shown = shown;
      this.tell({ type: "show", ...shown });
    }
  }

  private tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private receive(given: unknown): void {
    const message = fromPage(given);
    switch (message?.type) {
      case "ready":
        this.tell({ type: "start", uri: this.uri.toString(), strings: strings(), ...this.shown });
        break;
      case "jump":
        void this.jump(message.line - 1, message.text);
        break;
      case "export":
        void vscode.commands.executeCommand("duizhao.exportLedger", this.uri);
        break;
      case "open":
        void this.openDraft();
        break;
      case "restart":
        void vscode.commands.executeCommand("duizhao.restart");
        break;
    }
  }

  private async jump(line: number, text: string): Promise<void> {
    const editor = await this.openDraft();
    if (!editor) {
      return;
    }
    const place = placeOf(editor.document, line, text);
    const range = new vscode.Range(place.line, place.start, place.line, place.end);
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.setDecorations(this.around.mark, [range]);
    clearTimeout(this.marked);
    this.marked = setTimeout(() => editor.setDecorations(this.around.mark, []), markTime);
  }

  /** The draft in an editor that has the focus: where it is open already, else beside the matrix. */
  private async openDraft(): Promise<vscode.TextEditor | undefined> {
    const document = await opened(this.uri);
    if (!document) {
      const name = vscode.workspace.asRelativePath(this.uri);
      void vscode.window.showWarningMessage(vscode.l10n.t("{0} cannot be opened.", name));
      return undefined;
    }
    const first = this.panel.viewColumn === vscode.ViewColumn.One;
    const elsewhere = first ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    return vscode.window.showTextDocument(document, { viewColumn: groupsOf(this.uri)[0]?.viewColumn ?? elsewhere });
  }

  private rename(file: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }): void {
    const [old, own] = [file.oldUri.toString(), this.uri.toString()];
    if (own !== old && !own.startsWith(`${old}/`)) {
      return;
    }
    this.uri = vscode.Uri.parse(file.newUri.toString() + own.slice(old.length), true);
    this.setTitle();
    this.tell({ type: "start", uri: this.uri.toString(), strings: strings(), ...this.shown });
    this.follow(pause);
  }

  private setTitle(): void {
    const name = this.uri.path.slice(this.uri.path.lastIndexOf("/") + 1);
    this.panel.title = vscode.l10n.t("Matrix: {0}", name);
  }

  private html(): string {
    const { webview } = this.panel;
    const dist = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.around.assets, "dist", name)).toString();
    const nonce = crypto.randomUUID();
    const policy = [
      "default-src 'none'",
      `style-src ${webview.cspSource}`,
      `script-src 'nonce-${nonce}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join("; ");
    return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${dist("matrix.css")}">
</head>
<body>
<script nonce="${nonce}" src="${dist("matrix.js")}"></script>
</body>
</html>`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function strings(): Strings {
  return {
    filter: vscode.l10n.t("Filter by state"),
    all: vscode.l10n.t("All"),
    shown: vscode.l10n.t("{0} of {1} rows shown"),
    unmatched: vscode.l10n.t("No rows here are in this state."),
    nothing: vscode.l10n.t("No problems, causes or measures were recognised."),
    exportLedger: vscode.l10n.t("Export as ledger…"),
    line: vscode.l10n.t("line {0}"),
    open: vscode.l10n.t("Open the draft"),
    restart: vscode.l10n.t("Restart"),
  };
}
