import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../src/backoff";

const limits = { first: 100, most: 4, within: 10_000 };

test("waits twice as long each time, and gives up in the end", () => {
  const backoff = new Backoff(limits);
  assert.deepEqual(
    [0, 1_000, 2_000, 3_000].map((now) => backoff.ended(now)),
    [100, 200, 400, undefined],
  );
});

test("what is long ago no longer counts", () => {
  const backoff = new Backoff(limits);
  assert.deepEqual(
    [0, 1_000, 10_500, 11_500, 40_000].map((now) => backoff.ended(now)),
    [100, 200, 200, 200, 100],
  );
});

test("begins anew once it is told to forget", () => {
  const backoff = new Backoff(limits);
  for (let now = 0; now < 4; now++) {
    backoff.ended(now);
  }
  backoff.forget();
  assert.equal(backoff.ended(5), 100);
});
