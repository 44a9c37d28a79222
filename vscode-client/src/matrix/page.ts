/**
 * The page inside the webview. It shows what the extension sends and tells what was chosen; all it shows becomes text
 * nodes, so that nothing in a draft can become markup.
 */
import type { MatrixData, MatrixEntry, MatrixRow, MatrixTable, Tone } from "./data";
import type { FromPage, Kept, Shown, Strings, ToPage } from "./messages";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

type Child = Node | string;
type Cell = "problem" | "causes" | "measures" | "followUps";

const editor = acquireVsCodeApi();
const tones: readonly Tone[] = ["done", "likely", "exempt", "partly", "unknown", "open"];
const cells: readonly Cell[] = ["problem", "causes", "measures", "followUps"];

/** Longer problems are not set in bold type, which would be a wall. */
const longestBrief = 40;

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function filled(pattern: string, ...values: readonly number[]): string {
  return pattern.replace(/\{(\d)\}/g, (hole, index) => String(values[Number(index)] ?? hole));
}

/** Rows that are shown as one table, each with a name that it keeps from one matrix to the next. */
interface Part {
  readonly table: MatrixTable;
  readonly summary: string;
  readonly rows: readonly { readonly name: string; readonly row: MatrixRow }[];
}

function partsOf(matrix: MatrixData): Part[] {
  const taken = new Map<string, number>();
  const named = (row: MatrixRow): { name: string; row: MatrixRow } => {
    const words = entriesOf(row)[0]?.text ?? "";
    const count = taken.get(words) ?? 0;
    taken.set(words, count + 1);
    return { name: `${count} ${words}`, row };
  };
  return matrix.tables.map((table, index) => ({
    table,
    summary: matrix.summaries[index] ?? "",
    rows: (table.past ? matrix.past : [...matrix.problems, ...matrix.unanswering]).map(named),
  }));
}

function entriesOf(row: MatrixRow): MatrixEntry[] {
  return cells.flatMap((cell) => entriesIn(row, cell));
}

function entriesIn(row: MatrixRow, cell: Cell): readonly MatrixEntry[] {
  if (cell === "problem") {
    return row.problem ? [row.problem] : [];
  }
  return row[cell];
}

/** How many rows stand how: what is done first, what is open last, and among equals the more frequent first. */
function standings(rows: readonly MatrixRow[]): { row: MatrixRow; count: number }[] {
  const found = new Map<string, { row: MatrixRow; count: number }>();
  for (const row of rows) {
    const known = found.get(row.state);
    found.set(row.state, { row, count: (known?.count ?? 0) + 1 });
  }
  return [...found.values()].sort(
    (one, other) => tones.indexOf(one.row.tone) - tones.indexOf(other.row.tone) || other.count - one.count,
  );
}

/** What is to be read in a row, wherever it stands in the draft. */
function wordsOf(row: MatrixRow): string {
  return JSON.stringify({ ...row, number: null }, (key, value) => (key === "line" ? 0 : value));
}

class Page {
  private readonly heading = element("h1", {});
  private readonly exporting: HTMLButtonElement;
  private readonly notice = element("div", { class: "notice", role: "status", hidden: "" });
  private readonly filters: HTMLElement;
  private readonly filter: HTMLElement;
  private readonly count = element("span", { class: "count", role: "status" });
  private readonly main = element("main", {});
  private readonly chosen: Set<string>;
  /** The names of the states that were ever seen, so that one can still be taken back when no row is in it. */
  private readonly names = new Map<string, { readonly word: string; readonly tone: Tone }>();
  private matrix: MatrixData | null = null;
  private read = new Set<string>();

