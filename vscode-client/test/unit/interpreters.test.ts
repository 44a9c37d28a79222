import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import {
  type Candidate,
  candidates,
  findInterpreter,
  isNewEnough,
  probe,
  programMeant,
  readAnswer,
  tellingLine,
} from "../../src/interpreters";

const folder = mkdtempSync(path.join(tmpdir(), "duizhao-unit-"));
after(() => rmSync(folder, { recursive: true }));

/** A program that does as the shell script `does` says. */
function program(name: string, does: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${does}\n`);
  chmodSync(file, 0o755);
  return file;
}

function answers(version: string, hasDuizhao = false): string {
  return `echo '["duizhao", [${version}], "/the/real/python", ${hasDuizhao}]'`;
}

const { signal } = new AbortController();
const none = async (): Promise<undefined> => undefined;

async function all(given: AsyncGenerator<Candidate>): Promise<string[]> {
  const commands = [];
  for await (const { command, args } of given) {
    commands.push([path.basename(command), ...args].join(" "));
  }
  return commands;
}

test("the Python extension's choice comes first, then PATH, then uv", async () => {
  const wish = { setting: "", chosen: async () => "/venv/bin/python" };
  const names = ["python", "python3", "python"];
  const newer = [14, 13, 12, 11].map((minor) => `python3.${minor}`);
  const uv = "python find >=3.11";
  assert.deepEqual(await all(candidates(wish, "linux")), [...names, ...newer, `uv ${uv}`, `uv ${uv}`]);
  assert.deepEqual(await all(candidates(wish, "win32")), [...names, "py -3", `uv ${uv}`, `uv.exe ${uv}`]);
});

test("what the setting names is the only one, and the Python extension is not woken", async () => {
  const chosen = async (): Promise<string> => assert.fail("asked");
  assert.deepEqual(await all(candidates({ setting: "mine", chosen })), ["mine"]);
});

test("3.11 is new enough, 3.10 and 2.7 are not", () => {
  assert.ok(isNewEnough([3, 11, 0]));
  assert.ok(isNewEnough([3, 15, 2]));
  assert.ok(isNewEnough([4, 0, 0]));
  assert.ok(!isNewEnough([3, 10, 14]));
  assert.ok(!isNewEnough([2, 11, 7]));
});

test("an answer is read among whatever else is printed, with Windows' line ends", () => {
  const line = String.raw`["duizhao", [3, 13, 1], "C:\\Users\\\u5f20\u4e09\\python.exe", true]`;
  assert.deepEqual(readAnswer(`activated!\r\n${line}\r\n`), {
    version: [3, 13, 1],
    path: "C:\\Users\\张三\\python.exe",
    hasDuizhao: true,
  });
  assert.equal(readAnswer("Python was not found; run without arguments to install from the Store"), undefined);
  assert.equal(readAnswer('["duizhao", [3,'), undefined);
});

test("this machine's Python answers for itself", async () => {
  const search = await findInterpreter({ setting: "", chosen: none, needsDuizhao: false, cwd: folder }, signal);
  assert.ok(search.found, "there is a Python on this machine");
  assert.ok(path.isAbsolute(search.found.path));
  assert.ok(isNewEnough(search.found.version));
});

test("each fault is told for what it is", async () => {
  const wish = { cwd: folder, needsDuizhao: false };
  const fault = (command: string, more = {}): Promise<unknown> =>
    probe({ source: "path", command, args: [] }, { ...wish, ...more }, signal, 300);
  assert.deepEqual(await fault(path.join(folder, "nothing")), { kind: "missing" });
  assert.deepEqual(await fault(folder), { kind: "missing" });
  assert.deepEqual(await fault(program("slow", "exec sleep 5")), { kind: "silent", seconds: 0.3 });
  assert.deepEqual(await fault(program("old", answers("3, 9, 2"))), { kind: "old", version: [3, 9, 2] });
  assert.deepEqual(await fault(program("store", "echo not found >&2; exit 9")), {
    kind: "broken",
    output: "not found",
  });
  assert.deepEqual(await fault(program("other", "echo hello")), { kind: "broken", output: "hello" });
  assert.deepEqual(await fault(program("bare", answers("3, 12, 0")), { needsDuizhao: true }), {
    kind: "without-duizhao",
    version: [3, 12, 0],
  });
});

test("the program itself is taken, not what led to it", async () => {
  const wish = { cwd: folder, needsDuizhao: true };
  const found = { source: "uv", version: [3, 12, 0], path: "/the/real/python", hasDuizhao: true };
  const python = program("shim", answers("3, 12, 0", true));
  const uv = program("uv", `echo '${python}'`);
  assert.deepEqual(await probe({ source: "uv", command: python, args: [] }, wish, signal, 1_000), found);
  assert.deepEqual(await probe({ source: "uv", command: uv, args: [], asks: true }, wish, signal, 1_000), found);
});

test("the search goes on behind what will not do, and tells of it", async () => {
  const old = program("too-old", answers("3, 8, 0"));
  const wish = { setting: "", chosen: async () => old, needsDuizhao: false, cwd: folder };
  const { found, tried } = await findInterpreter(wish, signal);
  assert.ok(found && found.source !== "extension");
  assert.deepEqual(tried[0], {
    candidate: { source: "extension", command: old, args: [] },
    fault: { kind: "old", version: [3, 8, 0] },
  });
});

test("a search that is no longer wanted ends at once", async () => {
  const controller = new AbortController();
  const wish = { setting: program("hangs", "exec sleep 30"), chosen: none, needsDuizhao: false, cwd: folder };
  const begun = Date.now();
  setTimeout(() => controller.abort(new Error("no longer")), 200);
  await assert.rejects(findInterpreter(wish, controller.signal), /no longer/);
  assert.ok(Date.now() - begun < 5_000);
  await assert.rejects(findInterpreter(wish, controller.signal), /no longer/);
});

test("what stands in the setting is read as people write it", () => {
  const meant = (written: string, open = "/w"): string => programMeant(written, open, "/home/王$&");
  assert.equal(meant(" /usr/bin/python3 "), "/usr/bin/python3");
  assert.equal(meant("python3.12"), "python3.12");
  assert.equal(meant("~/bin/python"), "/home/王$&/bin/python");
  assert.equal(meant("~other/python"), "/w/~other/python");
  assert.equal(meant(".venv/bin/python"), "/w/.venv/bin/python");
  assert.equal(meant(`\${workspaceFolder}/.venv/bin/python`, "/报告 $$ $&"), "/报告 $$ $&/.venv/bin/python");
  assert.equal(programMeant(".venv/bin/python", undefined), ".venv/bin/python");
  assert.equal(meant("C:\\Python312\\python.exe"), "C:\\Python312\\python.exe");
  assert.equal(meant(""), "");
});

test("of what a program has written, the line that tells is taken", () => {
  const pyenv = [
    "pyenv: python3.11: command not found",
    "",
    "The `python3.11' command exists in these Python versions:",
    "  3.11.9",
    "",
    "Note: See 'pyenv help global' for tips on allowing both",
    "      python2 and python3 to be found at the same time.",
  ];
  assert.equal(tellingLine(pyenv.join("\n")), "pyenv: python3.11: command not found");
  const traceback = [
    "Traceback (most recent call last):",
    '  File "<string>", line 1, in <module>',
    "json.decoder.JSONDecodeError: Extra data: line 1 column 5 (char 4)",
  ];
  assert.equal(tellingLine(traceback.join("\r\n")), traceback[2]);
  const home = [
    "Could not find platform independent libraries <prefix>",
    "Fatal Python error: init_fs_encoding: failed to get the Python codec of the filesystem encoding",
    "Python runtime state: core initialized",
    "ModuleNotFoundError: No module named 'encodings'",
    "",
    "Current thread 0x00007f (most recent call first):",
    "<no Python frame>",
  ];
  assert.equal(tellingLine(home.join("\n")), home[3]);
  assert.equal(tellingLine("\n \n"), "");
});
