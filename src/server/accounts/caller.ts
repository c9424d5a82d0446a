// Who is signed in, as far as deciding about access needs it.
import type { FastifyRequest } from "fastify";
import { DAY_MS } from "../../protocol/limits.ts";
import type { Caller } from "../platform/api.ts";
import type { Clock } from "../platform/clock.ts";
import { readAuthDate } from "../storage/auth-values.ts";
import type { Database } from "../storage/database.ts";
import { listAgreements, touchSession } from "./account-store.ts";
import type { Auth } from "./auth.ts";
import { authHeaders, COOKIES } from "./cookies.ts";

/** The list of devices says when each was last used, this precisely. */
const TOUCH_EVERY = DAY_MS / 24;

type Documents = readonly ("terms" | "avv")[];

export type CallerOptions = {
  readonly auth: Auth;
  readonly database: Database;
  readonly clock: Clock;
  readonly agreements: { readonly terms: string; readonly avv: string };
};

/** Documents that this account has to accept in their present version. */
export async function documentsToAccept(
  database: Database,
  userId: string,
  present: { readonly terms: string; readonly avv: string },
): Promise<Documents> {
  const accepted = await listAgreements(database.sql, userId);
  return (["terms", "avv"] as const).filter(
    (document) => !accepted.some((one) => one.document === document && one.version === present[document]),
  );
}

/** Reads the session of a request; null for a stranger. */
export function createFindCaller({ auth, database, clock, agreements }: CallerOptions) {
  return async (request: FastifyRequest): Promise<Caller | null> => {
    const headers = authHeaders(request, [COOKIES.session]);
    if (!headers.has("cookie")) return null;
    const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
    if (found === null) return null;
    const { id: userId } = found.user;
    const row = await database.sql
      .selectFrom("person")
      .leftJoin("therapist", "therapist.user_id", "person.user_id")
      .select(["is_operator", "suspended_at", "restricted_at", "therapist.practice_id", "therapist.position"])
      .where("person.user_id", "=", userId)
      .executeTakeFirst();
    if (row === undefined) return null;
    const now = clock.now();
    if (readAuthDate(found.session.updatedAt) < now - TOUCH_EVERY)
      await touchSession(database.sql, database.kind, found.session.id, now);
    const practice =
      row.practice_id === null || row.position === null
        ? null
        : { id: row.practice_id, position: row.position };
    return {
      userId,
      sessionId: found.session.id,
      isOperator: row.is_operator === 1,
      isSuspended: row.suspended_at !== null,
      isRestricted: row.restricted_at !== null,
      mustAccept: practice !== null && (await documentsToAccept(database, userId, agreements)).length > 0,
      practice,
    };
  };
}
