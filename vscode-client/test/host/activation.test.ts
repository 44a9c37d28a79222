import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the extension", () => {
  it("is installed", () => {
    assert.ok(vscode.extensions.getExtension("duizhao.duizhao"));
  });
});
