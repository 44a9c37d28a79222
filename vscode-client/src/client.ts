import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Backoff } from "./backoff";
import { Commands } from "./protocol";
import { onDidChangeChosenInterpreter } from "./pythonExtension";
import { chooseServer, type Launch } from "./server";
import { Session } from "./session";
import { pythonSetting, startSettings } from "./settings";
import { tellOfEnds, tellOfError, tellOfSearch } from "./telling";
import { traceChannel } from "./tracing";

export type Condition = "starting" | "running" | "stopped" | "failed";

/** Keeps one server running for this window: begins it, begins it again when it has ended, and tells when that fails. */
export class Server implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly backoff = new Backoff();
  private readonly trace: vscode.LogOutputChannel;
  private readonly again = (): Promise<void> => this.restart();
  private session: Session | undefined;
  private state: Condition = "stopped";
  /** What is being done, one thing after the other. */
  private doing: Promise<void> = Promise.resolve();
  /** Aborted as soon as what is being done is no longer what is wanted. */
  private wanted = new AbortController();
  private waiting: ReturnType<typeof setTimeout> | undefined;
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
          setTimeout(this.again); // when the client has sent the change to the server as it is now
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(this.again),
    );
  }

  /** The client of the server that runs. */
  get client(): LanguageClient | undefined {
    return this.session?.client;
  }

  get condition(): Condition {
    return this.state;
  }

  /** The commands of the server, once it runs. Fails with a message for people if it does not. */
  async commands(): Promise<Commands> {
    if (this.state === "starting") {
      await new Promise<void>((resolve) => {
        const waiting = this.onDidChange(() => {
          waiting.dispose();
          resolve();
        });
      });
    }
    if (!this.client) {
      throw new Error(vscode.l10n.t("The duizhao server is not running."));
    }
    return new Commands(this.client);
  }

  start(): Promise<void> {
    const { signal } = this.wanted;
    this.become("starting");
    return this.next(() => this.begin(signal));
  }

  /** Ends the server, if there is one, and begins another by the settings as they are now. */
  restart(): Promise<void> {
    this.backoff.forget();
    this.interrupt();
    void this.next(() => this.end());
    return this.start();
  }

  /** Ends the server; it is not begun again by itself. */
  stop(): Promise<void> {
    this.interrupt();
    this.become("stopped");
    return this.next(() => this.end());
  }

  dispose(): void {
    this.interrupt();
    this.python?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private next(what: () => Promise<void>): Promise<void> {
    this.doing = this.doing.then(what).catch((error) => this.log.error(String(error)));
    return this.doing;
  }

  /** A search that lasts, and a server that may never answer its first request, are not waited for. */
  private interrupt(): void {
    clearTimeout(this.waiting);
    this.wanted.abort();
    this.wanted = new AbortController();
  }

  private async begin(signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted(); // while it waited for its turn
      const choice = await chooseServer(this.extension, this.log, signal);
      signal.throwIfAborted();
      this.python ??= onDidChangeChosenInterpreter(() => {
        if (!pythonSetting()) {
          void this.restart();
        }
      });
      if ("tried" in choice) {
        this.become("failed");
        void tellOfSearch(choice.tried, this.log);
      } else {
        await this.run(choice, signal);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.log.error(`The server cannot be started: ${error}`);
        this.become("failed");
        void tellOfError(error, this.log, this.again);
      }
    }
  }

  private async run(launch: Launch, signal: AbortSignal): Promise<void> {
    try {
      const session = await Session.start(launch, { log: this.log, trace: this.trace }, signal);
      this.session = session;
      this.become("running");
      void session.ended.then(() => {
        if (!signal.aborted) {
          void this.end();
          this.beginLater();
        }
      });
    } catch (error) {
      if (!signal.aborted) {
        this.log.error(`The server does not start: ${error}`);
        this.beginLater();
      }
    }
  }

  private async end(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    await session?.end();
  }

  /** A server has ended by itself, or has not begun. */
  private beginLater(): void {
    const wait = this.backoff.ended(Date.now());
    if (wait === undefined) {
      this.log.error("The server has ended too often, and is not started again.");
      this.become("failed");
      void tellOfEnds(this.backoff.limits, this.log, this.again);
    } else {
      this.log.warn(`The server has ended, and is started again in ${wait} ms.`);
      this.become("starting");
      this.waiting = setTimeout(() => void this.start(), wait);
    }
  }

  private become(state: Condition): void {
    if (state !== this.state) {
      this.state = state;
      this.changed.fire();
    }
  }
}
