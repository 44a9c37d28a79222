import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";
import type { Launch } from "./server";
import { section, serverSettings } from "./settings";

export interface Channels {
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
}

/** Milliseconds that a server is given to end when it is asked to, and then when nobody speaks to it any more. */
const farewell = 2_000;
const silence = 500;

/** One server, from its start to its end, and the client that speaks with it. */
export class Session {
  readonly client: LanguageClient;
  /** Resolves when the server that ran has ended, whatever the reason. */
  readonly ended: Promise<void>;
  private process: ChildProcess | undefined;

  private constructor(
    launch: Launch,
    private readonly channels: Channels,
    signal: AbortSignal,
  ) {
    const server = async (): Promise<{ process: ChildProcess; detached: boolean }> => {
      signal.throwIfAborted();
      return { process: await this.spawn(launch), detached: true }; // `end` sees to it, not the client
    };
    this.client = new QuietClient("duizhao", "duizhao", server, optionsOf(channels));
    this.ended = new Promise((resolve) => {
      this.client.onDidChangeState(({ newState }) => newState === State.Stopped && resolve());
    });
  }

  /** A session whose server runs. Fails, and leaves no process behind, when it does not start or `signal` is aborted. */
  static async start(launch: Launch, channels: Channels, signal: AbortSignal): Promise<Session> {
    const session = new Session(launch, channels, signal);
    const kill = (): unknown => session.process?.kill("SIGKILL"); // it may never answer its first request
    signal.addEventListener("abort", kill);
    try {
      await session.client.start();
      signal.throwIfAborted();
      return session;
    } catch (error) {
      await session.end();
      throw error;
    } finally {
      signal.removeEventListener("abort", kill);
    }
  }

  /** Ends the server, and sees to it that its process is gone. */
  async end(): Promise<void> {
    try {
      await this.client.dispose(farewell);
    } catch {
      // It has ended already, or does not answer.
    }
    const { process } = this;
    if (process && process.exitCode === null && process.signalCode === null) {
      const ended = new Promise((resolve) => process.once("exit", resolve));
      process.stdin?.end();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, silence))]);
      process.kill("SIGKILL");
    }
  }

  private async spawn({ command, args, cwd, env }: Launch): Promise<ChildProcess> {
    const process = spawn(command, args, { cwd, env, windowsHide: true });
    this.process = process;
    await once(process, "spawn");
    process.on("error", (error) => this.channels.log.error(error));
    return process;
  }
}

/** Writes what it has to say into the log only: what people must know, they are told elsewhere, and once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function optionsOf({ log, trace }: Channels): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" },
    ],
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: serverSettings,
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
}
