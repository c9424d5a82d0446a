// Accounts and vault in a real browser with a passkey device: what opens the vault after which event, and that no
// secret of a passkey is in any request.
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import type { AccountState, Outcome } from "../../src/web/practice/account-session.ts";
import { bundle } from "../hostile/bare-page.ts";
import { type Authenticator, plugIn } from "../support/authenticator.ts";
import { hasChromium, launchChromium, newPerson } from "../support/browsers.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { BEHIND_PROXY, FIRST_DOCUMENT, mailedToken, ownAddress } from "../support/therapist-device.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const NEXT = "ein anderes, längeres Wort";
const HTML = `<!doctype html><html lang="en"><title>Bare</title><script type="module" src="/bare.js"></script></html>`;

interface Desk {
  readonly page: Page;
  readonly email: string;
  readonly recoveryCode: string;
  readonly device: Authenticator;
  /** Every body that this browser posted. */
  readonly bodies: readonly string[];
  state(): Promise<AccountState>;
  vault(): Promise<string>;
  content(): Promise<string | null>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

describe.skipIf(!hasChromium())("a vault in a browser", () => {
  let browser: Browser;
  let instance: Instance;
  let code: string;

  beforeAll(async () => {
    [browser, instance, code] = await Promise.all([
      launchChromium(),
      startInstance({ env: BEHIND_PROXY }),
      bundle("account.ts"),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await instance.remove();
  });

  async function openPage(page: Page): Promise<void> {
    await page.goto(`${instance.origin}/bare`);
    await page.waitForFunction(() => "account" in window);
  }

  /** A therapist with account and vault at a browser with a passkey device. */
  async function settled(options: { readonly prf?: boolean } = {}): Promise<Desk> {
    const { context, page } = await newPerson(browser, [instance.origin], {
      probe: false,
      context: { extraHTTPHeaders: { "X-Forwarded-For": ownAddress() } },
    });
    // Only the page without screens is not the server's; what it asks the server is.
    await page.route(`${instance.origin}/bare`, (route) =>
      route.fulfill({ contentType: "text/html", body: HTML }),
    );
    await page.route(`${instance.origin}/bare.js`, (route) =>
      route.fulfill({ contentType: "text/javascript", body: code }),
    );
    const bodies: string[] = [];
    page.on("request", (request) => bodies.push(`${request.url()} ${request.postData() ?? ""}`));
    const device = await plugIn(page, options);
    await openPage(page);
    const email = `anna.${randomUUID().slice(0, 8)}@praxis.example`;
    need(
      await page.evaluate((who) => window.account.session.register(who), {
        email,
        password: PASSWORD,
        name: "Anna Berger",
        practiceName: "Praxis Berger",
        language: "de",
        agreements: AGREEMENTS,
        news: false,
      } as const),
    );
    const token = await mailedToken(instance.dataDir, "confirm", email);
    need(await page.evaluate((it) => window.account.session.confirm(it), token));
    need(await page.evaluate(([e = "", p = ""]) => window.account.session.signIn(e, p), [email, PASSWORD]));
    const { recoveryCode } = need(await page.evaluate(() => window.account.session.createVault()));
    const state = () => page.evaluate(() => window.account.session.state.value);
    return {
      page,
      email,
      recoveryCode,
      device,
      bodies,
      state,
      async vault() {
        const now = await state();
        return now.step === "signed-in" ? now.vault : now.step;
      },
      content: () => page.evaluate(() => window.account.content()),
      reload: () => openPage(page),
      close: () => context.close(),
    };
  }

  function need<T extends object>(outcome: Outcome<T>): T {
    if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
    return outcome;
  }

  const addPasskey = (desk: Desk) =>
    desk.page.evaluate((it) => window.account.session.addPasskey("Laptop", it), PASSWORD);
  const signOut = async (desk: Desk) =>
    need(await desk.page.evaluate(() => window.account.session.signOut()));
  const byPasskey = (desk: Desk) => desk.page.evaluate(() => window.account.session.signInByPasskey());
  const byPassword = (desk: Desk, password = PASSWORD) =>
    desk.page.evaluate(([e = "", p = ""]) => window.account.session.signIn(e, p), [desk.email, password]);
  const passkeyIds = (desk: Desk) =>
    desk.page.evaluate(async () => {
      const { passkeys } = await (await fetch("/api/passkeys")).json();
      return passkeys.map(({ id }: { id: string }) => id) as string[];
    });
  /** What rests in this browser: the ids of each store. */
  const resting = (desk: Desk) =>
    desk.page.evaluate(async () => {
      const opened = indexedDB.open("connect.vault");
      const database = await new Promise<IDBDatabase>((resolve) => {
        opened.onsuccess = () => resolve(opened.result);
      });
      const counts = await Promise.all(
        ["keys", "documents", "seen"].map(async (store) => {
          const request = database.transaction(store).objectStore(store).count();
          return new Promise<number>((resolve) => {
            request.onsuccess = () => resolve(request.result);
          });
        }),
      );
      database.close();
      return counts;
    });

  test("is open after a reload, with a key that cannot be exported, and gone after sign-out", async () => {
    const desk = await settled();
    await desk.reload();
    expect(await desk.vault()).toBe("open");
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    expect(await desk.page.evaluate(() => window.account.isKeyExportable())).toBe(false);
    expect((await resting(desk))[0]).toBe(1);
    await signOut(desk);
    expect(await resting(desk)).toEqual([0, 0, 1]);
    await desk.reload();
    expect(await desk.state()).toEqual({ step: "signed-out" });
    await desk.close();
  });

  test("opens by a passkey from sign-in on, and no request holds the passkey's secret", async () => {
    const desk = await settled();
    expect(need(await addPasskey(desk)).opensVault).toBe(true);
    await signOut(desk);
    need(await byPasskey(desk));
    expect(await desk.vault()).toBe("open");
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await desk.page.evaluate(() => window.account.session.lock());
    expect(await desk.vault()).toBe("locked");
    need(await desk.page.evaluate(() => window.account.session.unlockByPasskey()));
    expect(await desk.content()).toBe(FIRST_DOCUMENT);

    const secrets = await desk.page.evaluate(() => window.account.secrets);
    expect(secrets).toHaveLength(3);
    expect(new Set(secrets.map((secret) => secret.join())).size).toBe(1);
    const sent = desk.bodies.join("\n");
    const bytes = Buffer.from(secrets[0] ?? []);
    expect(bytes).toHaveLength(32);
    for (const spelling of ["base64url", "base64", "hex"] as const) {
      expect(sent.includes(bytes.toString(spelling).replace(/=+$/, ""))).toBe(false);
    }
    expect(sent).not.toMatch(/"prf"|clientExtensionResults/);
    // The search would find it: the credential that goes with it is there.
    expect(sent).toContain((await desk.device.credentials())[0] ?? "none");
    await desk.close();
  });

  test("opens by the passkey and by the new password after a change of password", async () => {
    const desk = await settled();
    need(await addPasskey(desk));
    need(
      await desk.page.evaluate(
        ([now = "", then = ""]) => window.account.session.changePassword(now, then),
        [PASSWORD, NEXT],
      ),
    );
    await signOut(desk);
    expect(await byPassword(desk)).toMatchObject({ ok: false, code: "CREDENTIALS" });
    need(await byPassword(desk, NEXT));
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await signOut(desk);
    need(await byPasskey(desk));
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await desk.close();
  });

  test("does not open by a passkey that was removed, and opens by the others", async () => {
    const desk = await settled();
    need(await addPasskey(desk));
    const [id = ""] = await passkeyIds(desk);
    need(await desk.page.evaluate((it) => window.account.session.removePasskey(it), id));
    expect(await passkeyIds(desk)).toEqual([]);
    await desk.page.evaluate(() => window.account.session.lock());
    expect(await desk.page.evaluate(() => window.account.session.unlockByPasskey())).toMatchObject({
      code: "NO_WRAP",
    });
    need(
      await desk.page.evaluate((it) => window.account.session.unlockByRecoveryCode(it), desk.recoveryCode),
    );
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await signOut(desk);
    expect(await byPasskey(desk)).toMatchObject({ ok: false, code: "PASSKEY" });
    need(await byPassword(desk));
    expect(await desk.vault()).toBe("open");
    await desk.close();
  });

  test("opens by the passkey after a reset by mail, and then by the new password", async () => {
    const desk = await settled();
    need(await addPasskey(desk));
    await signOut(desk);
    need(await desk.page.evaluate((it) => window.account.session.askReset(it, "de"), desk.email));
    const token = await mailedToken(instance.dataDir, "reset", desk.email);
    need(
      await desk.page.evaluate(
        ([t = "", e = "", p = ""]) => window.account.session.reset(t, e, p),
        [token, desk.email, NEXT],
      ),
    );
    need(await byPassword(desk, NEXT));
    expect(await desk.vault()).toBe("locked");
    need(await desk.page.evaluate(() => window.account.session.unlockByPasskey()));
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await signOut(desk);
    need(await byPassword(desk, NEXT));
    expect(await desk.vault()).toBe("open");
    await desk.close();
  });

  test("under a new key opens by the passkey once it was asked again", async () => {
    const desk = await settled();
    need(await addPasskey(desk));
    const renewed = need(
      await desk.page.evaluate((it) => window.account.session.renewVaultKey(it), PASSWORD),
    );
    expect(renewed.passkeysDropped).toBe(1);
    await signOut(desk);
    need(await byPasskey(desk));
    expect(await desk.vault()).toBe("locked");
    need(await desk.page.evaluate((it) => window.account.session.unlockByPassword(it), PASSWORD));
    need(await desk.page.evaluate((it) => window.account.session.letPasskeyOpen(it), PASSWORD));
    await signOut(desk);
    need(await byPasskey(desk));
    expect(await desk.vault()).toBe("open");
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await desk.close();
  });

  test("stays closed to a passkey without a secret, which signs in all the same", async () => {
    const desk = await settled({ prf: false });
    expect(need(await addPasskey(desk)).opensVault).toBe(false);
    await signOut(desk);
    need(await byPasskey(desk));
    expect(await desk.vault()).toBe("locked");
    need(await desk.page.evaluate((it) => window.account.session.unlockByPassword(it), PASSWORD));
    expect(await desk.content()).toBe(FIRST_DOCUMENT);
    await desk.close();
  });
});
