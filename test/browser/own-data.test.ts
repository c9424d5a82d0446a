// A therapist uses their rights through the screens: takes the data along and opens them, moves to another instance,
// restricts and lifts, asks for erasure and comes back.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ARCHIVE_FILES, personData } from "../../src/protocol/person-data.ts";
import { accountDe } from "../../src/web/text/account-de.ts";
import { type AccountTherapist, newAccountTherapist } from "../support/account-hands.ts";
import { axeFaults } from "../support/axe.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { childEnv } from "../support/child-env.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { BEHIND_PROXY } from "../support/therapist-device.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "server", "cli.ts");
const PASSWORD = "tulpe wolke hafen knopf";
const ROOM = "Dienstag, grüner Sessel";
const { accept, area, data, signIn, unlock, reset } = accountDe;

const dateIn = (days: number): string =>
  new Intl.DateTimeFormat("de", { dateStyle: "long" }).format(Date.now() + days * 86_400_000);

describe.skipIf(!hasChromium())("the rights of a therapist", () => {
  let browser: Browser;
  let instance: Instance;
  let folder: string;
  const people: AccountTherapist[] = [];

  beforeAll(async () => {
    const env = {
      ...BEHIND_PROXY,
      CONNECT_OPERATOR_NAME: "Betreiber",
      CONNECT_OPERATOR_ADDRESS: "Gasse 1, Steyr",
    };
    [browser, instance, folder] = await Promise.all([
      launchChromium(),
      startInstance({ env: { ...env, CONNECT_OPERATOR_EMAIL: "betreiber@example.org" } }),
      mkdtemp(join(tmpdir(), "connect-own-data-")),
    ]);
  });
  afterEach(async () => {
    const done = people.splice(0);
    for (const { context } of done) await context.close();
    expect(done.flatMap(({ troubles }) => troubles.filter(({ kind }) => kind !== "console"))).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await instance.remove();
    await rm(folder, { recursive: true });
  });

  async function at(place: Instance, email?: string): Promise<AccountTherapist> {
    const person = await newAccountTherapist(browser, place, email);
    people.push(person);
    return person;
  }

  /** From the account's section to the archive on the disk. */
  async function download({ hands, page }: AccountTherapist): Promise<string> {
    await hands.press(data.export.button);
    await hands.fill(area.current, PASSWORD);
    const [file] = await Promise.all([page.waitForEvent("download"), hands.press(data.export.button)]);
    expect(file.suggestedFilename()).toBe(data.export.file);
    const target = join(folder, `${Date.now()}.zip`);
    await file.saveAs(target);
    await hands.sees(data.export.done);
    return target;
  }

  test("take their data along: readable, for programs, and into another instance with the rooms", async () => {
    const anna = await at(instance);
    const code = await anna.register(PASSWORD);
    await anna.createRoom(ROOM);
    await anna.openAccount();
    const archive = await download(anna);
    const files = unzipSync(await readFile(archive));
    const read = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    expect(personData.parse(JSON.parse(read(ARCHIVE_FILES.data))).tables.user).toMatchObject([
      { email: anna.email },
    ]);
    // The room is in the vault, which only she can open.
    expect(Object.keys(files).some((name) => read(name).includes(ROOM))).toBe(false);

    const page = join(folder, ARCHIVE_FILES.page);
    await writeFile(page, read(ARCHIVE_FILES.page));
    const reader = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const opened = await reader.newPage();
    await opened.goto(`file://${page}`);
    await opened.getByText(anna.email).first().waitFor();
    expect(await opened.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await axeFaults(opened)).toEqual([]);
    await reader.close();

    const other = await startInstance({ env: BEHIND_PROXY });
    const env = {
      ...childEnv(),
      CONNECT_DATA_DIR: other.dataDir,
      CONNECT_PORT: String(other.port),
      CONNECT_ORIGIN: other.origin,
    };
    const words = [CLI, "import", "--file", archive];
    await promisify(execFile)(process.execPath, words, { env });
    const there = await at(other, anna.email);
    // The server beside it sends the mail when it next looks.
    await eventually(() => there.openMail("reset"), { withinMs: 40_000 });
    await there.hands.fill(accountDe.email, anna.email);
    await there.hands.fill(accountDe.newPassword.label, "ein anderes, längeres Wort");
    await there.hands.press(reset.button);
    await there.hands.sees(signIn.passwordReset);
    await there.hands.fill(accountDe.password, "ein anderes, längeres Wort");
    await there.hands.press(signIn.button);
    // What was agreed with the other operator does not hold here.
    await there.hands.sees(accept.text);
    await there.hands.tick(accountDe.register.terms);
    await there.hands.tick(accountDe.register.avv);
    await there.hands.press(accept.button);
    await there.hands.sees(unlock.afterReset);
    await there.hands.fill(unlock.code, code);
    await there.hands.press(unlock.button);
    await there.seesRoom(ROOM);
    await other.remove();
  });

  test("have the account erased, and call it off by signing in again", async () => {
    const anna = await at(instance);
    await anna.register(PASSWORD);
    await anna.createRoom(ROOM);
    await anna.openAccount();
    await anna.hands.press(data.leave.button);
    await anna.hands.sees(data.leave.windowText(dateIn(30)));
    await anna.hands.fill(area.current, "ein falsches Wort");
    await anna.hands.press(data.leave.confirm);
    await anna.hands.sees(accountDe.failures.CREDENTIALS);
    await anna.hands.fill(area.current, PASSWORD);
    await anna.hands.press(data.leave.confirm);
    await anna.hands.sees(data.leaving.title);
    await anna.hands.sees(data.leaving.text(dateIn(30)));
    await anna.hands.press(data.leaving.button);
    await anna.hands.fill(accountDe.email, anna.email);
    await anna.hands.fill(accountDe.password, PASSWORD);
    await anna.hands.press(signIn.button);
    await anna.hands.sees(data.calledOff.title);
    await anna.hands.sees(data.calledOff.again);
    await anna.hands.press(data.calledOff.button);
    await anna.seesRoom(ROOM);
    await anna.signOut();
    await anna.signIn(PASSWORD);
    await anna.seesRoom(ROOM);
  });

  test("restrict the processing, still see and take along their data, and lift it", async () => {
    const anna = await at(instance);
    await anna.register(PASSWORD);
    await anna.createRoom(ROOM);
    await anna.openAccount();
    await anna.hands.press(data.restrict.begin);
    await anna.hands.sees(data.restrict.beginText);
    await anna.hands.press(data.restrict.begin);
    await anna.hands.sees(data.restricted.title);
    await anna.hands.seesNot(ROOM);
    await anna.hands.reload();
    await anna.hands.sees(data.restricted.title);
    const files = unzipSync(await readFile(await download(anna)));
    expect(Object.keys(files)).toContain(ARCHIVE_FILES.vault);
    await anna.hands.press(data.restrict.end);
    await anna.seesRoom(ROOM);
  });

  test("object with a reason, and see until when they get an answer", async () => {
    const anna = await at(instance);
    await anna.register(PASSWORD);
    await anna.openAccount();
    await anna.hands.sees(data.requests.none);
    await anna.hands.press(data.object.button);
    await anna.hands.press(data.ask.send);
    await anna.hands.sees(data.ask.missing);
    await anna.hands.fill(data.ask.label, "Aus Gründen, die nur mich betreffen.");
    await anna.hands.press(data.ask.send);
    await anna.hands.sees("Ihr Anliegen ist angekommen.");
    await anna.hands.sees(data.requests.kinds.objection);
    await anna.hands.sees("offen, Antwort bis");
    await anna.hands.seesNot(data.requests.none);
  });
});
