/** What VS Code runs in its extension host: mocha, whose lines and counts go to files, where the runner reads them. */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

export async function run(): Promise<void> {
  const scratch = process.env.DUIZHAO_TEST_SCRATCH as string;
  const given = path.join(scratch, "grep");
  const grep = existsSync(given) ? readFileSync(given, "utf8") : undefined;
  Mocha.reporters.Base.consoleLog = (...args: unknown[]): void =>
    appendFileSync(path.join(scratch, "output"), `${format(...args)}\n`);
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 30_000,
    slow: 5_000,
    color: false,
    ...(grep === undefined ? {} : { grep }),
  });
  mocha.addFile(path.join(__dirname, "host-tests.js"));
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run((failures) => {
      const counts = path.join(scratch, "counts.json");
      writeFileSync(`${counts}.part`, JSON.stringify({ passed: runner.stats?.passes ?? 0, failed: failures }));
      renameSync(`${counts}.part`, counts);
      resolve(failures);
    });
  });
  if (failed > 0) {
    throw new Error(`${failed} tests failed`);
  }
}
