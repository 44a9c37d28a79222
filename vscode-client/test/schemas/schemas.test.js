// The schemas that the extension contributes, in the server of the YAML extension, which is told of them as that
// extension tells it. Needs `npm run bundle:server`, which writes the schemas.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node.js";

const CLIENT = new URL("../../", import.meta.url);
const RULES = new URL("../rules/", CLIENT);
const SERVER = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");

const read = async (name) => JSON.parse(await readFile(new URL(name, CLIENT), "utf-8"));

/** What the YAML extension tells its server of an extension's `yamlValidation`, in one of the extension's languages. */
async function associations(texts) {
  const { contributes } = await read("package.json");
  const words = await read(texts);
  return contributes.yamlValidation.map(({ fileMatch, url }) => ({
    fileMatch: fileMatch.map((each) => `/${each}`),
    uri: new URL(words[url.slice(1, -1)], CLIENT).href,
  }));
}

class Yaml {
  #files = 0;
  #diagnostics = new Map();
  #waiting = new Map();

  constructor() {
    this.process = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.connection = createMessageConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
      this.#diagnostics.set(uri, diagnostics);
      this.#waiting.get(uri)?.(diagnostics);
    });
    this.connection.onRequest("workspace/configuration", ({ items }) =>
      items.map(({ section }) => (section === "yaml" ? { completion: true, hover: true, validate: true } : null)),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.listen();
  }

  async start(known) {
    const capabilities = {
      textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } } },
      workspace: { configuration: true },
    };
    await this.connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities });
    await this.connection.sendNotification("initialized", {});
    await this.connection.sendNotification("json/schemaAssociations", known);
  }

  async open(name, text) {
    this.#files += 1;
    const uri = `file:///drafts/${this.#files}/${name}`;
    const told = new Promise((resolve) => this.#waiting.set(uri, resolve));
    const textDocument = { uri, languageId: "yaml", version: 1, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument });
    await told;
    return uri;
  }

  async complaints(name, text) {
    const uri = await this.open(name, text);
    const lines = text.split("\n");
    return this.#diagnostics.get(uri).map(({ range: { start, end }, message }) => ({
      words: lines[start.line].slice(start.character, end.line === start.line ? end.character : undefined),
      message,
    }));
  }

  /** Asks about a place in the last line, so many characters before its end. */
  async ask(method, name, text, back = 0) {
    const lines = text.split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1).length - back };
    return this.connection.sendRequest(method, { textDocument: { uri: await this.open(name, text) }, position });
  }

  async labels(name, text) {
    return (await this.ask("textDocument/completion", name, text)).items.map(({ label }) => label);
  }

  /** What is said of the first key. */
  async hover(name, text) {
    return (await this.ask("textDocument/hover", name, text, text.length - 1)).contents.value;
  }

  stop() {
    this.connection.dispose();
    this.process.kill();
  }
}

for (const [texts, words] of [
  ["package.nls.json", /how far the reports are/],
  ["package.nls.zh-cn.json", /起草/],
]) {
  test(texts, { timeout: 60_000 }, async (context) => {
    let yaml;
    before(async () => {
      yaml = new Yaml();
      await yaml.start(await associations(texts));
    });
    after(() => yaml.stop());

    await context.test("a sound duizhao.yaml is left alone", async () => {
      const sound = "packs: duizhao-packs\nreport: minzhu/2021-geren\nstage: final\nrules:\n  numbering/gap: error\n";
      assert.deepEqual(await yaml.complaints("duizhao.yaml", sound), []);
    });

    await context.test("an unknown key, an unknown rule and an unknown value are marked", async () => {
      const wrong = "stagee: final\nstage: finished\nrules:\n  numbering/gap: loud\n";
      const found = await yaml.complaints("duizhao.yaml", wrong);
      assert.deepEqual(found.map((each) => each.words).sort(), ["finished", "loud", "stagee"]);
    });

    await context.test("keys and values are completed and explained", async () => {
      const keys = await yaml.labels("duizhao.yaml", "");
      for (const key of ["packs", "report", "files", "stage", "ignore", "rules"]) {
        assert.ok(keys.includes(key), key);
      }
      assert.deepEqual((await yaml.labels("duizhao.yaml", "stage: ")).sort(), ["draft", "final"]);
      assert.ok((await yaml.labels("duizhao.yaml", "rules:\n  num")).includes("numbering/gap"));
      assert.match(await yaml.hover("duizhao.yaml", "stage: draft"), words);
    });

    await context.test("the packs that are shipped are sound", async () => {
      const names = (await readdir(RULES, { recursive: true })).filter((name) => name.endsWith(".yaml"));
      assert.ok(names.length > 5);
      for (const name of names) {
        const text = await readFile(new URL(name, RULES), "utf-8");
        assert.deepEqual(await yaml.complaints(`duizhao-packs/${name}`, text), [], name);
      }
    });

    await context.test("in a pack, too, what is wrong is marked and keys are completed", async () => {
      const wrong = "pack: ours/weekly\ntitle: 周报\nextend: gongwen/base\n";
      assert.deepEqual(
        (await yaml.complaints("duizhao-packs/ours/weekly.yaml", wrong)).map((each) => each.words),
        ["extend"],
      );
      assert.ok((await yaml.labels("duizhao-packs/ours/weekly.yaml", "pack: ours/weekly\nex")).includes("extends"));
    });

    await context.test("other YAML is not ours", async () => {
      assert.deepEqual(await yaml.complaints("compose.yaml", "stagee: final\n"), []);
    });
  });
}
