/// <reference lib="dom" />
/** The matrix of a draft, as it is seen in its panel beside the draft. */
import type { FrameLocator, Locator, Page } from "playwright-core";

export interface MatrixRow {
  readonly state: string;
  readonly problem: string;
  /** Causes, measures and follow-ups. */
  readonly answers: readonly string[];
}

export class Matrix {
  /** The page; VS Code shows it in a frame within a frame. */
  private readonly inside: FrameLocator;

  constructor(readonly page: Page) {
    this.inside = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  get body(): Locator {
    return this.inside.locator("body");
  }

  /** What stands in for what cannot be shown, or tells that it is not kept up to date. */
  get notice(): Locator {
    return this.inside.locator(".notice");
  }

  button(name: string): Locator {
    return this.inside.getByRole("button", { name, exact: true });
  }

  /** The button that filters by a state. */
  filter(state: string): Locator {
    return this.inside.locator(".chip", { hasText: state });
  }

  /** What can be jumped to: a problem, a cause, a measure or a follow-up. */
  item(words: string): Locator {
    return this.inside.locator(".entry", { hasText: words }).first();
  }

  /** The words of the item that has the focus, or an empty string. */
  async focused(): Promise<string> {
    return this.body.evaluate(() => document.activeElement?.querySelector(".text")?.textContent ?? "");
  }

  /** The rows that are not filtered out. */
  async rows(): Promise<MatrixRow[]> {
    return this.body.evaluate((body) =>
      [...body.querySelectorAll(".row:not([hidden])")].map((row) => {
        const texts = (within: string): string[] =>
          [...row.querySelectorAll(`${within} .text`)].map((each) => each.textContent ?? "");
        return {
          state: row.querySelector(".state")?.textContent ?? "",
          problem: texts(".problem").join(),
          answers: texts(".answers"),
        };
      }),
    );
  }

  /** The states that can be filtered by, with their counts. */
  async filters(): Promise<string[]> {
    return this.inside.locator(".chip").allTextContents();
  }

  /** The classes by which VS Code tells what kind of theme there is. */
  async themes(): Promise<string[]> {
    return this.body.evaluate((body) => [...body.classList]);
  }

  /** The least contrast between any text and what is behind it, by the formula of WCAG 2. */
  async contrast(): Promise<number> {
    return this.body.evaluate((body) => {
      type Colour = readonly [red: number, green: number, blue: number, alpha: number];
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const colour = (css: string): Colour => {
        if (!canvas) {
          throw new Error("no canvas");
        }
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = css;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
      };
      const over = ([red, green, blue, alpha]: Colour, [r, g, b]: Colour): Colour => {
        const mixed = (above: number, below: number): number => above * alpha + below * (1 - alpha);
        return [mixed(red, r), mixed(green, g), mixed(blue, b), 1];
      };
      const light = (value: number): number => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      };
      const luminance = ([red, green, blue]: Colour): number =>
        0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
      const behind = (element: Element): Colour => {
        const own = colour(getComputedStyle(element).backgroundColor);
        return element.parentElement && own[3] < 1 ? over(own, behind(element.parentElement)) : own;
      };
      let least = 21;
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element && walker.currentNode.textContent?.trim() && element.checkVisibility()) {
          const back = behind(element);
          const [one, other] = [luminance(over(colour(getComputedStyle(element).color), back)), luminance(back)];
          least = Math.min(least, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
        }
      }
      return least;
    });
  }
}
