// A practice over HTTP: colleagues come and go, appointments are mailed, limits hold.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailApi, practiceApi, vaultApi } from "../../src/protocol/api-practice.ts";
import { type AccountsServer, type Answer, startAccountsServer } from "../support/accounts-server.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { eventually } from "../support/eventually.ts";

const DAY = 86_400_000;

interface ShownPractice {
  readonly name: string;
  readonly code: string;
  readonly therapists: readonly { readonly id: string; readonly position: string }[];
  readonly invitations: readonly { readonly id: string; readonly email: string }[];
}

describeOnBothDatabases("a practice over HTTP", (ground) => {
  let server: AccountsServer;
  let folder: string;

  beforeAll(async () => {
    const place = ground.newPlace();
    folder = join(place.dataDir, "mail");
    server = await startAccountsServer({ ...ground, newPlace: () => place });
  }, 60_000);
  afterAll(() => server?.stop());

  const shown = async (by: { call: AccountsServer["stranger"]["call"] }): Promise<ShownPractice> =>
    (await by.call(practiceApi.show)).json() as ShownPractice;
  const codeOf = (answer: Answer): unknown => (answer.json() as { code?: unknown }).code;

  async function mailsTo(address: string): Promise<readonly ParsedMail[]> {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
    const mails = await Promise.all(
      names.map(async (name) => simpleParser(await readFile(join(folder, name)))),
    );
    return mails.filter(({ to }) => [to].flat().some((one) => one?.text === address));
  }

  test("a colleague with an account comes by invitation, and goes with vault and account", async () => {
    const owner = await server.newTherapist("Anna");
    const colleague = await server.newTherapist("Berta");
    const other = await server.newTherapist("Cora");
    const vault = (await colleague.call(vaultApi.load)).text;
    const { email } = colleague;
    expect((await owner.call(practiceApi.invite, { body: { email, language: "de" } })).status).toBe(204);
    expect((await shown(owner)).invitations).toMatchObject([{ email }]);
    const token = await server.mailedToken("invitation", email);
    const looked = await server.stranger.call(practiceApi.lookInvitation, { body: { token } });
    expect(looked.json()).toEqual({ email, practiceName: owner.practiceName });

    const accept = { body: { token } };
    expect(codeOf(await other.call(practiceApi.acceptInvitation, accept))).toBe("TOKEN");
    expect((await colleague.call(practiceApi.acceptInvitation, accept)).status).toBe(204);
    expect(codeOf(await colleague.call(practiceApi.acceptInvitation, accept))).toBe("TOKEN");
    const inside = await shown(colleague);
    expect(inside.name).toBe(owner.practiceName);
    expect(inside.therapists.map(({ id, position }) => [id, position]).toSorted()).toEqual(
      [
        [owner.userId, "owner"],
        [colleague.userId, "member"],
      ].toSorted(),
    );
    const left = server.database.sql
      .selectFrom("practice")
      .select("id")
      .where("id", "=", colleague.practiceId);
    expect(await left.execute()).toEqual([]);
    expect((await colleague.call(vaultApi.load)).text).toBe(vault);

    // A member changes nothing of the practice, and does not see whom it invites.
    await owner.call(practiceApi.invite, { body: { email: "dora@praxis.example", language: "de" } });
    expect((await shown(colleague)).invitations).toEqual([]);
    const forbidden = [
      colleague.call(practiceApi.rename, { body: { name: "Meine" } }),
      colleague.call(practiceApi.renewCode),
      colleague.call(practiceApi.invite, { body: { email: "x@y.example", language: "de" } }),
      colleague.call(practiceApi.removeTherapist, { params: { id: owner.userId } }),
    ];
    for (const answer of await Promise.all(forbidden)) expect(codeOf(answer)).toBe("FORBIDDEN");

    const remove = (id: string) => owner.call(practiceApi.removeTherapist, { params: { id } });
    expect(codeOf(await remove(owner.userId))).toBe("CONFLICT");
    expect(codeOf(await remove(other.userId))).toBe("NOT_FOUND");
    expect((await remove(colleague.userId)).status).toBe(204);
    const own = await shown(colleague);
    expect(own).toMatchObject({ name: "Berta", therapists: [{ id: colleague.userId, position: "owner" }] });
    expect((await colleague.call(vaultApi.load)).text).toBe(vault);
  });

  test("an owner does not leave colleagues without one", async () => {
    const owner = await server.newTherapist("Anna");
    const colleague = await server.newTherapist("Berta");
    const join = async (from: typeof owner, who: typeof owner): Promise<Answer> => {
      await from.call(practiceApi.invite, { body: { email: who.email, language: "de" } });
      const token = await server.mailedToken("invitation", who.email);
      return who.call(practiceApi.acceptInvitation, { body: { token } });
    };
    expect((await join(owner, colleague)).status).toBe(204);
    const third = await server.newTherapist("Cora");
    expect(codeOf(await join(third, owner))).toBe("CONFLICT");
    expect((await shown(owner)).therapists).toHaveLength(2);
    expect((await shown(third)).invitations).toHaveLength(1);
  });

  test("a withdrawn invitation is none, and invitations are limited by the day", async () => {
    const owner = await server.newTherapist("Anna");
    const email = "emma@praxis.example";
    const invite = () => owner.call(practiceApi.invite, { body: { email, language: "en" } });
    await invite();
    const token = await server.mailedToken("invitation", email);
    const [open] = (await shown(owner)).invitations;
    const withdraw = { params: { id: open?.id ?? "" } };
    expect((await owner.call(practiceApi.withdrawInvitation, withdraw)).status).toBe(204);
    expect(codeOf(await owner.call(practiceApi.withdrawInvitation, withdraw))).toBe("NOT_FOUND");
    expect(codeOf(await server.stranger.call(practiceApi.lookInvitation, { body: { token } }))).toBe("TOKEN");
    const answers: Answer[] = [];
    for (let n = 0; n < 21; n += 1) answers.push(await invite());
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(19);
    expect(codeOf(answers.at(-1) as Answer)).toBe("TOO_MANY_TRIES");
    expect((await shown(owner)).invitations).toHaveLength(1);
    await eventually(async () => expect(await mailsTo(email)).toHaveLength(20));
  });

  test("an appointment is mailed under the practice's present name, and its state is shown", async () => {
    const owner = await server.newTherapist("Anna");
    const name = "Praxis\u202E am Platz";
    expect(codeOf(await owner.call(practiceApi.rename, { body: { name } }))).toBe("BAD_REQUEST");
    expect((await owner.call(practiceApi.rename, { body: { name: "Praxis #1 am Platz" } })).status).toBe(204);
    const at = Date.now() + 2 * DAY;
    const body = {
      email: "kim@client.example",
      language: "de",
      at,
      timeZone: "Europe/Vienna",
      duration: 50,
      remindAt: at - DAY,
      clientAgreed: true,
    };
    const refused = await owner.call(mailApi.send, { body: { ...body, clientAgreed: false } });
    expect(codeOf(refused)).toBe("BAD_REQUEST");
    const { id } = (await owner.call(mailApi.send, { body })).json() as { id: string };
    const list = async () => ((await owner.call(mailApi.list)).json() as { mails: unknown[] }).mails;
    await eventually(async () =>
      expect(await list()).toEqual([
        {
          id,
          kind: "appointment",
          recipient: body.email,
          at,
          sendAt: expect.any(Number),
          state: "sent",
          reason: null,
        },
        { id, kind: "reminder", recipient: body.email, at, sendAt: at - DAY, state: "waiting", reason: null },
      ]),
    );
    const [mail] = await mailsTo(body.email);
    expect(mail?.text).toContain("Praxis №1 am Platz");
    expect(mail?.text).toContain(`${server.origin}/call`);
    for (const own of [owner.name, owner.email, "#"]) expect(mail?.text).not.toContain(own);

    const cancel = { params: { id }, query: { tell: "true" } };
    expect((await owner.call(mailApi.cancel, cancel)).status).toBe(204);
    await eventually(async () => {
      const states = (await list()) as { kind: string; state: string; recipient: string | null }[];
      expect(states.map(({ kind, state, recipient }) => [kind, state, recipient]).toSorted()).toEqual([
        ["appointment", "sent", null],
        ["cancelled", "sent", null],
        ["reminder", "cancelled", null],
      ]);
    });
    expect((await mailsTo(body.email)).map(({ subject }) => subject).toSorted()).toEqual([
      "Ihr Termin",
      "Ihr Termin entfällt",
    ]);
    expect(codeOf(await owner.call(mailApi.cancel, { params: { id: "none" } }))).toBe("NOT_FOUND");
  });
});