  constructor(
    private readonly uri: string,
    private readonly strings: Strings,
    private unrestored: number,
    chosen: readonly string[],
  ) {
    this.chosen = new Set(chosen);
    this.exporting = element("button", { class: "export", type: "button", hidden: "" }, strings.exportLedger);
    this.exporting.addEventListener("click", () => editor.postMessage({ type: "export" }));
    this.filter = element("div", { class: "filter", role: "group", "aria-label": strings.filter });
    this.filters = element("nav", {}, this.filter, this.count);
    const bar = element("div", { class: "bar" }, this.notice, this.filters);
    const header = element("header", {}, this.heading, this.exporting);
    document.body.replaceChildren(header, bar, this.main);
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--bar-height", `${bar.offsetHeight}px`);
    }).observe(bar);
    this.main.addEventListener("click", (event) => this.clicked(event));
    this.main.addEventListener("keydown", (event) => this.pressed(event));
    this.main.addEventListener("focusin", (event) => this.focused(event));
  }

  show(shown: Shown): void {
    this.showNotice(shown);
    if (JSON.stringify(shown.matrix) !== JSON.stringify(this.matrix)) {
      this.showMatrix(shown.matrix);
    }
  }

  private showNotice({ notice }: Shown): void {
    this.notice.hidden = !notice;
    const children: Child[] = notice ? [element("span", {}, notice.text)] : [];
    const type = notice?.offer;
    if (type) {
      const button = element("button", { type: "button" }, this.strings[type]);
      button.addEventListener("click", () => editor.postMessage({ type }));
      children.push(button);
    }
    this.notice.replaceChildren(...children);
    document.body.classList.toggle("stale", notice !== null);
  }

  private showMatrix(matrix: MatrixData | null): void {
    const anchor = this.anchor();
    const focus = this.focusedEntry();
    const parts = matrix ? partsOf(matrix) : [];
    document.documentElement.lang = matrix?.language === "en" ? "en" : "zh-CN";
    this.heading.textContent = matrix?.title ?? "";
    this.exporting.hidden = parts.length === 0;
    this.main.replaceChildren(...parts.map((part) => this.part(part, parts.length > 1)));
    if (matrix && parts.length === 0) {
      this.main.append(element("p", { class: "nothing" }, this.strings.nothing));
    }
    const rows = parts.flatMap((part) => part.rows.map((each) => each.row));
    this.markNew(rows);
    this.matrix = matrix;
    this.showFilter(rows);
    this.applyFilter();
    this.restore(anchor, focus);
  }

  /** Rows that read otherwise than a moment ago are marked for a moment, except when all are new. */
  private markNew(rows: readonly MatrixRow[]): void {
    const read = rows.map(wordsOf);
    if (this.matrix) {
      this.rowElements().forEach((each, index) => {
        each.classList.toggle("changed", !this.read.has(read[index] ?? ""));
      });
    }
    this.read = new Set(read);
  }

  private showFilter(rows: readonly MatrixRow[]): void {
    const found = standings(rows);
    for (const { row } of found) {
      this.names.set(row.state, { word: row.stateName, tone: row.tone });
    }
    const counts = new Map([...this.chosen].map((state) => [state, 0]));
    for (const { row, count } of found) {
      counts.set(row.state, count);
    }
    const ordered = [...found.map(({ row }) => row.state), ...counts.keys()];
    const buttons = [...new Set(ordered)].flatMap((state) => {
      const known = this.names.get(state);
      return known ? [this.chip(known.word, counts.get(state) ?? 0, state, known.tone)] : [];
    });
    const active = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.state : undefined;
    this.filter.replaceChildren(this.chip(this.strings.all, rows.length, ""), ...buttons);
    this.filters.hidden = buttons.length < 2;
    if (active !== undefined) {
      this.chips()
        .find((each) => each.dataset.state === active)
        ?.focus();
    }
  }

  /** A button that shows the rows in a state, or all of them if it has none. */
  private chip(word: string, count: number, state: string, tone?: Tone): HTMLButtonElement {
    const dot = tone ? [element("span", { class: `dot ${tone}`, "aria-hidden": "true" })] : [];
    const number = element("span", { class: "number" }, String(count));
    const made = element("button", { type: "button", class: "chip", "data-state": state }, ...dot, `${word} `, number);
    made.addEventListener("click", () => {
      if (state === "") {
        this.chosen.clear();
      } else if (!this.chosen.delete(state)) {
        this.chosen.add(state);
      }
      this.applyFilter();
      this.keep();
    });
    return made;
  }

  private chips(): HTMLButtonElement[] {
    return [...this.filter.querySelectorAll("button")];
  }

  private applyFilter(): void {
    const known = [...this.chosen].filter((state) => this.names.has(state));
    for (const chip of this.chips()) {
      const state = chip.dataset.state ?? "";
      chip.setAttribute("aria-pressed", String(state === "" ? known.length === 0 : this.chosen.has(state)));
    }
    const rows = this.rowElements();
    for (const row of rows) {
      row.hidden = known.length > 0 && !this.chosen.has(row.dataset.state ?? "");
    }
    for (const part of this.main.querySelectorAll<HTMLElement>(".part")) {
      const none = !part.querySelector(".row:not([hidden])");
      part.querySelector(".rows")?.toggleAttribute("hidden", none);
      part.querySelector(".columns")?.toggleAttribute("hidden", none);
      part.querySelector(".unmatched")?.toggleAttribute("hidden", !none);
    }
    const visible = rows.filter((row) => !row.hidden).length;
    this.count.textContent = known.length > 0 ? filled(this.strings.shown, visible, rows.length) : "";
    this.makeReachable(this.entries()[0]);
  }

  private part(part: Part, titled: boolean): HTMLElement {
    const { table, rows } = part;
    const shown = cells.filter((cell) => table.columns.some((column) => column.key === cell));
    const name = (key: string): string => table.columns.find((column) => column.key === key)?.name ?? "";
    const heading = titled ? [element("h2", {}, table.title)] : [];
    const columns = element(
      "div",
      { class: "columns", "aria-hidden": "true" },
      element("span", { class: "head" }, name("state")),
      ...shown.map((cell) => element("span", {}, name(cell))),
    );
    const list = element("ol", { class: "rows", "aria-label": table.title });
    list.append(...rows.map((each) => new Row(each.name, each.row, shown, name, this.strings).element()));
    const made = element("section", { class: "part" }, ...heading, this.meter(rows.map((each) => each.row)));
    made.append(element("p", { class: "summary" }, part.summary), columns, list);
    made.append(element("p", { class: "nothing unmatched", hidden: "" }, this.strings.unmatched));
    made.style.setProperty("--cells", String(shown.length));
    return made;
  }

  /** How many rows are in which state, drawn; the summary says it in words. */
  private meter(rows: readonly MatrixRow[]): HTMLElement {
    const made = element("div", { class: "meter", "aria-hidden": "true" });
    for (const { row, count } of standings(rows)) {
      const piece = element("span", { class: row.tone });
      piece.style.flexGrow = String(count);
      made.append(piece);
    }
    return made;
  }

  private clicked(event: MouseEvent): void {
    const entry = entryAt(event.target);
    if (entry && getSelection()?.isCollapsed !== false) {
      jump(entry);
    }
  }

  private pressed(event: KeyboardEvent): void {
    const entry = entryAt(event.target);
    if (!entry || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
      return;
    }
    if (event.key === "Enter") {
      jump(entry);
    } else {
      const entries = this.entries();
      const at = entries.indexOf(entry);
      const steps: Readonly<Record<string, number>> = {
        ArrowUp: Math.max(at - 1, 0),
        ArrowDown: at + 1,
        Home: 0,
        End: entries.length - 1,
      };
      const next = entries[steps[event.key] ?? -1];
      if (!next) {
        return;
      }
      next.focus();
    }
    event.preventDefault();
  }

  private focused(event: FocusEvent): void {
    this.makeReachable(entryAt(event.target) ?? undefined);
  }

  /** Of all entries one is reached by Tab; from there arrows lead to the others. */
  private makeReachable(entry: HTMLElement | undefined): void {
    if (entry) {
      for (const each of this.main.querySelectorAll<HTMLElement>(".entry[tabindex='0']")) {
        each.tabIndex = -1;
      }
      entry.tabIndex = 0;
    }
  }

  private rowElements(): HTMLElement[] {
    return [...this.main.querySelectorAll<HTMLElement>(".row")];
  }

  /** What can be jumped to and is not filtered out, in the order of reading. */
  private entries(): HTMLElement[] {
    return [...this.main.querySelectorAll<HTMLElement>(".row:not([hidden]) .entry")];
  }

  /** The first row that is in sight, and where it is. */
  private anchor(): { readonly name: string; readonly top: number } | undefined {
    const row = this.rowElements().find((each) => !each.hidden && each.getBoundingClientRect().bottom > 0);
    return row && scrollY > 0 ? { name: row.dataset.name ?? "", top: row.getBoundingClientRect().top } : undefined;
  }

  private focusedEntry(): { readonly name: string; readonly index: number; readonly at: number } | undefined {
    const entry = entryAt(document.activeElement);
    const row = entry?.closest<HTMLElement>(".row");
    if (!entry || !row) {
      return undefined;
    }
    return {
      name: row.dataset.name ?? "",
      index: [...row.querySelectorAll(".entry")].indexOf(entry),
      at: this.entries().indexOf(entry),
    };
  }

  /** Keeps in place what was being looked at, and the focus where it was or near it. */
  private restore(
    anchor: { readonly name: string; readonly top: number } | undefined,
    focus: { readonly name: string; readonly index: number; readonly at: number } | undefined,
  ): void {
    const named = (name: string): HTMLElement | undefined =>
      this.rowElements().find((each) => !each.hidden && each.dataset.name === name);
    if (focus) {
      const entries = this.entries();
      const entry = named(focus.name)?.querySelectorAll<HTMLElement>(".entry")[focus.index];
      (entry ?? entries[Math.min(focus.at, entries.length - 1)])?.focus({ preventScroll: true });
    }
    const row = anchor ? named(anchor.name) : undefined;
    if (this.matrix && this.unrestored > 0) {
      scrollTo(0, this.unrestored);
      this.unrestored = 0;
    } else if (anchor && row) {
      scrollBy(0, row.getBoundingClientRect().top - anchor.top);
    }
  }

  /** Lets VS Code keep what is needed to come back to the same view. */
  keep(): void {
    editor.setState({ uri: this.uri, states: [...this.chosen], scroll: this.matrix ? scrollY : this.unrestored });
  }
}

