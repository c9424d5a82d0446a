// What a person does at a screen: press what is named so, fill in what is labelled so, read what stands there.
// The same for both browsers, although they are driven by different libraries.

import type { Page } from "playwright";
import type { Page as PuppeteerPage } from "puppeteer-core";
import type { ProbedPage } from "./call-stats.ts";
import { eventually } from "./eventually.ts";

const PATIENCE = 20_000;

export interface Hands {
  readonly page: ProbedPage;
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Presses the button whose name begins so; within a group whose name or text contains `within`. */
  press(name: string, within?: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  tick(label: string): Promise<void>;
  /** The value of a field. */
  read(label: string): Promise<string>;
  /** Waits until the text is on the screen. */
  sees(text: string, withinMs?: number): Promise<void>;
  seesNot(text: string, withinMs?: number): Promise<void>;
  /** Whether a button with such a name is there now. */
  has(name: string): Promise<boolean>;
}

const startsWith = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);

/** A person at Chromium. */
export function playwrightHands(page: Page): Hands {
  page.setDefaultTimeout(PATIENCE);
  const button = (name: string, within?: string) => {
    const area =
      within === undefined ? page : page.locator("li, section, article, tr").filter({ hasText: within });
    return area
      .getByRole("button", { name: startsWith(name) })
      .or(area.getByRole("link", { name: startsWith(name) }));
  };
  return {
    page,
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    press: (name, within) => button(name, within).filter({ visible: true }).last().click(),
    fill: (label, text) => page.getByLabel(startsWith(label)).filter({ visible: true }).first().fill(text),
    tick: (label) => page.getByLabel(startsWith(label)).check(),
    read: (label) => page.getByLabel(startsWith(label)).filter({ visible: true }).first().inputValue(),
    sees: async (text, timeout = PATIENCE) => {
      try {
        await page.getByText(text).filter({ visible: true }).first().waitFor({ timeout });
      } catch (error) {
        // What stood there instead says more about the fault than that something was missing.
        const shown = await page
          .locator("body")
          // biome-ignore lint/performance/useDomNodeTextContent: only what is visible counts
          .innerText({ timeout: 1_000 })
          .catch(() => "nothing: the page is gone");
        throw new Error(`not seen: "${text}"; on the screen: ${shown.replace(/\s+/g, " ").slice(0, 800)}`, {
          cause: error,
        });
      }
    },
    seesNot: (text, withinMs = PATIENCE) =>
      eventually(
        async () => {
          if ((await page.getByText(text).filter({ visible: true }).count()) > 0)
            throw new Error(`still there: ${text}`);
        },
        { withinMs },
      ),
    has: async (name) => (await button(name).filter({ visible: true }).count()) > 0,
  };
}

interface Wanted {
  readonly kind: "button" | "field" | "text";
  readonly name: string;
  readonly within: string | null;
}

/** Runs in the page: finds what a person would find by that name. */
function findElement({ kind, name, within }: Wanted): Element | null {
  const isShown = (element: Element) => element.getClientRects().length > 0;
  const textOf = (element: Element) =>
    (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
  const areas =
    within === null
      ? [document.body]
      : [...document.querySelectorAll("li, section, article, tr")].filter((one) =>
          one.textContent?.includes(within),
        );
  for (const area of areas.reverse()) {
    if (kind === "button") {
      const found = [...area.querySelectorAll("button, a[href], summary")].filter(
        (one) => isShown(one) && textOf(one).startsWith(name),
      );
      if (found.length > 0) return found.at(-1) ?? null;
    } else if (kind === "field") {
      for (const label of area.querySelectorAll("label")) {
        if (textOf(label).startsWith(name) && label.control !== null) return label.control;
      }
      for (const field of area.querySelectorAll("input, textarea, select")) {
        if (textOf(field).startsWith(name)) return field;
      }
    } else {
      const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent !== null && isShown(parent) && parent.textContent?.includes(name)) return parent;
      }
    }
  }
  return null;
}

/** A person at Firefox. */
export function puppeteerHands(page: PuppeteerPage): Hands {
  const find = async (wanted: Wanted) => {
    const handle = await page.evaluateHandle(findElement, wanted);
    const element = handle.asElement();
    if (element === null) throw new Error(`not there: ${wanted.kind} ${wanted.name}`);
    return element as NonNullable<Awaited<ReturnType<PuppeteerPage["$"]>>>;
  };
  const wait = (kind: Wanted["kind"], name: string, within: string | null = null, withinMs = PATIENCE) =>
    eventually(() => find({ kind, name, within }), { withinMs });
  const probed: ProbedPage = {
    evaluate: async <R>(run: () => R | Promise<R>): Promise<R> => (await page.evaluate(run)) as R,
  };
  return {
    page: probed,
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    press: async (name, within) => {
      const element = await wait("button", name, within ?? null);
      await eventually(() => element.click(), { withinMs: PATIENCE });
    },
    fill: async (label, text) => {
      const element = await wait("field", label);
      await element.click({ count: 3 });
      await element.type(text);
    },
    tick: async (label) => {
      const element = await wait("field", label);
      if (!(await element.evaluate((one) => one instanceof HTMLInputElement && one.checked)))
        await element.click();
    },
    read: async (label) =>
      (await wait("field", label)).evaluate((one) =>
        one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? one.value : "",
      ),
    sees: async (text, withinMs) => void (await wait("text", text, null, withinMs)),
    seesNot: (text, withinMs = PATIENCE) =>
      eventually(
        async () => {
          const there = await find({ kind: "text", name: text, within: null }).then(
            () => true,
            () => false,
          );
          if (there) throw new Error(`still there: ${text}`);
        },
        { withinMs },
      ),
    has: (name) =>
      find({ kind: "button", name, within: null }).then(
        () => true,
        () => false,
      ),
  };
}
