import * as vscode from "vscode";
import { activeDraft } from "../drafts";
import type { MatrixData } from "./data";
import { Latest } from "./latest";
import type { FromPage, Kept, Notice, Strings, ToPage } from "./messages";
import { placeOf } from "./place";

/** What a matrix needs of the language server. */
export interface MatrixServer {
  readonly ready: boolean;
  /** Fires when the server has become ready, also after a restart, and when it has stopped. */
  readonly onDidChangeReady: vscode.Event<void>;
  showMatrix(uri: vscode.Uri): Promise<MatrixData>;
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
export function registerMatrix(context: vscode.ExtensionContext, server: MatrixServer): void {
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
      async deserializeWebviewPanel(webview, kept: Kept | undefined) {
        const uri = kept ? vscode.Uri.parse(kept.uri, true) : undefined;
        if (!uri || [...panels].some((panel) => panel.isOf(uri))) {
          webview.dispose();
          return;
        }
        webview.webview.options = optionsOf(context.extensionUri);
        add(webview, uri);
      },
    }),
  );
}

function optionsOf(assets: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return { enableScripts: true, enableFindWidget: true, localResourceRoots: [vscode.Uri.joinPath(assets, "dist")] };
}

/** The draft, read without being shown; undefined if it is gone. */
async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
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
      (error) => this.show(this.shown.matrix, { text: messageOf(error), offersDraft: false }),
    );
    panel.onDidDispose(() => {
      this.latest.forget();
      vscode.Disposable.from(...this.disposables).dispose();
    });
    this.disposables.push(
      panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
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
        if ([...opened, ...closed].some((tab) => this.isOfTab(tab))) {
          this.follow(0);
        }
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const file of files) {
          this.rename(file);
        }
      }),
      around.server.onDidChangeReady(() => {
        this.latest.forget();
        this.follow(0);
      }),
    );
    this.setTitle();
    panel.webview.html = this.html();
    this.follow(0);
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
    if (!this.around.server.ready) {
      this.show(this.shown.matrix, { text: vscode.l10n.t("Waiting for the server…"), offersDraft: false });
    } else if (this.group) {
      this.latest.want(after);
    } else {
      this.latest.drop();
      const text = this.shown.matrix
        ? vscode.l10n.t("The draft is closed. This is how its matrix stood.")
        : vscode.l10n.t("The draft is closed.");
      this.show(this.shown.matrix, { text, offersDraft: this.uri.scheme !== "untitled" });
    }
  }

  /** The group of editors in which the draft is open. */
  private get group(): vscode.TabGroup | undefined {
    return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some((tab) => this.isOfTab(tab)));
  }

  private isOfTab({ input }: vscode.Tab): boolean {
    if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
      return this.isOf(input.uri);
    }
    return input instanceof vscode.TabInputTextDiff && this.isOf(input.modified);
  }

  private async ask(): Promise<MatrixData> {
    if (!vscode.workspace.textDocuments.some((document) => this.isOf(document.uri))) {
      // A tab that was not looked at since the window was loaded has not read its draft.
      await opened(this.uri);
    }
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

  private receive(message: FromPage): void {
    switch (message.type) {
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
    return vscode.window.showTextDocument(document, { viewColumn: this.group?.viewColumn ?? elsewhere });
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
    openDraft: vscode.l10n.t("Open the draft"),
  };
}
