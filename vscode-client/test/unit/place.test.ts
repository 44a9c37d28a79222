import assert from "node:assert/strict";
import { test } from "node:test";
import { type Lines, type Place, placeOf } from "../../src/matrix/place";

const draft = `# 水务所检查报告

一是巡库记录不全，缺三月上旬。二是闸门漏水。

1. **收费**不公开，群众有意见。

针对收费不公开，每月张贴一次。
`;

function linesOf(text: string): Lines {
  const lines = text.split("\n");
  return { lineCount: lines.length, lineAt: (line) => ({ text: lines[line] ?? "" }) };
}

function words(text: string, { line, start, end }: Place): [line: number, words: string] {
  return [line, linesOf(text).lineAt(line).text.slice(start, end)];
}

function found(text: string, line: number, item: string): [line: number, words: string] {
  return words(text, placeOf(linesOf(text), line, item));
}

test("an item is found in its line, wherever it begins", () => {
  assert.deepEqual(found(draft, 2, "闸门漏水"), [2, "闸门漏水"]);
});

test("an item that goes on in the next line is found by its beginning", () => {
  assert.deepEqual(found(draft, 2, "巡库记录不全，缺三月上旬的下半页"), [2, "巡库记录不全，缺"]);
});

test("an item is found where it went when lines were added or removed", () => {
  assert.deepEqual(found(`\n\n\n${draft}`, 2, "闸门漏水"), [5, "闸门漏水"]);
  assert.deepEqual(found(draft.split("\n").slice(2).join("\n"), 2, "闸门漏水"), [0, "闸门漏水"]);
});

test("of two lines that hold the words the nearer is meant", () => {
  assert.deepEqual(found("甲。\n\n乙。\n\n甲。\n", 3, "甲"), [4, "甲"]);
});

test("an item with markup in it is its whole line", () => {
  assert.deepEqual(found(draft, 4, "收费不公开的问题"), [4, "1. **收费**不公开，群众有意见。"]);
});

test("characters outside the basic plane are not cut in two", () => {
  const item = "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷";
  assert.deepEqual(found(`1. ${item.slice(0, 16)}。`, 0, item), [0, item.slice(0, 16)]);
});

test("a line behind the end means the last one", () => {
  assert.deepEqual(found("甲。\n乙。", 40, "丙"), [1, "乙。"]);
});