class Row {
  constructor(
    private readonly name: string,
    private readonly row: MatrixRow,
    private readonly shown: readonly Cell[],
    private readonly columnName: (key: string) => string,
    private readonly strings: Strings,
  ) {}

  element(): HTMLElement {
    const { row } = this;
    const lacking = row.measures.length + row.followUps.length === 0;
    const lacked = lacking ? this.shown.find((cell) => cell === "measures" || cell === "followUps") : undefined;
    const reasoned = row.problem ? lacked : "problem";
    const bare = lacking && row.causes.length === 0 ? " bare" : "";
    const [first, ...answers] = this.shown.map((cell, index) => {
      const made = this.cell(cell, cell === reasoned ? row.remark : "");
      made.classList.toggle("empty", entriesIn(row, cell).length === 0 && cell !== lacked);
      made.style.setProperty("--cell", String(index + 2));
      return made;
    });
    return element(
      "li",
      { class: `row ${row.tone}${bare}`, "data-name": this.name, "data-state": row.state },
      this.head(reasoned ? "" : row.remark),
      first ?? "",
      element("div", { class: "answers" }, ...answers),
    );
  }

  private head(remark: string): HTMLElement {
    const { number, stateName, tone } = this.row;
    const state = element("span", { class: "state" }, element("span", { class: `dot ${tone}` }), stateName);
    const made = element("div", { class: "head" });
    if (number !== null) {
      made.append(element("span", { class: "number" }, String(number)));
    }
    made.append(state);
    if (remark) {
      made.append(element("p", { class: "remark" }, remark));
    }
    return made;
  }

