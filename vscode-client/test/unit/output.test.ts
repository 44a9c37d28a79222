import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { outputOf } from "../../src/output";

const cwd = mkdtempSync(path.join(tmpdir(), "duizhao-output-"));
after(() => rmSync(cwd, { recursive: true }));

const { signal } = new AbortController();
const shell = (does: string): { command: string; args: string[]; cwd: string } => ({
  command: "/bin/sh",
  args: ["-c", does],
  cwd,
});

/** Fails unless the process whose id is in a file is gone soon; it may still wait for its parent to notice. */
async function isGone(file: string): Promise<void> {
  const id = readFileSync(path.join(cwd, file), "utf8").trim();
  const state = (): string => (existsSync(`/proc/${id}`) ? readFileSync(`/proc/${id}/stat`, "utf8") : "gone");
  for (let tries = 0; tries < 50 && !/^gone$| Z /.test(state()); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.match(state(), /^gone$| Z /);
}

test("what is written is given; that of an end that is not well is why", async () => {
  assert.equal(await outputOf(shell("echo 好; echo no >&2"), 5_000, signal), "好\n");
  assert.deepEqual(await outputOf(shell("echo yes; echo 坏 >&2; exit 3"), 5_000, signal), {
    kind: "broken",
    output: "坏",
  });
  assert.deepEqual(await outputOf(shell("exit 3"), 5_000, signal), { kind: "broken", output: "exit code 3" });
  assert.deepEqual(await outputOf(shell("kill -9 $$"), 5_000, signal), { kind: "broken", output: "SIGKILL" });
});

test("a path that cannot be is told like one that is not there, and nothing is thrown", async () => {
  symlinkSync("loop", path.join(cwd, "loop"));
  for (const command of ["nothing/there", "/etc/passwd/python", path.join(cwd, "loop"), `/${"长".repeat(2_000)}`]) {
    assert.deepEqual(await outputOf({ command, args: [], cwd }, 5_000, signal), { kind: "missing" }, command);
  }
  const odd = await outputOf({ command: "py\0thon", args: [], cwd }, 5_000, signal);
  assert.ok(typeof odd === "object" && odd.kind === "broken");
});

test("what does not end is ended, with what it has started", async () => {
  const silent = { kind: "silent", seconds: 0.3 };
  assert.deepEqual(await outputOf(shell("sleep 30 & echo $! >late; wait"), 300, signal), silent);
  await isGone("late");
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("no longer wanted")), 300);
  await assert.rejects(
    outputOf(shell("sleep 30 & echo $! >dropped; wait"), 30_000, controller.signal),
    /no longer wanted/,
  );
  await isGone("dropped");
});
