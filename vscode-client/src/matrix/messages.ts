import type { MatrixData } from "./data";

/** What the page says in the language of the editor; `{0}` and `{1}` are numbers to fill in. */
export interface Strings {
  readonly filter: string;
  readonly all: string;
  readonly shown: string;
  readonly unmatched: string;
  readonly nothing: string;
  readonly exportLedger: string;
  readonly line: string;
  readonly openDraft: string;
}

/** Something to know about the matrix as a whole: that it is being waited for, or is not kept up to date. */
export interface Notice {
  readonly text: string;
  readonly offersDraft: boolean;
}

export interface Shown {
  readonly matrix: MatrixData | null;
  readonly notice: Notice | null;
}

/** From the extension to the page. The first message, which answers `ready`, is `start`. */
export type ToPage =
  | ({ readonly type: "start"; readonly uri: string; readonly strings: Strings } & Shown)
  | ({ readonly type: "show" } & Shown);

/** From the page to the extension. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "jump"; readonly line: number; readonly text: string }
  | { readonly type: "export" }
  | { readonly type: "open" };

/** What VS Code keeps of a page while it is hidden and when the window is loaded anew. */
export interface Kept {
  readonly uri: string;
  readonly states: readonly string[];
  readonly scroll: number;
}
