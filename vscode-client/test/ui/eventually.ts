/** Waiting for the screen: a check is made again until it holds, and its last complaint is what a test fails with. */

export async function eventually<T>(check: () => Promise<T>, within = 15_000): Promise<T> {
  const until = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
  }
}
