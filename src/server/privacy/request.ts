// What people ask about their data, from its receipt to the answer (Art. 12 GDPR). The trail of events says what was
// done and by whom, never what was in it.
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { RequestKind } from "../../protocol/request-kinds.ts";
import type { Clock } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import { dueDate, extendedDueDate } from "./due-date.ts";
import {
  changeOpen,
  findRequest,
  insertEvent,
  insertRequest,
  listEvents,
  type RequestEvent,
  type RequestRow,
} from "./request-store.ts";

type Sql = Kysely<Tables>;
type RequestChannel = RequestRow["channel"];
export type Identity = RequestRow["identity"];
type ByWhom = RequestEvent["by_whom"];

export type NewRequest = {
  readonly kind: RequestKind;
  readonly channel: RequestChannel;
  /** Null where there is no account. */
  readonly userId: string | null;
  /** Where the answer goes, if not to the account. Erased with the answer. */
  readonly contact: string | null;
  readonly language: RequestRow["language"];
  readonly identity: Identity;
  /** Of the operator's seat: the end of a day is the end of a day there. */
  readonly timeZone: string;
  /** Unix ms; now unless given. */
  readonly receivedAt?: number;
};

const byWhomOf = (channel: RequestChannel): ByWhom =>
  channel === "account" || channel === "page" ? "person" : "operator";

/**
 * Notes a request, within the transaction if `sql` is one, and until when it has to be answered (Art. 12(3)); returns
 * its id. Throws BAD_REQUEST if it comes from the future.
 */
export async function openRequest(sql: Sql, clock: Pick<Clock, "now">, request: NewRequest): Promise<string> {
  const now = clock.now();
  const receivedAt = request.receivedAt ?? now;
  if (receivedAt > now) throw new Problem("BAD_REQUEST");
  const id = randomUUID();
  const write = async (trx: Sql): Promise<void> => {
    await insertRequest(trx, {
      id,
      kind: request.kind,
      channel: request.channel,
      user_id: request.userId,
      contact: request.contact,
      language: request.language,
      received_at: receivedAt,
      due_at: dueDate(receivedAt, request.timeZone),
      extended_at: null,
      extension_reason: null,
      identity: request.identity,
      state: "open",
      closed_at: null,
      refusal_reason: null,
      reminded_at: null,
    });
    const by_whom = byWhomOf(request.channel);
    await insertEvent(trx, { request_id: id, at: receivedAt, what: "received", by_whom });
    if (request.identity !== "open")
      await insertEvent(trx, { request_id: id, at: now, what: "identity-checked", by_whom: "program" });
  };
  await (sql.isTransaction ? write(sql) : sql.transaction().execute(write));
  return id;
}

/** The request and what was done about it. Throws NOT_FOUND. */
export async function readRequest(
  sql: Sql,
  id: string,
): Promise<RequestRow & { readonly events: readonly RequestEvent[] }> {
  const request = await findRequest(sql, id);
  if (request === undefined) throw new Problem("NOT_FOUND");
  return { ...request, events: await listEvents(sql, id) };
}

/** Changes an open request and notes it, together or not at all. */
async function step(
  sql: Sql,
  id: string,
  change: Parameters<typeof changeOpen>[2],
  event: Pick<RequestEvent, "at" | "what" | "by_whom">,
  options?: Parameters<typeof changeOpen>[3],
): Promise<void> {
  await sql.transaction().execute(async (trx) => {
    if (!(await changeOpen(trx, id, change, options))) {
      const isThere = (await findRequest(trx, id)) !== undefined;
      throw new Problem(isThere ? "CONFLICT" : "NOT_FOUND");
    }
    await insertEvent(trx, { request_id: id, ...event });
  });
}

/**
 * Notes that it is known who asks (Art. 12(6)): `mailbox` by a mailed code, `account` by signing in, `checked` by what
 * the operator compared. Throws NOT_FOUND, and CONFLICT for one that is closed.
 */
