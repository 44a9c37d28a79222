/** Which server runs, and what is told when none does. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { setPython } from "../../src/settings";
import { serverProcesses } from "../processes";
import { extension, finds, scratch, show, theServer } from "./drafts";
import type { PythonStandIn } from "./python";
import { onScreen } from "./screen";
import { until } from "./until";

const { Global, Workspace } = vscode.ConfigurationTarget;
const environmentOf = (process: number): string => readFileSync(`/proc/${process}/environ`, "utf8");

async function set(key: string, value: unknown, target = Global): Promise<void> {
  await vscode.workspace.getConfiguration("duizhao").update(key, value, target);
}

/** The process of another server than `former`, when it is ready. */
async function another(former: number): Promise<number> {
  const server = await until("another server", async () => (await theServer()) !== former && theServer());
  await until("its client", () => extension().exports.client);
  return server;
}

/** A program that does as the shell script `does` says. */
function program(name: string, does: string): string {
  const file = path.join(scratch, name);
  writeFileSync(file, `#!/bin/sh\n${does}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function messages(): Promise<string[]> {
  await vscode.commands.executeCommand("notifications.showList");
  return onScreen(".notifications-center .notification-list-item-message:visible");
}

async function clear(): Promise<void> {
  await until("no messages", async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    return (await messages()).length === 0;
  });
}

/** Waits until there is a message with all these words, and as many messages as said. */
async function tells(words: string[], count = 1): Promise<void> {
  let shown: string[] = [];
  await until(
    () => `${count} messages, one with ${words.join(", ")}; there is: ${shown.join(" | ")}`,
    async () => {
      shown = await messages();
      return shown.length === count && shown.some((each) => words.every((word) => each.includes(word)));
    },
  );
}

describe("the server", () => {
  let draft: vscode.TextDocument;
  /** The interpreter that is found by itself. */
  let python: string;

  before(async () => {
    draft = await show("检查报告.md");
    python = readlinkSync(`/proc/${await theServer()}/exe`);
    await clear();
  });

  afterEach(async () => {
    await set("python", undefined);
    await set("python", undefined, Workspace);
    await set("server", undefined);
    await clear();
  });

  it("runs by the interpreter that the Python extension has chosen, and stays when that says nothing new", async () => {
    const { exports } = vscode.extensions.getExtension<PythonStandIn>("ms-python.python") ?? assert.fail();
    const first = await theServer();
    exports.choose("");
    await vscode.commands.executeCommand("duizhao.listReportKinds");
    assert.equal(await theServer(), first);
    const chosen = program("chosen", `echo >>"$0-ran"; exec ${python} "$@"`);
    exports.choose(chosen);
    const second = await another(first);
    assert.ok(existsSync(`${chosen}-ran`));
    exports.choose(chosen);
    await vscode.commands.executeCommand("duizhao.listReportKinds");
    assert.equal(await theServer(), second);
    exports.choose("");
    await another(second);
  });

  it("does not wait for an interpreter that does not answer when another one is named", async () => {
    const hung = program("hung", `sleep 60 & echo $! >"$0-child"; wait`);
    await set("python", hung);
    await until("the start of what does not answer", () => existsSync(`${hung}-child`));
    const child = readFileSync(`${hung}-child`, "utf8").trim();
    await set("python", python);
    await until("a server", () => extension().exports.client, 5_000);
    await until("its child's end", () => !existsSync(`/proc/${child}`));
  });

  it("is told to be missing once, and comes when the interpreter is put right where it was wrong", async () => {
    await set("python", "/etc/passwd/python");
    await tells(["duizhao.python", "not found"]);
    assert.deepEqual(serverProcesses(scratch), []);
    await vscode.commands.executeCommand("duizhao.stage"); // which needs a server, and says so
    await tells(["is not running"], 2);
    await clear();
    await set("python", undefined);
    for (const name of ["wrong", "wrong-too"]) {
      const wrong = program(name, `echo >"$0-ran"; echo 坏了 >&2; exit 1`);
      await set("python", wrong, Workspace);
      await until(`a try of ${name}`, () => existsSync(`${wrong}-ran`));
      await tells(["duizhao.python", "does not run (坏了)"]);
    }
    await setPython(python);
    await theServer();
    const { globalValue, workspaceValue } = vscode.workspace.getConfiguration("duizhao").inspect("python") ?? {};
    assert.deepEqual([globalValue, workspaceValue], [undefined, python]);
    await finds(draft, "Error numbering/duplicate 二、");
    await tells(["duizhao.python", "does not run (坏了)"]); // still one only
  });

  it("is the installed one for those who prefer that, and what lacks is told", async () => {
    const environment = path.join(scratch, "environment");
    execFileSync(python, ["-m", "venv", "--without-pip", environment]);
    const own = path.join(environment, "bin", "python");
    await set("python", own);
    await set("server", "installed");
    await tells(["duizhao is not installed there", "with pip", "“bundled”"]);
    const [library] = readdirSync(path.join(environment, "lib"));
    const packages = path.join(environment, "lib", library ?? "", "site-packages");
    writeFileSync(path.join(packages, "installed.pth"), path.join(extension().extensionPath, "bundled"));
    await vscode.commands.executeCommand("duizhao.restart");
    const server = await theServer();
    assert.equal(readFileSync(`/proc/${server}/cmdline`, "utf8").split("\0")[0], own);
    assert.ok(!environmentOf(server).includes("bundled"));
    await finds(draft, "Error numbering/duplicate 二、");
    await set("server", undefined);
    await until("the bundled one", async () => environmentOf(await theServer()).includes("bundled"));
  });

  it("is not started for ever when it ends again and again, and that is told once", async () => {
    const killed = new Set<number>();
    while (killed.size < 5) {
      const next = await until("another server", () => serverProcesses(scratch).find((each) => !killed.has(each)));
      killed.add(next);
      process.kill(next, "SIGKILL");
    }
    await tells(["5", "3", "not started again"]);
    assert.deepEqual(serverProcesses(scratch), []);
    assert.equal(extension().exports.client, undefined);
    await vscode.commands.executeCommand("duizhao.restart");
    await theServer();
    await finds(draft, "Error numbering/duplicate 二、");
  });
});
