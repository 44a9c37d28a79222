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
  readonly open: string;
  readonly restart: string;
}

/** Something to know about the matrix as a whole: that it is being waited for, or is not kept up to date. */
export interface Notice {
  readonly text: string;
  readonly offer: Offer | null;
}

/** What may help, as the message by which the page asks for it: to open the draft, to start the server again. */
export type Offer = "open" | "restart";

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
  | { readonly type: Offer };

/** What a page has sent, if it is a message. */
export function fromPage(given: unknown): FromPage | undefined {
  if (!isRecord(given)) {
    return undefined;
  }
  const { type, line, text } = given;
  switch (type) {
    case "ready":
    case "export":
    case "open":
    case "restart":
      return { type };
    case "jump":
      return Number.isSafeInteger(line) && typeof text === "string" ? { type, line: Number(line), text } : undefined;
    default:
      return undefined;
  }
}

/** What VS Code keeps of a page while it is hidden and when the window is loaded anew. */
export interface Kept {
  readonly uri: string;
  readonly states: readonly string[];
  readonly scroll: number;
}

/** The draft of a page of which VS Code has kept `given`. */
export function keptUri(given: unknown): string | undefined {
  return isRecord(given) && typeof given.uri === "string" ? given.uri : undefined;
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null;
}
