import { type ChildProcess, execFile, spawn } from "node:child_process";

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** Why a program has given no output. */
export type Failure =
  | { readonly kind: "missing" }
  | { readonly kind: "silent"; readonly seconds: number }
  | { readonly kind: "broken"; readonly output: string };

/** What there cannot be, and what may not be run. */
const missing = new Set(["ENOENT", "ENOTDIR", "EACCES", "ELOOP", "ENAMETOOLONG"]);

/** Characters of what a program writes that are kept: its last ones. */
const most = 100_000;

/**
 * What a program writes, if it ends well in time. When it does not, or when `signal` is aborted, it is ended with all that
 * it has started. Fails only if `signal` is aborted.
 */
export async function outputOf(program: Program, milliseconds: number, signal: AbortSignal): Promise<string | Failure> {
  signal.throwIfAborted();
  const windows = process.platform === "win32";
  const written = { output: "", errors: "" };
  let child: ChildProcess;
  try {
    child = spawn(program.command, program.args, {
      cwd: program.cwd,
      detached: !windows, // a process group of its own, to be ended as one
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    return failureOf(error); // what is odd about a path is thrown, and not told as an event
  }
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    written.output = `${written.output}${text}`.slice(-most);
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    written.errors = `${written.errors}${text}`.slice(-most);
  });
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
    const abort = (): void => {
      settle();
      endAll(child);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      settle();
      endAll(child);
      resolve({ kind: "silent", seconds: milliseconds / 1000 });
    }, milliseconds);
    signal.addEventListener("abort", abort);
    child.on("error", (error) => {
      settle();
      resolve(failureOf(error));
    });
    child.on("close", (code, killed) => {
      settle();
      const said = written.errors.trim() || written.output.trim() || killed || `exit code ${code}`;
      resolve(code === 0 ? written.output : { kind: "broken", output: said });
    });
  });
}

function failureOf(error: unknown): Failure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return missing.has(code) ? { kind: "missing" } : { kind: "broken", output: String(error) };
}

function endAll({ pid }: ChildProcess): void {
  if (pid === undefined) {
    return;
  }
  if (process.platform === "win32") {
    execFile("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true }, () => undefined);
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
