// The page "My data" as somebody without an account uses it: without JavaScript, on a narrow phone. A client whose address
// waits in the mails of an appointment sees it, erases it, and afterwards nothing is kept. Then the same with a browser
// that runs scripts, for axe. Pictures lie in .screenshots/ (outside git).
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DE } from "../../src/server/http/my-data/words-de.ts";
import { EN } from "../../src/server/http/my-data/words-en.ts";
import {
  type AccountsServer,
  startAccountsServer,
  type TherapistAccount,
} from "../support/accounts-server.ts";
import { announceTo } from "../support/appointment-mail.ts";
import { axeFaults } from "../support/axe.ts";
import { hasChromium, launchChromium, newPerson, type Person } from "../support/browsers.ts";
import { findOverflow, findSmallTargets } from "../support/layout-faults.ts";

const FOLDER = join(import.meta.dirname, "..", "..", ".screenshots");
const CODE = /\n\n([0-9A-Z]{5}-[0-9A-Z]{5})\n/;
const CLIENT = "eine.klientin.mit.langem.namen@ein-anbieter.example";

const LOOKS: readonly { readonly name: string; readonly options: BrowserContextOptions }[] = [
  { name: "narrow", options: { viewport: { width: 320, height: 640 } } },
  { name: "phone-dark", options: { viewport: { width: 390, height: 844 }, colorScheme: "dark" } },
  { name: "desktop", options: { viewport: { width: 1440, height: 900 } } },
];

describe.skipIf(!hasChromium())("my data", () => {
  let browser: Browser;
  let server: AccountsServer;
  let anna: TherapistAccount;
  let dataDir: string;
  const people: Person[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    await mkdir(FOLDER, { recursive: true });
  });
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "connect-my-data-"));
    const place = { url: null, dataDir };
    server = await startAccountsServer({
      kind: "sqlite",
      newPlace: () => place,
      open: () => Promise.reject(),
    });
    anna = await server.newTherapist("Anna");
  });
  afterEach(async () => {
    for (const { context } of people.splice(0)) await context.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  afterAll(() => browser?.close());

  async function newVisitor(options: BrowserContextOptions): Promise<Person> {
    const person = await newPerson(browser, [server.origin], { context: options, probe: false });
    people.push(person);
    return person;
  }

  /** Once through everything; `look` is called on each page. */
  async function walk(
    page: Page,
    email: string,
    words: typeof DE,
    path: string,
    look: (name: string) => Promise<void>,
  ): Promise<void> {
    const title = () => page.getByRole("heading", { level: 1 }).textContent();
    const press = (name: string) => page.getByRole("button", { name }).click();
    await page.goto(server.origin + path);
    await look("start");
    const mailbox = page
      .locator("form")
      .filter({ has: page.getByRole("button", { name: words.mailbox.button }) });
    await mailbox.getByLabel(words.mailbox.label).fill(email);
    await press(words.mailbox.button);
    expect(await title()).toBe(words.code.title);
    await page.getByLabel(words.code.label).fill("AAAAA AAAAA");
    await page.getByRole("button", { name: words.code.button, exact: true }).click();
    await page.getByText(words.code.wrong).waitFor();
    await look("code");

    const code = await server.mailed(email, CODE);
    await server.mailsAreOut();
    await page.getByLabel(words.code.label).fill(code.toLowerCase().replace("-", " "));
    await page.getByRole("button", { name: words.code.button, exact: true }).click();
    expect(await title()).toBe(words.data.title(email));
    await page.getByText(words.values["kind.reminder"] ?? "").waitFor();
    await look("data");

    const downloading = page.waitForEvent("download");
    await press(words.data.fileButton);
    expect((await downloading).suggestedFilename()).toBe(words.data.fileName);
    await press(words.data.eraseButton);
    expect(await title()).toBe(words.data.nothingTitle);
    await look("nothing");
    expect(page.url()).not.toContain(code);
    expect(decodeURIComponent(page.url())).not.toContain("@");

    await page.getByRole("link", { name: words.back }).click();
    await page.getByLabel(words.other.label).selectOption({ label: words.kinds.objection });
    const other = page.locator("form").filter({ has: page.locator("select") });
    await other.getByLabel(words.mailbox.label).fill(email);
    await other.getByRole("button").click();
    await page.getByLabel(words.code.label).fill(await server.mailed(email, CODE, code));
    await page.getByRole("button", { name: words.code.button, exact: true }).click();
    expect(await title()).toBe(words.asked.title);
    await look("asked");

    await page.getByRole("link", { name: words.back }).click();
    await page.getByRole("link", { name: words.network.link }).click();
    expect(await title()).toBe(words.presence.title);
    await look("network");
  }

  test.each(LOOKS)("works without JavaScript ($name)", async ({ name, options }) => {
    await announceTo(anna, CLIENT);
    const person = await newVisitor({ ...options, javaScriptEnabled: false });
    const { page } = person;
    const faults: string[] = [];
    await walk(page, CLIENT, DE, "/meine-daten?lang=de", async (screen) => {
      await page.screenshot({ path: join(FOLDER, `my-data-${screen}-${name}.png`), fullPage: true });
      faults.push(...(await page.evaluate(findOverflow)).map((text) => `${screen}: overflow: ${text}`));
      faults.push(...(await page.evaluate(findSmallTargets)).map((text) => `${screen}: small: ${text}`));
    });
    expect(faults).toEqual([]);
    // The console tells of the wrong code (422), and of an icon that only a built program has.
    expect(person.troubles.filter(({ kind }) => kind !== "console")).toEqual([]);
    expect(await person.context.cookies()).toEqual([]);
    // No address that was asked for holds the mail address or a code.
    expect(person.requests.filter((one) => decodeURIComponent(one).includes("@"))).toEqual([]);
    expect(await server.database.sql.selectFrom("appointment_notice").select("recipient").execute()).toEqual([
      { recipient: null },
    ]);
  });

  test("axe finds nothing on any of its pages, in both languages", async () => {
    const found: string[] = [];
    // axe is brought into the page by the test, which the page's own rules would not allow.
    const { page } = await newVisitor({ bypassCSP: true, viewport: { width: 390, height: 844 } });
    for (const [words, path] of [
      [DE, "/meine-daten?lang=de"],
      [EN, "/my-data?lang=en"],
    ] as const) {
      const email = `${path.length}.${CLIENT}`;
      await announceTo(anna, email);
      await walk(page, email, words, path, async (screen) => {
        for (const { id, nodes } of await axeFaults(page)) found.push(`${screen}: ${id}: ${nodes[0]}`);
      });
    }
    expect(found).toEqual([]);
  });
});
