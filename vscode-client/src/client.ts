import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type Executable,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";
import { Backoff } from "./backoff";
import type { Tried } from "./interpreters";
import { Commands } from "./protocol";
import { onDidChangeChosenInterpreter } from "./pythonExtension";
import { chooseServer, describe } from "./server";
import { initialSettings, pythonSetting, section, serverSettings, startSettings } from "./settings";
import { traceChannel } from "./tracing";

export type Condition = "starting" | "running" | "stopped" | "failed";

/** Milliseconds that a server is given to end by itself. */
const farewell = 2_000;

/** Keeps one server running for this window: begins it, begins it again when it has ended, and tells when that fails. */
export class Server implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly backoff = new Backoff();
  private readonly trace: vscode.LogOutputChannel;
  private current: LanguageClient | undefined;
  private state: Condition = "stopped";
  /** What is being done, one thing after the other. */
  private doing: Promise<void> = Promise.resolve();
  private again: ReturnType<typeof setTimeout> | undefined;
  private python: vscode.Disposable | undefined;

  /** Fires when the condition has changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extension: vscode.Uri,
    readonly log: vscode.LogOutputChannel,
  ) {
    this.trace = traceChannel(log, this.disposables);
    this.disposables.push(
      this.changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (startSettings.some((each) => change.affectsConfiguration(each))) {
          setTimeout(() => void this.restart()); // when the client has sent the change to the server as it is now
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  get client(): LanguageClient | undefined {
    return this.current;
  }

  get condition(): Condition {
    return this.state;
  }

  /** The commands of the server, once it runs. Fails with a message for people if it does not. */
  async commands(): Promise<Commands> {
    await this.doing;
    if (this.state === "starting") {
      await new Promise<void>((resolve) => {
        const waiting = this.onDidChange(() => {
          if (this.state !== "starting") {
            waiting.dispose();
            resolve();
          }
        });
      });
    }
    if (!this.current || this.state !== "running") {
      throw new Error(vscode.l10n.t("The duizhao server is not running."));
    }
    return new Commands(this.current);
  }

  start(): Promise<void> {
    return this.next(() => this.begin());
  }

  /** Ends the server, if there is one, and begins another by the settings as they are now. */
  restart(): Promise<void> {
    this.backoff.forget();
    this.interrupt();
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  /** Ends the server; it is not begun again by itself. */
  stop(): Promise<void> {
    this.interrupt();
    return this.next(() => this.end());
  }

  dispose(): void {
    clearTimeout(this.again);
    this.python?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private next(what: () => Promise<void>): Promise<void> {
    this.doing = this.doing.then(what).catch((error) => this.log.error(String(error)));
    return this.doing;
  }

  /** A server that may never answer its first request is not waited for. */
  private interrupt(): void {
    if (this.state === "starting" && this.current) {
      const process = this.current.serverProcess;
      this.current = undefined;
      process?.kill("SIGKILL");
    }
  }

  private async begin(): Promise<void> {
    clearTimeout(this.again);
    if (this.current) {
      return;
    }
    this.become("starting");
    const launch = await chooseServer(this.extension, this.log);
    this.python ??= onDidChangeChosenInterpreter(() => {
      if (!pythonSetting()) {
        void this.restart();
      }
    });
    if (!("executable" in launch)) {
      this.become("failed");
      void this.tellOfSearch(launch);
      return;
    }
    const client = this.clientOf(launch.executable);
    this.current = client;
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped || newState === State.StartFailed) {
        this.ended(client);
      }
    });
    try {
      await client.start();
      if (this.current === client) {
        this.become("running");
      } else {
        await dismiss(client);
      }
    } catch (error) {
      this.log.error(`The server does not start: ${error}`);
      this.ended(client);
    }
  }

  private async end(): Promise<void> {
    clearTimeout(this.again);
    const client = this.current;
    this.current = undefined;
    this.become("stopped");
    if (client) {
      await dismiss(client);
    }
  }

  /** A server has ended by itself. */
  private ended(client: LanguageClient): void {
    if (this.current !== client) {
      return;
    }
    this.current = undefined;
    void dismiss(client);
    const wait = this.backoff.ended(Date.now());
    if (wait === undefined) {
      this.log.error("The server has ended too often, and is not started again.");
      this.become("failed");
      void this.tellOfEnds();
    } else {
      this.log.warn(`The server has ended, and is started again in ${wait} ms.`);
      this.become("starting");
      this.again = setTimeout(() => void this.start(), wait);
    }
  }

  private become(state: Condition): void {
    if (state !== this.state) {
      this.state = state;
      this.changed.fire();
    }
  }

  private clientOf(executable: Executable): LanguageClient {
    const options: LanguageClientOptions = {
      documentSelector: [
        { language: "markdown", scheme: "file" },
        { language: "markdown", scheme: "untitled" },
      ],
      outputChannel: this.log,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: initialSettings,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true, message: "The server has ended." }),
      },
      middleware: {
        workspace: {
          configuration: async (params, token, next) => {
            const others = await next(params, token);
            const own = params.items.map((item) => item.section === section);
            return Array.isArray(others) ? others.map((each, at) => (own[at] ? serverSettings() : each)) : others;
          },
        },
      },
    };
    return new QuietClient("duizhao", "duizhao", executable, options);
  }

  private async tellOfSearch(tried: readonly Tried[]): Promise<void> {
    const [choose, settings, log] = [
      vscode.l10n.t("Choose Interpreter…"),
      vscode.l10n.t("Open Settings"),
      vscode.l10n.t("Show Log"),
    ];
    const chosen = await vscode.window.showErrorMessage(messageOf(tried), choose, settings, log);
    if (chosen === choose) {
      await chooseInterpreter();
    } else if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "duizhao.python");
    } else if (chosen === log) {
      this.log.show();
    }
  }

  private async tellOfEnds(): Promise<void> {
    const [restart, log] = [vscode.l10n.t("Restart"), vscode.l10n.t("Show Log")];
    const { most, within } = this.backoff.limits;
    const message = vscode.l10n.t(
      "The duizhao server has ended by itself {0} times in {1} minutes, and is not started again. The log may tell why.",
      most,
      within / 60_000,
    );
    const chosen = await vscode.window.showErrorMessage(message, log, restart);
    if (chosen === restart) {
      await this.restart();
    } else if (chosen === log) {
      this.log.show();
    }
  }
}

