import assert from "node:assert/strict";
import { test } from "node:test";
import { fromPage, keptUri } from "../../src/matrix/messages";

test("what a page sends is taken as it is meant, and nothing else of it", () => {
  for (const type of ["ready", "export", "open", "restart"]) {
    assert.deepEqual(fromPage({ type, line: 3, more: true }), { type });
  }
  const jump = { type: "jump", line: 3, text: "通道堵塞" };
  assert.deepEqual(fromPage({ ...jump, more: true }), jump);
});

test("what is no message is not taken for one", () => {
  const jump = { type: "jump", line: 3, text: "通道堵塞" };
  const others = [
    undefined,
    null,
    "ready",
    ["ready"],
    {},
    { type: "start" },
    { type: { toString: () => "ready" } },
    { type: "jump" },
    { ...jump, line: "3" },
    { ...jump, line: 3.5 },
    { ...jump, line: Number.NaN },
    { ...jump, text: null },
  ];
  assert.deepEqual(
    others.filter((each) => fromPage(each) !== undefined),
    [],
  );
});

test("a page comes back if what was kept of it names its draft", () => {
  assert.equal(keptUri({ uri: "file:///a/b.md", states: [], scroll: 0 }), "file:///a/b.md");
  for (const other of [undefined, null, "file:///a/b.md", {}, { uri: 3 }]) {
    assert.equal(keptUri(other), undefined);
  }
});