  /** A cell with what stands in it, or why nothing does. */
  private cell(cell: Cell, remark: string): HTMLElement {
    const entries = entriesIn(this.row, cell);
    const made = element("div", { class: `cell ${cell}${entries.length > 1 ? " several" : ""}` });
    made.append(element("span", { class: "label" }, this.columnName(cell)));
    if (remark) {
      made.append(element("p", { class: "remark" }, remark));
    } else if (entries.length === 0) {
      made.append(element("span", { class: "none", "aria-hidden": "true" }, "—"));
    }
    made.append(...entries.map((entry) => this.entry(entry)));
    return made;
  }

  private entry(entry: MatrixEntry): HTMLElement {
    const made = element("div", { class: "entry", role: "link", tabindex: "-1", "data-line": String(entry.line) });
    const brief = [...entry.text].length <= longestBrief ? " brief" : "";
    made.append(element("div", { class: `text${brief}` }, entry.text));
    if (entry.points.length > 0) {
      made.append(element("ul", { class: "points" }, ...entry.points.map((point) => element("li", {}, point))));
    }
    const meta = element("div", { class: "meta" });
    meta.append(element("span", { class: "line" }, filled(this.strings.line, entry.line)));
    for (const key of ["owner", "deadline"] as const) {
      if (entry[key]) {
        meta.append(element("span", { class: key }, `${this.columnName(key)} `, element("b", {}, entry[key])));
      }
    }
    if (entry.why) {
      meta.append(element("span", { class: "why" }, entry.why));
    }
    made.append(meta);
    return made;
  }
}

function entryAt(target: unknown): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".entry") : null;
}

function jump(entry: HTMLElement): void {
  const text = entry.querySelector(".text")?.textContent ?? "";
  editor.postMessage({ type: "jump", line: Number(entry.dataset.line), text });
}

let page: Page | undefined;

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "start") {
    const kept = editor.getState();
    page = new Page(data.uri, data.strings, kept?.scroll ?? 0, kept?.states ?? []);
    page.show(data);
    page.keep();
  } else {
    page?.show(data);
  }
});
document.addEventListener("scrollend", () => page?.keep());
editor.postMessage({ type: "ready" });
