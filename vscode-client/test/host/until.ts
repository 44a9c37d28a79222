/** What `probe` gives as soon as it gives something; fails, and says what it waited for, when it does not. */
export async function until<T>(
  what: string | (() => string),
  probe: () => T | undefined | false | Thenable<T | undefined | false>,
  within = 15_000,
): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${typeof what === "string" ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
