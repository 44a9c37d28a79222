// The licences of the npm packages whose code is in what esbuild has built.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const LICENCE = /^(licen|copying|notice|thirdpartynotices)/i;

/**
 * The notices that the packages ask for: name, version, licence and its text of each, in the order of their names. Fails
 * if one comes without the text of its licence.
 */
export async function noticesOf(metafiles) {
  const parts = await Promise.all([...packagesIn(metafiles)].sort().map(partOf));
  return `The code of this extension contains these packages.\n${parts.join("")}`;
}

/** The folders of the packages of which anything is in an output. */
function packagesIn(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  return new Set(inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []));
}

async function partOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf-8"));
  const files = (await readdir(folder)).filter((file) => LICENCE.test(file)).sort();
  if (typeof license !== "string" || !files.some((file) => /^(licen|copying)/i.test(file))) {
    throw new Error(`${folder} comes without its licence`);
  }
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf-8")));
  const rule = "=".repeat(80);
  const written = texts.map((text) => `${text.replaceAll("\r\n", "\n").trim()}\n`).join("\n");
  return `\n${rule}\n${name} ${version} (${license})\n${rule}\n\n${written}`;
}
