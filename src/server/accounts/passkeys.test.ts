// Passkeys over the real API, with an authenticator in software. With a browser: test/browser/passkeys.test.ts.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AccountsServer,
  type Caller,
  startAccountsServer,
  type TherapistAccount,
} from "../../../test/support/accounts-server.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { softwareAuthenticator } from "../../../test/support/software-authenticator.ts";
import { accountApi, factorApi, sessionApi } from "../../protocol/api-account.ts";
import { operatorApi, vaultApi } from "../../protocol/api-practice.ts";

type Options = { readonly challenge: string; readonly userVerification?: string };
type Authenticator = ReturnType<typeof softwareAuthenticator>;
const WRAP = "B".repeat(80);

describeOnBothDatabases("passkeys", (ground) => {
  let server: AccountsServer;
  let anna: TherapistAccount;
  let keyId: string;
  beforeAll(async () => {
    server = await startAccountsServer(ground);
    anna = await server.newTherapist("Anna");
    const vault = (await anna.call(vaultApi.load)).json() as { keyId: string };
    keyId = vault.keyId;
  }, 60_000);
  afterAll(() => server?.stop());

  const device = (options: Partial<Parameters<typeof softwareAuthenticator>[0]> = {}): Authenticator =>
    softwareAuthenticator({ origin: server.origin, ...options });
  const vault = () => ({ keyId, wrap: WRAP });

  async function begin(who: TherapistAccount): Promise<Options> {
    const answer = await who.call(factorApi.passkeyOptions, { body: { current: who.password } });
    expect(answer.status, answer.text).toBe(200);
    return answer.json() as Options;
  }
  async function add(who: TherapistAccount, what: Authenticator, wrap: unknown = null) {
    const credential = what.create(await begin(who));
    return who.call(factorApi.addPasskey, { body: { name: "Phone", credential, vault: wrap } });
  }
  async function challengeFor(visitor: Caller): Promise<Options> {
    return (await visitor.call(sessionApi.passkeyOptions)).json() as Options;
  }
  async function signIn(what: Authenticator, visitor = server.newVisitor()) {
    return visitor.call(sessionApi.passkey, { body: what.get(await challengeFor(visitor)) });
  }
  const wraps = async () =>
    ((await anna.call(vaultApi.load)).json() as { wraps: { kind: number; credentialId: string }[] }).wraps;

  test("sign in, open a wrap that came with them, and leave with it", async () => {
    const phone = device();
    const added = await add(anna, phone, vault());
    expect(added.json()).toMatchObject({ name: "Phone", credentialId: phone.credentialId });
    expect(await wraps()).toContainEqual({
      kind: 2,
      credentialId: phone.credentialId,
      keyId,
      wrap: WRAP,
    });
    const visitor = server.newVisitor();
    expect((await signIn(phone, visitor)).json()).toEqual({ next: "signed-in" });
    expect((await visitor.call(accountApi.show)).json()).toMatchObject({ id: anna.userId });

    const { id } = added.json() as { id: string };
    expect((await visitor.call(factorApi.removePasskey, { params: { id } })).status).toBe(204);
    expect((await wraps()).map(({ kind }) => kind)).toEqual([1]);
    expect((await signIn(phone)).json()).toMatchObject({ code: "PASSKEY" });
  });

  test("count for both factors, so the device has to have asked who holds it", async () => {
    const careless = device({ isVerified: false });
    expect((await add(anna, careless)).json()).toMatchObject({ code: "PASSKEY" });
    expect((await challengeFor(server.newVisitor())).userVerification).toBe("required");
  });

  test("are refused with a wrong challenge, twice, from another page, or by another key", async () => {
    const phone = device();
    expect((await add(anna, phone)).status).toBe(200);
    const visitor = server.newVisitor();
    const options = await challengeFor(visitor);
    const answer = phone.get(options);
    expect((await server.newVisitor().call(sessionApi.passkey, { body: answer })).json()).toMatchObject({
      code: "PASSKEY",
    });
    expect((await visitor.call(sessionApi.passkey, { body: answer })).status).toBe(200);
    expect((await visitor.call(sessionApi.passkey, { body: answer })).json()).toMatchObject({
      code: "PASSKEY",
    });
    const other = server.newVisitor();
    const theirs = softwareAuthenticator({
      origin: "https://evil.example",
      credentialId: phone.credentialId,
    });
    const ours = device({ credentialId: phone.credentialId });
    for (const wrong of [theirs, ours])
      expect((await signIn(wrong, other)).json()).toMatchObject({ code: "PASSKEY" });
    expect((await other.call(accountApi.show)).status).toBe(401);
  });

  test("belong to one account: nobody registers the id of somebody else's", async () => {
    const berta = await server.newTherapist("Berta");
    const phone = device();
    expect((await add(anna, phone)).status).toBe(200);
    const copy = device({ credentialId: phone.credentialId });
    expect((await add(berta, copy)).json()).toMatchObject({ code: "PASSKEY" });
    expect((await signIn(phone)).status).toBe(200);
  });

  test("leave nothing behind when their wrap is one of another key", async () => {
    const before = (await anna.call(factorApi.listPasskeys)).text;
    const foreign = { keyId: "A".repeat(22), wrap: WRAP };
    expect((await add(anna, device(), foreign)).json()).toMatchObject({ code: "CONFLICT" });
    expect((await anna.call(factorApi.listPasskeys)).text).toBe(before);
  });

  test("are never posted with what a PRF gives", async () => {
    const phone = device();
    const credential = phone.create(await begin(anna));
    const results = { prf: { results: { first: "A".repeat(43) } } };
    for (const more of [{ clientExtensionResults: results }, results, { clientExtensionResults: {} }]) {
      const body = { name: "Phone", credential: { ...credential, ...more }, vault: null };
      const answer = await anna.call(factorApi.addPasskey, { body });
      expect(answer.json()).toMatchObject({ code: "BAD_REQUEST" });
      const visitor = server.newVisitor();
      const assertion = { ...phone.get(await challengeFor(visitor)), ...more };
      expect((await visitor.call(sessionApi.passkey, { body: assertion })).json()).toMatchObject({
        code: "BAD_REQUEST",
      });
    }
    const body = { name: "Phone", credential, vault: null, prf: "A" };
    expect((await anna.call(factorApi.addPasskey, { body })).json()).toMatchObject({ code: "BAD_REQUEST" });
  });

  test("open nothing while the account is suspended", async () => {
    const clara = await server.newTherapist("Clara");
    const phone = device();
    expect((await add(clara, phone)).status).toBe(200);
    await server.database.sql
      .updateTable("person")
      .set({ suspended_at: Date.now() })
      .where("user_id", "=", clara.userId)
      .execute();
    const visitor = server.newVisitor();
    expect((await signIn(phone, visitor)).json()).toMatchObject({ code: "SUSPENDED" });
    expect((await visitor.call(operatorApi.findTherapist, { body: { email: clara.email } })).status).toBe(
      401,
    );
    const open = await server.database.sql
      .selectFrom("session")
      .selectAll()
      .where("userId", "=", clara.userId)
      .execute();
    expect(open).toEqual([]);
  });
});
