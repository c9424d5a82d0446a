// A person at the keyboard: Tab, Enter, Space and letters; no pointer, no element found by the test itself.
import type { Page } from "playwright";
import { expect } from "vitest";
import { eventually } from "./eventually.ts";

/** What a screen reader would say of the focused element. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "";
    // A heading that was read aloud has the focus, but is nothing to press.
    if (element instanceof HTMLElement && element.tabIndex < 0) return "";
    const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    const label = labels.map((one) => one.textContent ?? "").join(" ");
    return (element.getAttribute("aria-label") ?? (label === "" ? element.textContent : label) ?? "").trim();
  });

/** Tabs until the focus is on something whose name begins so. Fails if the whole page holds nothing like it. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  await eventually(
    async () => {
      for (let count = 0; count < 60; count += 1) {
        const text = await focused(page);
        passed.push(text);
        if (text.startsWith(name)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no way by Tab to "${name}"; passed ${[...new Set(passed)].slice(-40).join(" | ")}`);
    },
    { withinMs: 20_000, everyMs: 300 },
  );
  const ring = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return "none";
    const style = getComputedStyle(element);
    return style.outlineStyle === "none" && style.boxShadow === "none" ? "none" : "visible";
  });
  expect(ring, `focus ring of "${name}"`).toBe("visible");
}

export async function press(page: Page, name: string, key = "Enter"): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

export async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.type(text);
}
