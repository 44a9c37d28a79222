/** The duizhao servers that run below one VS Code. */
import { readdirSync, readFileSync } from "node:fs";

/** The process ids of the servers in whose environment `scratch` is, which belongs to one VS Code only. */
export function serverProcesses(scratch: string): number[] {
  return readdirSync("/proc")
    .filter((each) => /^\d+$/.test(each))
    .filter((process) => {
      const command = read(process, "cmdline").split("\0");
      return command.includes("duizhao") && command.includes("serve") && read(process, "environ").includes(scratch);
    })
    .map(Number);
}

function read(process: string, what: string): string {
  try {
    return readFileSync(`/proc/${process}/${what}`, "utf8");
  } catch {
    return ""; // it has ended, or is somebody else's
  }
}
