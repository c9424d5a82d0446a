// Both ways by keyboard alone: Tab, Enter, Space and letters; no pointer, no element found by the test itself.
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { launchChromium, newPerson } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  instance = await startInstance();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});

/** What a screen reader would say of the focused element. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "";
    const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    const label = labels.map((one) => one.textContent ?? "").join(" ");
    return (element.getAttribute("aria-label") ?? (label === "" ? element.textContent : label) ?? "").trim();
  });

/** Tabs until the focus is on something whose name begins so. Fails if the whole page holds nothing like it. */
async function tabTo(page: Page, name: string): Promise<void> {
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

async function press(page: Page, name: string, key = "Enter"): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

test("a consultation by keyboard alone, on both sides", async () => {
  const therapist = await newPerson(browser, [instance.origin]);
  const guest = await newPerson(browser, [instance.origin]);
  const desk = therapist.page;
  await desk.goto(`${instance.origin}/practice`);
  await press(desk, accountDe.signIn.withoutAccount);
  await press(desk, deskDe.nav.rooms);
  await type(desk, deskDe.rooms.label, "Raum 7");
  await press(desk, deskDe.rooms.create);
  await press(desk, deskDe.rooms.share);
  // The dialog takes the focus once the link is there; until then it is still on a button of a similar name.
  await desk.getByLabel(deskDe.share.link, { exact: true }).waitFor();
  await tabTo(desk, deskDe.share.link);
  const link = await desk.evaluate(() => (document.activeElement as HTMLInputElement).value);
  expect(link).toContain("/call#1.");
  await press(desk, de.close);
  await press(desk, deskDe.nav.today);
  await press(desk, deskDe.today.open);

  const page = guest.page;
  await page.goto(link);
  await type(page, de.lobby.name, "Kim Berger");
  await press(page, de.check.start);
  await page.getByText(de.check.devices).first().waitFor();
  await press(page, de.consent.label, "Space");
  await press(page, de.lobby.knock);
  await desk.getByText("Kim Berger").first().waitFor();
  await press(desk, deskDe.today.admit);
  await Promise.all([framesArrive(desk, 10, 30_000), framesArrive(page, 10, 30_000)]);

  await press(page, de.call.bar.chat);
  await type(page, de.chat.label, "Guten Tag");
  await page.keyboard.press("Enter");
  await page.getByText(de.chat.delivered).first().waitFor();
  await page.keyboard.press("Escape");
  await press(page, de.call.bar.microphone, "Space");
  await eventually(async () =>
    expect(
      await page.getByRole("button", { name: de.call.bar.microphone, pressed: false }).count(),
    ).toBeGreaterThan(0),
  );
  await press(page, de.call.bar.hangUp);
  await page.getByText(de.after.left.title).first().waitFor();
  await therapist.context.close();
  await guest.context.close();
});
