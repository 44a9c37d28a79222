// Writes dist/README.md: the README with its images inside. VS Code shows no image of a path in the page of an extension.
import { mkdir, readFile, writeFile } from "node:fs/promises";

const client = new URL("../", import.meta.url);
const text = await readFile(new URL("README.md", client), "utf-8");
const pieces = [];
let end = 0;
for (const link of text.matchAll(/(?<=!\[[^\]]*\]\()images\/[\w-]+\.png(?=\))/g)) {
  const image = await readFile(new URL(link[0], client), "base64").catch(() => undefined);
  if (image === undefined) {
    console.warn(`${link[0]} is not there: run the tests that make it`);
  }
  pieces.push(text.slice(end, link.index), image === undefined ? link[0] : `data:image/png;base64,${image}`);
  end = link.index + link[0].length;
}
await mkdir(new URL("dist/", client), { recursive: true });
await writeFile(new URL("dist/README.md", client), pieces.join("") + text.slice(end));
