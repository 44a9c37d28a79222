import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const client = process.cwd();
const read = (...names: string[]): string => readFileSync(path.join(client, ...names), "utf8");
const keys = (...names: string[]): string[] => Object.keys(JSON.parse(read(...names))).sort();

test("everything said in English is there in Chinese too, with the same places to fill in", () => {
  const sources = readdirSync(path.join(client, "src"), { recursive: true, encoding: "utf8" });
  const texts = sources.filter((name) => name.endsWith(".ts")).map((name) => read("src", name));
  const calls = texts.flatMap((text) => [...text.matchAll(/l10n\.t\(\s*("(?:[^"\\]|\\.)*")?/g)]);
  const said = calls.map(([call, words]) => (words ? (JSON.parse(words) as string) : assert.fail(call)));
  assert.deepEqual(keys("l10n", "bundle.l10n.zh-cn.json"), [...new Set(said)].sort());
  const chinese = JSON.parse(read("l10n", "bundle.l10n.zh-cn.json")) as Record<string, string>;
  const places = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();
  for (const [english, words] of Object.entries(chinese)) {
    assert.deepEqual(places(words), places(english), english);
  }
});

test("the manifest's texts are all there, in both languages, and none too many", () => {
  const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  assert.deepEqual(keys("package.nls.json"), [...new Set(used)].sort());
  assert.deepEqual(keys("package.nls.zh-cn.json"), keys("package.nls.json"));
});

test("every command that the manifest names in a menu, a text or an event is one it makes", () => {
  const manifest = JSON.parse(read("package.json"));
  const made = new Set(manifest.contributes.commands.map(({ command }: { command: string }) => command));
  const places = [read("package.json"), read("package.nls.json"), read("package.nls.zh-cn.json")].join("\n");
  const named = [...places.matchAll(/(?:"command": "|[Cc]ommand:)(duizhao\.\w+)/g)].map(([, name]) => name);
  assert.ok(named.length > made.size);
  assert.deepEqual(
    [...new Set(named)].filter((name) => !made.has(name)),
    [],
  );
});

test("every setting can be set without writing JSON", () => {
  interface Setting {
    readonly type: unknown;
    readonly items?: { readonly type: unknown };
    readonly additionalProperties?: { readonly type: unknown };
    readonly enum?: readonly unknown[];
    readonly default: unknown;
  }
  const settings = JSON.parse(read("package.json")).contributes.configuration.properties as Record<string, Setting>;
  for (const [name, { type, items, additionalProperties, ...setting }] of Object.entries(settings)) {
    const parts = { array: items?.type, object: additionalProperties?.type };
    const written = type === "array" || type === "object" ? parts[type] : type;
    assert.ok(["string", "integer", "boolean"].includes(String(written)), name);
    assert.ok(setting.enum === undefined || setting.enum.includes(setting.default), name);
  }
});

test("files are given the schemas of what the server reads, which is .yaml only", () => {
  const { yamlValidation } = JSON.parse(read("package.json")).contributes;
  const matched = yamlValidation.flatMap(({ fileMatch }: { fileMatch: string[] }) => fileMatch);
  assert.deepEqual(matched, ["duizhao.yaml", "duizhao-packs/**/*.yaml"]);
});
