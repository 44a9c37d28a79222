/** The matrix of a draft as the server tells it. Lines count from 1. */
export interface MatrixData {
  readonly language: "zh" | "en";
  readonly title: string;
  /** One for each table. */
  readonly summaries: readonly string[];
  readonly tables: readonly MatrixTable[];
  readonly problems: readonly MatrixRow[];
  readonly unanswering: readonly MatrixRow[];
  readonly past: readonly MatrixRow[];
}

/** How to show rows: those of `past`, or those of `problems` and `unanswering` together. */
export interface MatrixTable {
  readonly title: string;
  readonly past: boolean;
  readonly columns: readonly { readonly key: string; readonly name: string }[];
}

export type Tone = "done" | "likely" | "exempt" | "partly" | "unknown" | "open";

export interface MatrixRow {
  readonly number: number | null;
  readonly state: string;
  readonly stateName: string;
  readonly tone: Tone;
  readonly remark: string;
  readonly problem: MatrixEntry | null;
  readonly causes: readonly MatrixEntry[];
  readonly measures: readonly MatrixEntry[];
  readonly followUps: readonly MatrixEntry[];
}

export interface MatrixEntry {
  readonly text: string;
  readonly line: number;
  readonly points: readonly string[];
  readonly why: string;
  readonly owner: string;
  readonly deadline: string;
}
