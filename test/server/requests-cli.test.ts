// The operator's queue of requests about data, by the command line.
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { readConfig } from "../../src/server/platform/config.ts";
import { readAddressData } from "../../src/server/privacy/address-data.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { connect, envOf } from "../support/command-line.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { insertRows, richAccount } from "../support/rich-account.ts";

const ZONE = "Europe/Vienna";
const today = (): Temporal.PlainDate => Temporal.Now.plainDateISO(ZONE);
const daysAgo = (days: number): string => today().subtract({ days }).toString();

describeOnBothDatabases("the queue of requests", (ground) => {
  test("takes a letter in, shows what is overdue first, and closes with a trail that holds no content", async () => {
    const place = ground.newPlace();
    const env = { ...envOf(place), CONNECT_AUTHORITY: "at", CONNECT_OPERATOR_NAME: "Beispiel GmbH" };
    await connect(env, "migrate");
    expect((await connect(env, "requests")).out).toBe("No request waits for an answer.\n");

    const add = (kind: string, received: string, ...more: string[]) =>
      connect(
        env,
        "request-add",
        "--kind",
        kind,
        "--channel",
        "letter",
        "--language",
        "de",
        "--received",
        received,
        ...more,
      );
    const fresh = (await add("access", daysAgo(0))).out.split("\n");
    const due = today().add({ months: 1 }).toString();
    expect(fresh[1]).toBe(`To be answered until ${due} 23:59.`);
    const [old = ""] = (await add("erasure", daysAgo(40), "--contact", "Anna Berg, Hauptplatz 1")).out.split(
      "\n",
    );

    const list = (await connect(env, "requests")).out.trim().split("\n");
    expect(list).toHaveLength(2);
    expect(list[0]).toContain(`${old}  erasure  by letter`);
    expect(list[0]).toMatch(/OVERDUE since \d+ day\(s\) {2}identity NOT checked/);
    expect(list[1]).toMatch(/access .* (2[7-9]|3[01]) day\(s\) left/);
    expect(list.join()).not.toContain("Berg");

    // Not before it is known who asks; not extended after the first month.
    expect(await connect(env, "request-answer", "--id", old)).toMatchObject({ code: 1, out: "" });
    expect((await connect(env, "request-extend", "--id", old, "--reason", "much")).err).toContain(
      "first month",
    );
    expect((await connect(env, "request-identity", "--id", old)).code).toBe(0);
    expect((await connect(env, "request", "--id", old)).out).toContain(
      "answer goes to: Anna Berg, Hauptplatz 1",
    );
    expect((await connect(env, "request-answer", "--id", old)).code).toBe(0);
    expect((await connect(env, "request-told", "--id", old)).code).toBe(0);
    const shown = (await connect(env, "request", "--id", old)).out;
    expect(shown).toContain("answer goes to: nobody (erased)");
    expect(shown.match(/[a-z-]+ \((?:operator|person|program)\)/g)).toEqual([
      "received (operator)",
      "identity-checked (operator)",
      "answered (operator)",
      "recipient-told (operator)",
    ]);

    const id = fresh[0] ?? "";
    const extended = await connect(env, "request-extend", "--id", id, "--reason", "four mailboxes");
    expect(extended.out).toContain(`until ${today().add({ months: 1 }).add({ months: 2 }).toString()} 23:59`);
    const refusal = await connect(
      env,
      "request-refuse",
      "--id",
      id,
      "--reason",
      "Fünfmal in einer Woche gefragt.",
    );
    for (const part of ["Fünfmal in einer Woche", "Art. 77", "Art. 79", "Österreichische Datenschutzbehörde"])
      expect(refusal.out).toContain(part);
    expect((await connect(env, "requests")).out).toBe("No request waits for an answer.\n");
    const all = (await connect(env, "requests", "--all")).out.split("\n");
    expect(all[0]).toBe("No request waits for an answer.");
    expect(all.find((line) => line.startsWith(old))).toMatch(/answered \d{4}-\d{2}-\d{2} {2}LATE$/);
    expect(all.find((line) => line.startsWith(id))).toMatch(/refused \d{4}-\d{2}-\d{2}$/);
    expect((await connect(env, "request", "--id", "none")).err).toBe("There is no such request.\n");

    const { sql, close } = await openDatabase(place);
    expect(
      await sql.selectFrom("privacy_request").select(["state", "contact"]).orderBy("state").execute(),
    ).toEqual([
      { state: "answered", contact: null },
      { state: "refused", contact: null },
    ]);
    await close();
  });

  test("a mail address as the contact is found later by who proves that mailbox, however it was typed", async () => {
    const place = ground.newPlace();
    const env = envOf(place);
    await connect(env, "migrate");
    const kept: (string | null)[] = [];
    for (const contact of ["  Anna.Berg@B.Example ", "Anna Berg, Hauptplatz 1"]) {
      const options = ["--kind", "access", "--channel", "mail", "--language", "de", "--received", daysAgo(0)];
      const [id = ""] = (await connect(env, "request-add", ...options, "--contact", contact)).out.split("\n");
      kept.push(/answer goes to: (.*)/.exec((await connect(env, "request", "--id", id)).out)?.[1] ?? null);
    }
    expect(kept).toEqual(["anna.berg@b.example", "Anna Berg, Hauptplatz 1"]);
    const database = await openDatabase(place);
    const { parts } = await readAddressData(database.sql, "anna.berg@b.example", readConfig({}));
    expect(parts).toHaveLength(1);
    await database.close();
  });

  test("refuses what cannot be: a day that there is not, the future, a refusal without authority", async () => {
    const env = envOf(ground.newPlace());
    await connect(env, "migrate");
    const words = ["request-add", "--kind", "access", "--channel", "mail", "--language", "en", "--received"];
    for (const wrong of ["2026-02-30", "yesterday", "20.11.2026", "2026-13-01"])
      expect((await connect(env, ...words, wrong)).code).toBe(2);
    expect(await connect(env, ...words, daysAgo(-2))).toMatchObject({
      code: 1,
      err: "--received lies in the future.\n",
    });
    const [id = ""] = (await connect(env, ...words, daysAgo(0))).out.split("\n");
    expect((await connect(env, "request-refuse", "--id", id, "--reason", "no")).err).toContain(
      "CONNECT_AUTHORITY",
    );
    expect((await connect(env, "requests")).out).toContain(id);
  });

  test("look up a mail address and erase it where no account needs it", async () => {
    const place = ground.newPlace();
    const env = envOf(place);
    const database = await openDatabase(place);
    await insertRows(database, richAccount(database, { mark: "anna", now: Date.now() }).rows);
    const [notice] = await database.sql.selectFrom("appointment_notice").select("recipient").execute();
    const address = notice?.recipient ?? "";
    expect(address).toContain("@");
    expect((await connect(env, "address", "--email", address)).out).toContain("appointment_notice");
    expect((await connect(env, "address", "--email", address, "--erase")).out).toMatch(/^Erased in [1-9]/);
    const after = await connect(env, "address", "--email", address);
    expect(JSON.parse(after.out)).toMatchObject({ address, tables: {} });
    await database.close();
  });
});