/** Writes what it has to say into the log only: what people must know, `Server` tells, and once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Stops a client, and sees to it that its process is gone. */
async function dismiss(client: LanguageClient): Promise<void> {
  const process = client.serverProcess;
  try {
    await client.dispose(farewell);
  } catch {
    // It has ended already, or does not answer.
  }
  if (process && process.exitCode === null && process.signalCode === null) {
    const ended = new Promise((resolve) => process.once("exit", resolve));
    process.stdin?.end();
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
    process.kill("SIGKILL");
  }
}

function messageOf(tried: readonly Tried[]): string {
  const [first] = tried;
  if (first?.candidate.source === "setting") {
    const what = describe(first);
    return vscode.l10n.t("The interpreter that duizhao.python names cannot be used. {0}.", what);
  }
  // What is not there is not worth a line each.
  const known = tried.filter(({ fault }) => fault.kind !== "missing").map(describe);
  const missing = tried.filter(({ fault }) => fault.kind === "missing").map(({ candidate }) => candidate.command);
  const names = [...new Set(missing.filter((each) => !/[\\/]/.test(each)))].join(", ");
  const parts = names ? [...known, vscode.l10n.t("not found: {0}", names)] : known;
  return vscode.l10n.t(
    "duizhao needs a Python 3.11 or newer to check drafts, and found none ({0}). Install one from python.org, or choose one that you have.",
    parts.join("; "),
  );
}

async function chooseInterpreter(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Choose a Python 3.11 or newer"),
    openLabel: vscode.l10n.t("Choose"),
  });
  const file = chosen?.[0];
  if (file) {
    const configuration = vscode.workspace.getConfiguration(section);
    await configuration.update("python", file.fsPath, vscode.ConfigurationTarget.Global);
  }
}
