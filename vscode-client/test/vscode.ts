/** A VS Code server with the built extension in it, its user data and a copy of the fixture workspace in a folder of its own. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

export interface Vscode {
  readonly url: string;
  /** The copy of test/workspace that is opened. */
  readonly folder: string;
  readonly settingsFile: string;
  /** A folder for what a suite needs besides; gone when VS Code has ended. */
  readonly scratch: string;
  keepLogs(folder: string): void;
  /** Ends the server and all that it started. */
  end(): Promise<void>;
}

/** What keeps VS Code quiet, and the screen readable; what the extension contributes is left alone. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "security.workspace.trust.startupPrompt": "never",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.editor.enablePreview": false,
  "workbench.editor.useModal": "off",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 16,
  "editor.fontFamily": "'Noto Sans Mono CJK SC'",
  "editor.cursorBlinking": "solid",
  "files.autoSave": "off",
  "window.confirmBeforeClose": "never",
  "duizhao.language": "zh",
  "duizhao.pause": 150,
};

const START = 60_000;
const ENDING = 10_000;

/** Installs VS Code where it is not yet, and the extension into it; resolves when the server answers. */
export async function startVscode(vsix: string, tests: string, settings: object): Promise<Vscode> {
  const cache = process.env.VSCODE_SERVER_CACHE ?? path.join(os.homedir(), ".cache", "duizhao", "vscode-server");
  const [server, node] = execFileSync(path.join(tests, "vscode-server.sh"), [cache], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).split("\n") as [string, string];

  const root = mkdtempSync(path.join(os.tmpdir(), "duizhao-vscode-"));
  const folder = path.join(root, "workspace");
  const scratch = path.join(root, "scratch");
  const settingsFile = path.join(root, "data", "User", "settings.json");
  cpSync(path.join(tests, "workspace"), folder, { recursive: true });
  for (const each of [path.dirname(settingsFile), path.join(root, "extensions"), scratch]) {
    mkdirSync(each, { recursive: true });
  }
  writeFileSync(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  speakChinese(path.join(root, "data"));

  const data = ["--user-data-dir", path.join(root, "data"), "--server-data-dir", path.join(root, "server-data")];
  const common = [
    ...data,
    "--extensions-dir",
    path.join(root, "extensions"),
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
  ];
  execFileSync(node, ["out/server-main.js", ...common, "--install-extension", vsix], {
    cwd: server,
    stdio: ["ignore", "ignore", "inherit"],
  });

  const log = path.join(root, "server.log");
  // Without the driver a built VS Code takes no tests from the address.
  const serving = [
    "--host",
    "127.0.0.1",
    "--port",
    process.env.PORT ?? "0",
    "--without-connection-token",
    "--enable-smoke-test-driver",
  ];
  const child = spawn(node, ["out/server-main.js", ...common, ...serving], {
    cwd: server,
    detached: true, // a process group of its own, to be ended as one
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DUIZHAO_TEST_SCRATCH: scratch },
  });
  const written = createWriteStream(log);
  child.stdout.pipe(written);
  child.stderr.pipe(written);
  const onSignal = (): void => {
    killGroup(child, "SIGKILL");
    rmSync(root, { recursive: true, force: true });
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, onSignal);
  }

  const end = async (): Promise<void> => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.off(signal, onSignal);
    }
    killGroup(child, "SIGTERM");
    const until = Date.now() + ENDING;
    while (groupAlive(child) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    killGroup(child, "SIGKILL");
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    const port = await portOf(child, log);
    return {
      url: `http://127.0.0.1:${port}`,
      folder,
      settingsFile,
      scratch,
      keepLogs(to) {
        rmSync(to, { recursive: true, force: true });
        cpSync(log, path.join(to, "server.log"));
        const logs = path.join(root, "server-data", "data", "logs");
        if (existsSync(logs)) {
          cpSync(logs, to, { recursive: true });
        }
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * Makes a browser that asks for Chinese get extensions in Chinese. The language pack translates none of VS Code's own words: the true one
 * comes from the Marketplace only.
 */
function speakChinese(userData: string): void {
  const words = path.join(userData, "zh-cn.i18n.json");
  writeFileSync(words, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: "test.chinese" }, version: "1.0.0" }];
  const pack = { hash: "chinese", label: "中文", extensions, translations: { vscode: words } };
  writeFileSync(path.join(userData, "languagepacks.json"), JSON.stringify({ "zh-cn": pack }));
  writeFileSync(path.join(userData, "User", "argv.json"), "{}"); // without it nobody is asked what the browser wants
}

async function portOf(child: ChildProcess, log: string): Promise<string> {
  const until = Date.now() + START;
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, "utf8") : "";
    const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
    if (port !== undefined) {
      return port;
    }
    if (child.exitCode !== null || Date.now() > until) {
      throw new Error(`VS Code's server did not start:\n${text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended.
    }
  }
}

function groupAlive(child: ChildProcess): boolean {
  try {
    process.kill(-(child.pid as number), 0);
    return true;
  } catch {
    return false;
  }
}
