import * as vscode from "vscode";
import type { Server } from "./client";
import { activeDraft } from "./drafts";
import { Latest } from "./matrix/latest";
import type { ChosenKind } from "./protocol";
import { pauseSetting } from "./settings";

/** Milliseconds that the server is given beyond its own pause. */
const margin = 300;

/** Characters of a title that are shown. */
const width = 14;

/** Shows in the status bar which kind of report the active draft is and how many of its problems are covered. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("duizhao.status", vscode.StatusBarAlignment.Right, 101);
  item.name = vscode.l10n.t("Kind of Report");
  const latest = new Latest<ChosenKind | undefined>(
    async () => {
      const draft = activeDraft();
      return draft && (await server.commands()).showReportKind(draft.uri);
    },
    (kind) => kind && show(item, kind),
    () => item.hide(),
  );

  const refresh = (after: number): void => {
    if (!activeDraft()) {
      latest.drop();
      item.hide();
    } else if (server.condition === "running") {
      latest.want(after);
    } else {
      latest.forget();
      showCondition(item, server);
    }
  };
  /** When the server has judged a change: it waits for a pause in typing itself. */
  const settle = (): void => refresh(pauseSetting() + margin);
  /** Whether the active editor shows it; also one that is no draft any more, since its language has changed. */
  const isActive = (uri: vscode.Uri): boolean =>
    vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
  const listeners = [
    server.onDidChange(() => refresh(0)),
    vscode.window.onDidChangeActiveTextEditor(() => refresh(0)),
    vscode.workspace.onDidOpenTextDocument((document) => isActive(document.uri) && refresh(0)),
    vscode.workspace.onDidChangeTextDocument((change) => isActive(change.document.uri) && settle()),
    vscode.languages.onDidChangeDiagnostics((change) => change.uris.some(isActive) && settle()),
  ];
  refresh(0);
  return { dispose: () => vscode.Disposable.from(item, ...listeners, { dispose: () => latest.drop() }).dispose() };
}

const conditions = {
  starting: { icon: "$(loading~spin)", words: () => vscode.l10n.t("duizhao is starting"), command: "duizhao.log" },
  running: { icon: "$(check)", words: () => vscode.l10n.t("duizhao is running"), command: "duizhao.log" },
  stopped: {
    icon: "$(circle-slash)",
    words: () => vscode.l10n.t("duizhao is not running; click to start it"),
    command: "duizhao.restart",
  },
  failed: {
    icon: "$(error)",
    words: () => vscode.l10n.t("duizhao is not running; click to start it"),
    command: "duizhao.restart",
  },
} as const;

function showCondition(item: vscode.StatusBarItem, { condition }: Server): void {
  const { icon, words, command } = conditions[condition];
  item.text = `${icon} 对照`;
  item.tooltip = words();
  item.accessibilityInformation = { label: words() };
  item.backgroundColor = condition === "failed" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
  item.command = command;
  item.show();
}

function show(item: vscode.StatusBarItem, kind: ChosenKind): void {
  const { coverage } = kind;
  const count = coverage ? ` ${coverage.covered}/${coverage.problems}` : "";
  item.text = `$(checklist) ${shortened(kind.title)}${count}`;
  item.tooltip = tooltip(kind);
  item.accessibilityInformation = { label: [kind.title, ...countsOf(kind)].join(", ") };
  item.backgroundColor = undefined;
  item.command = "duizhao.kind";
  item.show();
}

function shortened(title: string): string {
  const characters = [...title];
  return characters.length > width ? `${characters.slice(0, width - 1).join("")}…` : title;
}

function tooltip(kind: ChosenKind): vscode.MarkdownString {
  const text = new vscode.MarkdownString("", true);
  text.isTrusted = { enabledCommands: ["duizhao.kind", "duizhao.stage", "duizhao.matrix"] };
  text.appendMarkdown("**").appendText(kind.title).appendMarkdown(`** \`${kind.pack}\`\n\n`);
  text.appendText(kind.reason).appendMarkdown("\n\n");
  for (const count of countsOf(kind)) {
    text.appendMarkdown("- ").appendText(count).appendMarkdown("\n");
  }
  const links = [
    `[${vscode.l10n.t("Choose another kind")}](command:duizhao.kind)`,
    `[${vscode.l10n.t("Draft or final")}](command:duizhao.stage)`,
    ...(kind.coverage ? [`[${vscode.l10n.t("Show the matrix")}](command:duizhao.matrix)`] : []),
  ];
  return text.appendMarkdown(`\n${links.join(" · ")}`);
}

function countsOf({ stage, coverage }: ChosenKind): string[] {
  const said = stage === "final" ? vscode.l10n.t("Stage: final") : vscode.l10n.t("Stage: draft");
  if (!coverage) {
    return [said];
  }
  const { problems, covered, open, undetermined } = coverage;
  return [
    said,
    vscode.l10n.t("{0} of {1} problems covered", covered, problems),
    ...(open > 0 ? [vscode.l10n.t("{0} not covered", open)] : []),
    ...(undetermined > 0 ? [vscode.l10n.t("{0} undetermined", undetermined)] : []),
  ];
}
