/** What is read of a draft to find a place in it. Lines and characters count from 0. */
export interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

export interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Enough of an item to tell it from the others of its line. */
const beginning = 8;

/**
 * Where an item stands that stood in `line` when it was read: its words if that line holds them, else the nearest line
 * that does, since lines may have been added above; else the whole line.
 */
export function placeOf(lines: Lines, line: number, text: string): Place {
  const near = Math.min(Math.max(line, 0), lines.lineCount - 1);
  const wanted = [text, [...text].slice(0, beginning).join("")].filter((words) => words !== "");
  for (const candidates of [[near], [...outward(near, lines.lineCount)]]) {
    for (const words of wanted) {
      for (const candidate of candidates) {
        const start = lines.lineAt(candidate).text.indexOf(words);
        if (start >= 0) {
          return { line: candidate, start, end: start + words.length };
        }
      }
    }
  }
  const whole = lines.lineAt(near).text;
  return { line: near, start: whole.length - whole.trimStart().length, end: whole.length };
}

/** All other lines, the nearer first. */
function* outward(from: number, count: number): Generator<number> {
  for (let distance = 1; distance < count; distance++) {
    if (from - distance >= 0) {
      yield from - distance;
    }
    if (from + distance < count) {
      yield from + distance;
    }
  }
}
