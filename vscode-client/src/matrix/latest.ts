/** Asks a question a moment after it was wanted, never twice at once, and tells no answer that was dropped meanwhile. */
export class Latest<Answer> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private asking: symbol | undefined;
  private overtaken = false;

  constructor(
    private readonly ask: () => Promise<Answer>,
    private readonly tell: (answer: Answer) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** Asks in `pause` milliseconds, or when it is going to anyway. */
  want(pause: number): void {
    this.timer ??= setTimeout(() => void this.run(), pause);
  }

  /** Nothing is wanted any more; an answer under way is dropped. */
  drop(): void {
    this.turn++;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.overtaken = false;
  }

  /** As `drop`, when who was asked is not going to answer. */
  forget(): void {
    this.drop();
    this.asking = undefined;
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    if (this.asking) {
      this.overtaken = true;
      return;
    }
    const own = Symbol();
    const turn = this.turn;
    this.asking = own;
    try {
      const answer = await this.ask();
      if (turn === this.turn) {
        this.tell(answer);
      }
    } catch (error) {
      if (turn === this.turn) {
        this.fail(error);
      }
    }
    if (this.asking !== own) {
      return;
    }
    this.asking = undefined;
    if (this.overtaken) {
      this.overtaken = false;
      await this.run();
    }
  }
}
