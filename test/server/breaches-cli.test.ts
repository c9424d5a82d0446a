// The register of breaches, by the command line, beside a server that sends the mails.
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { startAccountsServer } from "../support/accounts-server.ts";
import { connect, envOf } from "../support/command-line.ts";
import { describeOnBothDatabases } from "../support/databases.ts";

const ZONE = "Europe/Vienna";
const hoursAgo = (hours: number): string =>
  Temporal.Now.zonedDateTimeISO(ZONE)
    .subtract({ hours })
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });

describeOnBothDatabases("the register of breaches", (ground) => {
  test("counts the 72 hours, tells each practice once by mail, and names no client", async () => {
    const place = ground.newPlace();
    const server = await startAccountsServer({ ...ground, newPlace: () => place });
    const anna = await server.newTherapist("Anna");
    const env = {
      ...envOf(place),
      CONNECT_OPERATOR_NAME: "Beispiel GmbH",
      CONNECT_OPERATOR_ADDRESS: "Steyr",
      CONNECT_OPERATOR_EMAIL: "office@example.org",
    };
    expect((await connect(env, "breaches")).out).toBe("No breach is noted.\n");
    expect((await connect(env, "breach-open", "--noticed", hoursAgo(-2))).code).toBe(1);
    expect((await connect(env, "breach-open", "--noticed", "yesterday")).code).toBe(2);

    const [late = ""] = (
      await connect(env, "breach-open", "--noticed", hoursAgo(75), "--nature", "A disk was lost.")
    ).out.split("\n");
    await connect(env, "breach-open", "--noticed", hoursAgo(2));
    const list = (await connect(env, "breaches")).out;
    expect(list).toMatch(/AUTHORITY NOT TOLD, OVERDUE BY 3 h \d+ min/);
    expect(list).toMatch(/authority not told: 69 h 5\d min of 72 h 0 min left/);
    expect(list.indexOf(late)).toBe(0);

    const told = (...words: string[]) => connect(env, "breach-told", "--id", late, ...words);
    expect((await told("--whom", "authority")).err).toContain("more than 72 hours");
    expect((await told("--whom", "authority", "--reason", "Found on Sunday.")).code).toBe(0);
    expect((await told("--whom", "practices")).err).toContain("not described yet");
    const words = [
      "--consequences",
      "Names may be known.",
      "--measures",
      "The disk is locked.",
      "--risk",
      "risk",
      "--people",
      "3",
    ];
    expect((await connect(env, "breach-describe", "--id", late, ...words)).code).toBe(0);
    expect((await connect(env, "breach-practice", "--id", late)).code).toBe(1);
    expect((await connect(env, "breach-practice", "--id", late, "--email", anna.email)).out).toBe(
      "1 practice(s) more.\n",
    );
    expect((await connect(env, "breach-close", "--id", late)).err).toContain("still to do");
    expect((await told("--whom", "practices")).out).toContain("Mails to 1 practice(s)");
    expect((await told("--whom", "practices")).out).toContain("Mails to 0 practice(s)");
    // The server that runs beside the command finds it in the queue.
    expect(await server.mailed(anna.email, /(A disk was lost\.)/)).toBe("A disk was lost.");

    const shown = (await connect(env, "breach", "--id", late)).out;
    expect(shown).toContain(anna.practiceName);
    expect(shown).toContain("practices concerned: 1");
    expect(shown).toContain("(LATE)");
    const template = await connect(
      env,
      "breach-template",
      "--whom",
      "authority",
      "--language",
      "de",
      "--id",
      late,
    );
    for (const part of [
      "A disk was lost.",
      "Names may be known.",
      "The disk is locked.",
      "office@example.org",
      "Found on Sunday.",
      "Ungefähre Zahl: 3",
    ])
      expect(template.out).toContain(part);
    expect((await connect(env, "breach-close", "--id", late)).code).toBe(0);
    expect((await connect(env, "breach", "--id", "none")).err).toBe("There is no such breach.\n");
    await server.stop();
  });
});