export const checkIdentity = (
  sql: Sql,
  clock: Pick<Clock, "now">,
  id: string,
  { how, byWhom }: { readonly how: Exclude<Identity, "open">; readonly byWhom: ByWhom },
): Promise<void> =>
  step(sql, id, { identity: how }, { at: clock.now(), what: "identity-checked", by_whom: byWhom });

/**
 * Two further months, for a reason that the person is told within the first (Art. 12(3)). Throws BAD_REQUEST without a
 * reason, CONFLICT after the first month, for the second time, or for one that is closed; NOT_FOUND.
 */
export async function extendRequest(
  sql: Sql,
  clock: Pick<Clock, "now">,
  id: string,
  { reason, timeZone }: { readonly reason: string; readonly timeZone: string },
): Promise<number> {
  const now = clock.now();
  if (reason.trim() === "") throw new Problem("BAD_REQUEST");
  const request = await findRequest(sql, id);
  if (request === undefined) throw new Problem("NOT_FOUND");
  if (now > request.due_at) throw new Problem("CONFLICT");
  const due_at = extendedDueDate(request.due_at, timeZone);
  await step(
    sql,
    id,
    { due_at, extended_at: now, extension_reason: reason.trim() },
    { at: now, what: "extended", by_whom: "operator" },
    { onlyUnextended: true },
  );
  return due_at;
}

export type Closing =
  | { readonly how: "answered"; readonly byWhom: ByWhom }
  /** Nothing was found: this can be said to anybody, whoever they are. */
  | { readonly how: "nothing-kept"; readonly byWhom: ByWhom }
  | {
      readonly how: "refused";
      readonly byWhom: ByWhom;
      readonly reason: string;
      /** The supervisory authority to which the person was told they can complain, beside the courts. */
      readonly authority: string;
    };

/**
 * Closes a request, and erases where the answer went. A refusal needs its reasons and the remedies (Art. 12(4)): throws
 * BAD_REQUEST without. Throws CONFLICT for one that is closed already, or whose answer would go to somebody of whom it
 * is not known who they are (Art. 12(6)); NOT_FOUND.
 */
export async function closeRequest(
  sql: Sql,
  clock: Pick<Clock, "now">,
  id: string,
  closing: Closing,
): Promise<void> {
  const isRefused = closing.how === "refused";
  if (isRefused && (closing.reason.trim() === "" || closing.authority.trim() === ""))
    throw new Problem("BAD_REQUEST");
  const request = await findRequest(sql, id);
  if (request === undefined) throw new Problem("NOT_FOUND");
  if (closing.how === "answered" && request.identity === "open") throw new Problem("CONFLICT");
  const at = clock.now();
  const what = isRefused ? "refused" : "answered";
  await step(
    sql,
    id,
    { state: what, closed_at: at, contact: null, refusal_reason: isRefused ? closing.reason.trim() : null },
    { at, what, by_whom: closing.byWhom },
  );
}

/** Notes that what was asked for is done. Throws NOT_FOUND. */
export const noteCarriedOut = (
  sql: Sql,
  clock: Pick<Clock, "now">,
  id: string,
  byWhom: ByWhom,
): Promise<void> => note(sql, id, { at: clock.now(), what: "carried-out", by_whom: byWhom });

/** Notes that somebody who had got the data was told of rectification, erasure or restriction (Art. 19). Throws NOT_FOUND. */
export const noteRecipientTold = (
  sql: Sql,
  clock: Pick<Clock, "now">,
  id: string,
  byWhom: ByWhom,
): Promise<void> => note(sql, id, { at: clock.now(), what: "recipient-told", by_whom: byWhom });

/** Also of one that is closed: the answer need not wait for the last recipient. */
async function note(sql: Sql, id: string, event: Omit<RequestEvent, "id" | "request_id">): Promise<void> {
  if ((await findRequest(sql, id)) === undefined) throw new Problem("NOT_FOUND");
  await insertEvent(sql, { request_id: id, ...event });
}
