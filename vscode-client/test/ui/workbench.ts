/// <reference lib="dom" />
/** VS Code's window: what a person does in it, and what stands on the screen. */
import assert from "node:assert/strict";
import path from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { eventually } from "./eventually";

export type Severity = "error" | "warning" | "info" | "hint";

export interface Squiggle {
  readonly severity: Severity;
  /** The characters above it on the screen. */
  readonly words: string;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LOADING = 60_000;

export class Workbench {
  private constructor(
    readonly page: Page,
    /** The folder that is open in it, on disk. */
    readonly folder: string,
  ) {}

  /** A window of its own, with `folder` opened, as soon as its explorer lists the files. */
  static async start(context: BrowserContext, url: string, folder: string): Promise<Workbench> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${url}/?${new URLSearchParams({ folder })}`);
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: LOADING });
    return new Workbench(page, folder);
  }

  /** The editor that has the focus or had it last. */
  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
  }

  /** Opens a file of the folder by the explorer. */
  async open(file: string): Promise<void> {
    const folder = this.page.locator(".pane-header", { hasText: path.basename(this.folder) });
    if ((await folder.getAttribute("aria-expanded")) !== "true") {
      await folder.click();
    }
    let name = "";
    for (const part of file.split("/")) {
      name = part;
      const row = this.page.locator(".explorer-folders-view .monaco-list-row", {
        has: this.page.getByText(part, { exact: true }),
      });
      if (part === path.basename(file)) {
        await row.dblclick();
      } else if ((await row.getAttribute("aria-expanded")) !== "true") {
        await row.click();
      }
    }
    await this.page.locator(".tabs-container .tab.active", { hasText: name }).waitFor();
    await this.editor.and(this.page.locator(".focused")).locator(".view-line").first().waitFor();
  }

  /** The tab of an editor with this name. */
  tab(name: string): Locator {
    return this.page.locator(".tabs-container .tab", { has: this.page.getByText(name, { exact: true }) });
  }

  /** Closes an editor that has nothing unsaved, by its tab. */
  async close(name: string): Promise<void> {
    const tab = this.tab(name);
    await tab.click();
    await tab.locator(".tab-actions .action-label").click();
    await tab.waitFor({ state: "detached" });
  }

  /** Trusts the folder, which was not trusted. */
  async trust(): Promise<void> {
    const { page } = this;
    await page.getByText("Restricted Mode", { exact: true }).click();
    await page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).click();
    await page.getByText("Restricted Mode", { exact: true }).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
  }

  /** Opens a file of the folder by a part of its name. */
  async quickOpen(file: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    await this.page.locator(".quick-input-widget input.input").fill(file);
    await this.pick(file);
    await this.tab(file).and(this.page.locator(".active")).waitFor();
    await this.editor.and(this.page.locator(".focused")).locator(".view-line").first().waitFor();
  }

  /** Runs a command by the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await row.click();
  }

  /** What an open quick pick offers. */
  async choices(): Promise<string[]> {
    return this.texts(".quick-input-list .monaco-list-row");
  }

  /** Chooses in an open quick pick. */
  async pick(label: string | RegExp): Promise<void> {
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: label }).first().click();
  }

  /** The texts of the lines that are on the screen, without what is only injected into them. */
  async lines(): Promise<string[]> {
    return this.editor.evaluate((editor) =>
      [...editor.querySelectorAll<HTMLElement>(".view-line")]
        .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
        .map((line) => (line.textContent ?? "").replace(/\u00a0/g, " ")),
    );
  }

  /** Where `words` are on the screen; the `nth` time they are there, from 0. */
  async area(words: string, nth = 0): Promise<Area> {
    return eventually(async () => {
      const found = await this.editor.evaluate(
        (editor, { words, nth }) => {
          const lines = [...editor.querySelectorAll<HTMLElement>(".view-line")].sort(
            (one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top,
          );
          let left = nth;
          for (const line of lines) {
            const nodes: Text[] = [];
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              nodes.push(walker.currentNode as Text);
            }
            const text = nodes
              .map((node) => node.data)
              .join("")
              .replace(/\u00a0/g, " ");
            let at = text.indexOf(words);
            for (; at >= 0 && left > 0; left--) {
              at = text.indexOf(words, at + 1);
            }
            if (at >= 0) {
              const range = document.createRange();
              const set = (offset: number, end: boolean): void => {
                let rest = offset;
                for (const node of nodes) {
                  if (rest < node.length || (end && rest === node.length)) {
                    end ? range.setEnd(node, rest) : range.setStart(node, rest);
                    return;
                  }
                  rest -= node.length;
                }
              };
              set(at, false);
              set(at + words.length, true);
              const { x, y, width, height } = range.getBoundingClientRect();
              return { x, y, width, height };
            }
          }
          return undefined;
        },
        { words, nth },
      );
      assert.ok(found, `not on the screen: ${words}; there is:\n${(await this.lines()).join("\n")}`);
      return found;
    });
  }

  /** Puts the cursor before `words`, or behind them, by the mouse. */
  async click(words: string, where: "before" | "behind" = "before", nth = 0): Promise<void> {
    await eventually(async () => {
      await this.leave();
      const { x, y, width, height } = await this.area(words, nth);
      const at = where === "before" ? x : x + width;
      await this.page.mouse.click(where === "before" ? at + 1 : at - 1, y + height / 2);
      const cursor = await this.cursor();
      assert.ok(
        Math.abs(cursor.x - at) < 4 && cursor.y < y + height && y < cursor.y + cursor.height,
        "no cursor there",
      );
    });
  }

  /** Puts the cursor before `words`, which are somewhere in the text, and only once, by searching for them. */
  async find(words: string): Promise<void> {
    const { page } = this;
    await page.keyboard.press("Control+F");
    const widget = page.locator(".editor-group-container.active .find-widget.visible");
    await widget.locator(".find-part textarea").first().fill(words);
    await widget.locator(".matchesCount", { hasText: /of 1$/ }).waitFor();
    await page.keyboard.press("Enter");
    await widget.locator(".matchesCount", { hasText: "1 of 1" }).waitFor();
    await page.keyboard.press("Escape");
    await widget.waitFor({ state: "detached" });
    await eventually(async () =>
      assert.match(await this.selected(), new RegExp(`\\(${[...words].length} selected\\)`)),
    );
    await page.keyboard.press("ArrowLeft");
  }

  /** Puts the cursor at the end of the text. */
  async toEnd(): Promise<void> {
    await eventually(async () => {
      await this.leave();
      const { x, y, width, height } = await this.box();
      await this.page.mouse.click(x + width * 0.3, y + height - 20); // notifications are on the right
      await this.page.keyboard.press("Control+End");
      const cursor = await this.cursor();
      const lines = await this.editor
        .locator(".view-line")
        .evaluateAll((each) => each.map((line) => line.getBoundingClientRect().top));
      assert.ok(Math.abs(cursor.y - Math.max(...lines)) < 4, "the cursor is not at the end");
    });
  }

  /** Where the cursor is, in the editor that has the focus. */
  private async cursor(): Promise<Area> {
    const found = await this.page
      .locator(".monaco-editor.focused .cursors-layer .cursor")
      .first()
      .boundingBox({ timeout: 1000 });
    assert.ok(found, "no cursor");
    return found;
  }

  /** Where the editor is on the screen. */
  async box(): Promise<Area> {
    const found = await this.editor.boundingBox();
    assert.ok(found);
    return found;
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Commits `text` as an input method does, after having shown `spelled` underlined. */
  async compose(spelled: string, text: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    for (let end = 1; end <= spelled.length; end++) {
      const part = spelled.slice(0, end);
      await session.send("Input.imeSetComposition", { text: part, selectionStart: end, selectionEnd: end });
    }
    await session.send("Input.insertText", { text });
    await session.detach();
  }

  /** What is underlined on the screen, from top to bottom. */
  async squiggles(): Promise<Squiggle[]> {
    return this.editor.evaluate((editor) => {
      const marks = [...editor.querySelectorAll<HTMLElement>(".view-overlays .cdr")].flatMap((mark) => {
        const severity = /squiggly-(error|warning|info|hint)/.exec(mark.className)?.[1] as Severity | undefined;
        return severity === undefined ? [] : [{ severity, box: mark.getBoundingClientRect() }];
      });
      const shown = marks.map(({ severity, box }) => {
        let words = "";
        for (const line of editor.querySelectorAll<HTMLElement>(".view-line")) {
          const { top, bottom } = line.getBoundingClientRect();
          const middle = (box.top + box.bottom) / 2;
          if (middle < top || middle > bottom) {
            continue;
          }
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode as Text;
            let offset = 0;
            for (const character of node.data) {
              const range = document.createRange();
              range.setStart(node, offset);
              offset += character.length;
              range.setEnd(node, offset);
              const { left, width } = range.getBoundingClientRect();
              if (left + width / 2 > box.left && left + width / 2 < box.right) {
                words += character;
              }
            }
          }
        }
        return { severity, words: words.replace(/\u00a0/g, " "), top: box.top, left: box.left };
      });
      shown.sort((one, other) => one.top - other.top || one.left - other.left);
      return shown.map(({ severity, words }) => ({ severity, words }));
    });
  }

  /** The rows of the Problems view, as they are read on the screen. */
  async problems(): Promise<string[]> {
    return this.texts(".markers-panel .monaco-list-row .monaco-tl-contents");
  }

  /** The names in the outline, from top to bottom. */
  async outline(): Promise<string[]> {
    return this.texts(".outline-tree .monaco-list-row .label-name");
  }

  /** What the status bar tells of the cursor and the selection. */
  async selected(): Promise<string> {
    return (await this.page.locator("#status\\.editor\\.selection").textContent()) ?? "";
  }

  /** The status item of the extension. */
  get status(): Locator {
    return this.page.locator("[id='duizhao.duizhao.duizhao.status']");
  }

  /** Waits until the server has said that the draft that is shown is of this kind. */
  async ready(kind: string): Promise<void> {
    await this.status.filter({ hasText: kind }).waitFor();
  }

  /** Makes the panel lower by so many pixels, by its edge. */
  async lowerPanel(pixels: number): Promise<void> {
    const panel = this.page.locator(".part.panel");
    const before = await panel.boundingBox();
    assert.ok(before);
    const [x, y] = [before.x + before.width / 3, before.y - 1];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x, y + pixels, { steps: 5 });
    await this.page.mouse.up();
    const after = await panel.boundingBox();
    assert.ok(after && after.height < before.height - pixels / 2, "the panel is not lower");
  }

  /** Takes an item out of the status bar, by its menu. */
  async hideStatus(name: string): Promise<void> {
    await this.page.locator(".part.statusbar .left-items").click({ button: "right", position: { x: 2, y: 2 } });
    const menu = this.page.locator(".monaco-menu");
    await menu.waitFor();
    await eventually(async () => {
      if ((await menu.count()) > 0) {
        // A menu takes no click in its first moments.
        await menu.locator(".action-item", { has: this.page.getByText(name, { exact: true }) }).click();
      }
      assert.equal(await menu.count(), 0);
    });
  }

  /** Rests the mouse on `words`. */
  async hover(words: string, nth = 0): Promise<void> {
    const { x, y, width, height } = await this.area(words, nth);
    await this.leave();
    await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
  }

  /** Takes the mouse out of the way, and waits until what was shown beside it is gone. */
  async leave(): Promise<void> {
    await this.page.mouse.move(1, 1);
    await eventually(async () => assert.equal(await this.page.locator(".monaco-hover:visible").count(), 0));
  }

  /** What is shown beside the mouse. */
  async hovered(): Promise<string> {
    return (await this.texts(".monaco-hover:not(.hidden) .hover-contents")).join("\n");
  }

  /** Chooses in the menu of code actions that is open. */
  async action(title: string): Promise<void> {
    await this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first().click();
  }

  /** The texts of the elements that `selector` finds, from top to bottom. */
  async texts(selector: string): Promise<string[]> {
    return this.page.locator(selector).evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) =>
          text
            .replace(/\p{Co}/gu, "") // icons
            .replace(/\u00a0/g, " ")
            .replace(/\s*\n\s*/g, " ")
            .trim(),
        ),
    );
  }

  /** The labels of the suggestions that are shown, once there are any. */
  async suggestions(): Promise<string[]> {
    await this.page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
    return this.texts(".suggest-widget.visible .monaco-list-row .label-name");
  }

  /** Pastes `text` over all that the editor holds, and saves it; typed quotes and brackets would be closed by the editor. */
  async rewrite(text: string): Promise<void> {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Control+V");
    await this.page.locator(".tabs-container .tab.active.dirty").waitFor();
    await this.save();
  }

  /** What notifications say; they are closed then. */
  async notifications(): Promise<string> {
    await this.command("Notifications: Show Notifications");
    await this.page.locator(".notifications-center .notification-list-item").first().waitFor();
    const said = (await this.texts(".notifications-center .notification-list-item-message")).join("\n");
    await this.command("Notifications: Clear All Notifications");
    return said;
  }

  /** Saves the file that is shown, and waits until it is. */
  async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".tabs-container .tab.active:not(.dirty)").waitFor();
  }

  /** Loads the window anew, as soon as VS Code has stored that `file` is open, which it does every few seconds only. */
  async reload(file: string): Promise<void> {
    await eventually(async () => {
      const stored = await this.page.evaluate(async () => {
        const done = <T>(request: IDBRequest<T>): Promise<T> =>
          new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
        const names = (await indexedDB.databases()).map(({ name = "" }) => name);
        const values = names
          .filter((name) => name.startsWith("vscode-web-state-db-"))
          .map(async (name) => {
            const database = await done(indexedDB.open(name));
            const items = database.transaction("ItemTable").objectStore("ItemTable");
            const value = await done(items.get("memento/workbench.parts.editor"));
            database.close();
            return String(value);
          });
        return (await Promise.all(values)).join("\n");
      });
      assert.ok(stored.includes(`/${file}`), stored);
    });
    await this.page.reload();
  }

  /** Undoes what a test typed, so that the window can be left. */
  async revert(): Promise<void> {
    await this.command("File: Revert File");
  }
}
