import * as vscode from "vscode";
import type { Limits } from "./backoff";
import { type Fault, type Tried, tellingLine } from "./interpreters";
import { setPython } from "./settings";

/** What was tried, and why it will not do, for people. */
export function describe({ candidate, fault }: Tried): string {
  return vscode.l10n.t("{0}: {1}", [candidate.command, ...candidate.args].join(" "), reason(fault));
}

/** Tells people that no Python was found, and what can be done about it. */
export async function tellOfSearch(tried: readonly Tried[], log: vscode.LogOutputChannel): Promise<void> {
  const [choose, settings, show] = [
    vscode.l10n.t("Choose Interpreter…"),
    vscode.l10n.t("Open Settings"),
    vscode.l10n.t("Show Log"),
  ];
  const setting = lacksDuizhao(tried) ? "duizhao.server" : "duizhao.python";
  const chosen = await vscode.window.showErrorMessage(messageOf(tried), choose, settings, show);
  if (chosen === choose) {
    await chooseInterpreter();
  } else if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", setting);
  } else if (chosen === show) {
    log.show();
  }
}

/** Tells people that the server has ended too often, and lets them start it again. */
export async function tellOfEnds(
  { most, within }: Limits,
  log: vscode.LogOutputChannel,
  again: () => Promise<void>,
): Promise<void> {
  const message = vscode.l10n.t(
    "The duizhao server has ended by itself {0} times in {1} minutes, and is not started again. The log may tell why.",
    most,
    within / 60_000,
  );
  await tellOfFailure(message, log, again);
}

/** Tells people that a start has failed in a way that nobody has thought of. */
export async function tellOfError(
  error: unknown,
  log: vscode.LogOutputChannel,
  again: () => Promise<void>,
): Promise<void> {
  const message = vscode.l10n.t("The duizhao server cannot be started: {0}", String(error));
  await tellOfFailure(message, log, again);
}

async function tellOfFailure(message: string, log: vscode.LogOutputChannel, again: () => Promise<void>): Promise<void> {
  const [show, restart] = [vscode.l10n.t("Show Log"), vscode.l10n.t("Restart")];
  const chosen = await vscode.window.showErrorMessage(message, show, restart);
  if (chosen === restart) {
    await again();
  } else if (chosen === show) {
    log.show();
  }
}

function reason(fault: Fault): string {
  switch (fault.kind) {
    case "missing":
      return vscode.l10n.t("not found");
    case "silent":
      return vscode.l10n.t("no answer in {0} seconds", fault.seconds);
    case "broken":
      return vscode.l10n.t("does not run ({0})", tellingLine(fault.output));
    case "old":
      return vscode.l10n.t("version {0} is too old", fault.version.join("."));
    case "without-duizhao":
      return vscode.l10n.t("duizhao is not installed there");
  }
}

/** Whether it is only duizhao that lacks in one of them. */
function lacksDuizhao(tried: readonly Tried[]): boolean {
  return tried.some(({ fault }) => fault.kind === "without-duizhao");
}

function messageOf(tried: readonly Tried[]): string {
  const [first] = tried;
  if (first?.candidate.source === "setting") {
    // Without the interpreter's name: VS Code shows what is said twice once, and people try one name after the other.
    const message = vscode.l10n.t(
      "The interpreter that duizhao.python names cannot be used: {0}.",
      reason(first.fault),
    );
    return lacksDuizhao(tried) ? `${message} ${installing()}` : message;
  }
  // What is not there is not worth a line each.
  const known = tried.filter(({ fault }) => fault.kind !== "missing").map(describe);
  if (lacksDuizhao(tried)) {
    const message = vscode.l10n.t("No Python was found that has duizhao ({0}).", known.join("; "));
    return `${message} ${installing()}`;
  }
  const missing = tried.filter(({ fault }) => fault.kind === "missing").map(({ candidate }) => candidate.command);
  const names = [...new Set(missing.filter((each) => !/[\\/]/.test(each)))].join(", ");
  const parts = names ? [...known, vscode.l10n.t("not found: {0}", names)] : known;
  return vscode.l10n.t(
    "duizhao needs a Python 3.11 or newer to check drafts, and found none ({0}). Install one from python.org, or choose one that you have.",
    parts.join("; "),
  );
}

function installing(): string {
  return vscode.l10n.t("Install duizhao there with pip, or set duizhao.server to “bundled”.");
}

async function chooseInterpreter(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Choose a Python 3.11 or newer"),
    openLabel: vscode.l10n.t("Choose"),
  });
  const [file] = chosen ?? [];
  if (file) {
    await setPython(file.fsPath);
  }
}
