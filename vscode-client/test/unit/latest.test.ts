import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setTimeout as elapsed } from "node:timers/promises";
import { Latest } from "../../src/matrix/latest";

const pause = 5;

let questions: { answer(value: string): void; fail(error: Error): void }[];
let told: string[];
let latest: Latest<string>;

beforeEach(() => {
  questions = [];
  told = [];
  latest = new Latest(
    () => new Promise((answer, fail) => questions.push({ answer, fail })),
    (answer) => told.push(answer),
    (error) => told.push(String(error)),
  );
});

async function wantNow(): Promise<void> {
  latest.want(0);
  await elapsed(pause);
}

test("what is wanted several times within the pause is asked for once", async () => {
  latest.want(pause);
  latest.want(pause);
  await elapsed(4 * pause);
  assert.equal(questions.length, 1);
});

test("changes put the question off until there are none for a moment", async () => {
  for (let change = 0; change < 5; change++) {
    latest.drop();
    latest.want(40);
    await elapsed(10);
  }
  assert.equal(questions.length, 0);
  await elapsed(80);
  assert.equal(questions.length, 1);
});

test("a second question waits for the answer to the first", async () => {
  await wantNow();
  await wantNow();
  assert.equal(questions.length, 1);
  questions[0]?.answer("first");
  await elapsed(pause);
  assert.equal(questions.length, 2);
  questions[1]?.answer("second");
  await elapsed(pause);
  assert.deepEqual(told, ["first", "second"]);
});

test("an answer that was dropped is not told, and the next question is asked when it has come", async () => {
  await wantNow();
  latest.drop();
  await wantNow();
  assert.equal(questions.length, 1);
  questions[0]?.answer("stale");
  await elapsed(pause);
  questions[1]?.answer("fresh");
  await elapsed(pause);
  assert.deepEqual(told, ["fresh"]);
});

test("who is forgotten is not waited for, and is not listened to when it answers after all", async () => {
  await wantNow();
  latest.forget();
  await wantNow();
  assert.equal(questions.length, 2);
  questions[0]?.answer("from the old one");
  questions[1]?.answer("from the new one");
  await elapsed(pause);
  assert.deepEqual(told, ["from the new one"]);
});

test("a failure is told, and the next question is asked all the same", async () => {
  await wantNow();
  questions[0]?.fail(new Error("no such draft"));
  await wantNow();
  questions[1]?.answer("found");
  await elapsed(pause);
  assert.deepEqual(told, ["Error: no such draft", "found"]);
});

test("a failure that was dropped is not told", async () => {
  await wantNow();
  latest.drop();
  questions[0]?.fail(new Error("stopped"));
  await elapsed(pause);
  assert.deepEqual(told, []);
});
