export interface Limits {
  /** Milliseconds to wait after the first time; doubled each time after that. */
  readonly first: number;
  /** The time, counting from 1, at which it is not started again. */
  readonly most: number;
  /** Milliseconds after which a time no longer counts. */
  readonly within: number;
}

/** When to start a server again that has ended by itself. */
export class Backoff {
  private ends: number[] = [];

  constructor(readonly limits: Limits = { first: 250, most: 5, within: 180_000 }) {}

  /** Milliseconds to wait after it has ended at `now`, a time in milliseconds; undefined when that is enough. */
  ended(now: number): number | undefined {
    const { first, most, within } = this.limits;
    this.ends = [...this.ends.filter((end) => now - end < within), now];
    return this.ends.length < most ? first * 2 ** (this.ends.length - 1) : undefined;
  }

  forget(): void {
    this.ends = [];
  }
}
