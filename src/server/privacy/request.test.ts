import { expect, it } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { Problem } from "../platform/problem.ts";
import {
  checkIdentity,
  closeRequest,
  extendRequest,
  type NewRequest,
  noteCarriedOut,
  noteRecipientTold,
  openRequest,
  readRequest,
} from "./request.ts";

const TIME_ZONE = "Europe/Vienna";
const RECEIVED = Date.UTC(2026, 0, 31, 10);
const DAY = 86_400_000;

const request: NewRequest = {
  kind: "access",
  channel: "letter",
  userId: null,
  contact: "Anna Berg, Hauptplatz 1, 4400 Steyr",
  language: "de",
  identity: "open",
  timeZone: TIME_ZONE,
};

const at = (now: number) => ({ now: () => now });
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

describeOnBothDatabases("a request about data", (ground) => {
  it("is noted with its due date, answered once it is known who asks, and forgets where the answer went", async () => {
    const { sql } = await ground.open();
    const id = await openRequest(sql, at(RECEIVED), request);
    expect(await readRequest(sql, id)).toMatchObject({
      state: "open",
      identity: "open",
      // The last moment of 28 February in Vienna.
      due_at: Date.UTC(2026, 1, 28, 23) - 1,
      contact: request.contact,
    });

    expect(
      await code(closeRequest(sql, at(RECEIVED + DAY), id, { how: "answered", byWhom: "operator" })),
    ).toBe("CONFLICT");
    await checkIdentity(sql, at(RECEIVED + DAY), id, { how: "checked", byWhom: "operator" });
    await noteCarriedOut(sql, at(RECEIVED + 2 * DAY), id, "operator");
    await closeRequest(sql, at(RECEIVED + 3 * DAY), id, { how: "answered", byWhom: "operator" });
    await noteRecipientTold(sql, at(RECEIVED + 4 * DAY), id, "operator");

    const closed = await readRequest(sql, id);
    expect(closed).toMatchObject({ state: "answered", contact: null, closed_at: RECEIVED + 3 * DAY });
    expect(
      closed.events.map(({ what, by_whom, at: when }) => [what, by_whom, (when - RECEIVED) / DAY]),
    ).toEqual([
      ["received", "operator", 0],
      ["identity-checked", "operator", 1],
      ["carried-out", "operator", 2],
      ["answered", "operator", 3],
      ["recipient-told", "operator", 4],
    ]);
    expect(JSON.stringify(closed)).not.toContain("Berg");

    const later = at(RECEIVED + 5 * DAY);
    const answer = { how: "answered", byWhom: "operator" } as const;
    expect(await code(closeRequest(sql, later, id, answer))).toBe("CONFLICT");
    expect(await code(checkIdentity(sql, later, id, { how: "checked", byWhom: "operator" }))).toBe(
      "CONFLICT",
    );
    expect(await code(extendRequest(sql, later, id, { reason: "many", timeZone: TIME_ZONE }))).toBe(
      "CONFLICT",
    );
    expect((await readRequest(sql, id)).events).toHaveLength(5);
  });

  it("can be told to anybody that nothing is kept", async () => {
    const { sql } = await ground.open();
    const id = await openRequest(sql, at(RECEIVED), request);
    await closeRequest(sql, at(RECEIVED), id, { how: "nothing-kept", byWhom: "program" });
    expect(await readRequest(sql, id)).toMatchObject({ state: "answered", contact: null });
  });

  it("is refused only with reasons and with the authority to which the person can complain", async () => {
    const { sql } = await ground.open();
    const id = await openRequest(sql, at(RECEIVED), request);
    const refusal = {
      how: "refused",
      byWhom: "operator",
      reason: "asked four times",
      authority: "DSB",
    } as const;
    expect(await code(closeRequest(sql, at(RECEIVED), id, { ...refusal, reason: "  " }))).toBe("BAD_REQUEST");
    expect(await code(closeRequest(sql, at(RECEIVED), id, { ...refusal, authority: "" }))).toBe(
      "BAD_REQUEST",
    );
    expect(await readRequest(sql, id)).toMatchObject({ state: "open", contact: request.contact });

    await closeRequest(sql, at(RECEIVED), id, refusal);
    expect(await readRequest(sql, id)).toMatchObject({
      state: "refused",
      refusal_reason: "asked four times",
      contact: null,
    });
  });

  it("is extended once, with a reason, within the first month", async () => {
    const { sql } = await ground.open();
    const id = await openRequest(sql, at(RECEIVED), request);
    const extension = { reason: "many mails", timeZone: TIME_ZONE };
    const { due_at } = await readRequest(sql, id);
    expect(await code(extendRequest(sql, at(RECEIVED), id, { ...extension, reason: "" }))).toBe(
      "BAD_REQUEST",
    );
    expect(await code(extendRequest(sql, at(due_at + 1), id, extension))).toBe("CONFLICT");

    // At the last moment of the month, and to the end of 28 April, in summer time.
    expect(await extendRequest(sql, at(due_at), id, extension)).toBe(Date.UTC(2026, 3, 28, 22) - 1);
    expect(await readRequest(sql, id)).toMatchObject({
      due_at: Date.UTC(2026, 3, 28, 22) - 1,
      extended_at: due_at,
      extension_reason: "many mails",
    });
    expect(await code(extendRequest(sql, at(due_at), id, extension))).toBe("CONFLICT");
  });

  it("of two that close it at once, one does", async () => {
    const { sql } = await ground.open();
    const id = await openRequest(sql, at(RECEIVED), { ...request, channel: "page", identity: "mailbox" });
    const answers = await Promise.all(
      [1, 2, 3].map(() => code(closeRequest(sql, at(RECEIVED), id, { how: "answered", byWhom: "operator" }))),
    );
    expect(answers.toSorted()).toEqual(["CONFLICT", "CONFLICT", null]);
    expect((await readRequest(sql, id)).events.map(({ what }) => what)).toHaveLength(3);
  });

  it("cannot have come in the future, and is not found when there is none", async () => {
    const { sql } = await ground.open();
    expect(await code(openRequest(sql, at(RECEIVED), { ...request, receivedAt: RECEIVED + 1 }))).toBe(
      "BAD_REQUEST",
    );
    expect(await code(readRequest(sql, "none"))).toBe("NOT_FOUND");
    expect(await code(noteRecipientTold(sql, at(RECEIVED), "none", "operator"))).toBe("NOT_FOUND");
  });
});
