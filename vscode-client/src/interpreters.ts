import { homedir } from "node:os";
import path from "node:path";
import { type Failure, outputOf } from "./output";

export type Version = readonly [major: number, minor: number, patch: number];

export const oldest: Version = [3, 11, 0];

/** Where an interpreter was looked for. */
export type Source = "setting" | "extension" | "path" | "uv";

/** A way to a Python: how to run it, or, if `asks`, what prints its path. */
export interface Candidate {
  readonly source: Source;
  readonly command: string;
  readonly args: readonly string[];
  readonly asks?: boolean;
}

export interface Interpreter {
  readonly source: Source;
  /** The program itself, not what led to it. */
  readonly path: string;
  readonly version: Version;
  /** Whether `duizhao` is installed in it. */
  readonly hasDuizhao: boolean;
}

export type Fault =
  | Failure
  | { readonly kind: "old"; readonly version: Version }
  | { readonly kind: "without-duizhao"; readonly version: Version };

export interface Tried {
  readonly candidate: Candidate;
  readonly fault: Fault;
}

export interface Search {
  readonly found: Interpreter | undefined;
  readonly tried: readonly Tried[];
}

export interface Wish {
  /** What the setting says; "" for nothing. Only this one is tried if it says something. */
  readonly setting: string;
  /** The interpreter that the Python extension has chosen. */
  readonly chosen: () => Promise<string | undefined>;
  readonly needsDuizhao: boolean;
  /** A folder from which nothing can be run or imported by mistake. */
  readonly cwd: string;
}

/** Milliseconds that a program is given to answer. */
const patience = 10_000;

/** Looks at the candidates one after the other, and takes the first that will do. Fails only if `signal` is aborted. */
export async function findInterpreter(wish: Wish, signal: AbortSignal): Promise<Search> {
  const tried: Tried[] = [];
  for await (const candidate of candidates(wish)) {
    const result = await probe(candidate, wish, signal, patience);
    if (!("kind" in result)) {
      return { found: result, tried };
    }
    tried.push({ candidate, fault: result });
  }
  return { found: undefined, tried };
}

/** Where to look, in this order. The Python extension is asked only when it is its turn. */
export async function* candidates(
  wish: Pick<Wish, "setting" | "chosen">,
  platform: NodeJS.Platform = process.platform,
): AsyncGenerator<Candidate> {
  if (wish.setting) {
    yield { source: "setting", command: wish.setting, args: [] };
    return;
  }
  const chosen = await wish.chosen();
  if (chosen) {
    yield { source: "extension", command: chosen, args: [] };
  }
  yield { source: "path", command: "python3", args: [] };
  yield { source: "path", command: "python", args: [] };
  if (platform === "win32") {
    yield { source: "path", command: "py", args: ["-3"] };
  } else {
    for (const minor of [14, 13, 12, 11]) {
      yield { source: "path", command: `python3.${minor}`, args: [] };
    }
  }
  const args = ["python", "find", `>=${oldest[0]}.${oldest[1]}`];
  const uv = path.join(homedir(), ".local", "bin", platform === "win32" ? "uv.exe" : "uv");
  yield { source: "uv", command: "uv", args, asks: true };
  yield { source: "uv", command: uv, args, asks: true };
}

/** Whether `version` is new enough. */
export function isNewEnough(version: Version): boolean {
  const [major, minor] = version;
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Runs on any Python from 2.7 on, so that those that are too old can be named as such. */
const question = `import json, sys
found = False
try:
    from importlib.util import find_spec
    found = find_spec("duizhao") is not None
except ImportError:
    pass
print("")
print(json.dumps(["duizhao", list(sys.version_info[:3]), sys.executable, found]))`;

export interface Answer {
  readonly version: Version;
  readonly path: string;
  readonly hasDuizhao: boolean;
}

/** What a Python has answered, whatever else it may have printed; undefined if that is no answer. */
export function readAnswer(output: string): Answer | undefined {
  const line = output.split(/\r?\n/).findLast((each) => each.startsWith('["duizhao", '));
  if (line === undefined) {
    return undefined;
  }
  try {
    const [, version, executable, hasDuizhao] = JSON.parse(line) as [string, number[], string | null, boolean];
    const [major = 0, minor = 0, patch = 0] = version;
    return { version: [major, minor, patch], path: executable ?? "", hasDuizhao };
  } catch {
    return undefined;
  }
}

/** The interpreter that `candidate` leads to, or why it will not do. */
export async function probe(
  candidate: Candidate,
  wish: Pick<Wish, "cwd" | "needsDuizhao">,
  signal: AbortSignal,
  milliseconds: number,
): Promise<Interpreter | Fault> {
  const { cwd } = wish;
  let { command, args } = candidate;
  if (candidate.asks) {
    const output = await outputOf({ command, args, cwd }, milliseconds, signal);
    if (typeof output !== "string") {
      return output;
    }
    [command, args] = [output.trim(), []];
  }
  const asked = { command, args: [...args, "-c", question], cwd };
  const output = await outputOf(asked, milliseconds, signal);
  if (typeof output !== "string") {
    return output;
  }
  const answer = readAnswer(output);
  if (answer === undefined) {
    return { kind: "broken", output: output.trim() };
  }
  if (!isNewEnough(answer.version)) {
    return { kind: "old", version: answer.version };
  }
  if (wish.needsDuizhao && !answer.hasDuizhao) {
    return { kind: "without-duizhao", version: answer.version };
  }
  return { ...answer, path: answer.path || command, source: candidate.source };
}

/** The line of what a program has written that tells best why it does not run. */
export function tellingLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const telling = lines.findLast((line) => /^(Fatal Python error|[\w.]*(Error|Exception)\b)/.test(line));
  return (telling ?? lines.find((line) => line) ?? "").slice(0, 200);
}

/** The program that a setting means: absolute, unless it is a name to be looked for in PATH. */
export function programMeant(written: string, folder: string | undefined, home = homedir()): string {
  const own = written.trim().replace(/^~(?=$|[\\/])/, () => home);
  const within = folder === undefined ? own : own.replace(/^\$\{workspaceFolder\}/, () => folder);
  const isRelative = /[\\/]/.test(within) && !/^([\\/]|[A-Za-z]:)/.test(within);
  return isRelative && folder !== undefined ? path.join(folder, within) : within;
}
