// The HTTP edge of practices, vaults and the mails that are sent for them.
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { mailApi, practiceApi, vaultApi } from "../../protocol/api-practice.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import { MAIL_HISTORY, type Mailer } from "../mail/mail.ts";
import type { Api } from "../platform/api.ts";
import type { Clock } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { createToken, hashToken } from "../platform/token.ts";
import type { Tables } from "../storage/tables.ts";
import { announce, callOff, NOTICE_LIMITS, type NoticeLimits } from "./notice.ts";
import { listAppointmentMails } from "./notice-store.ts";
import { moveByInvitation, peekInvitation, removeFromPractice, renewCode } from "./practice.ts";
import {
  deleteInvitation,
  deleteInvitationsTo,
  findPractice,
  insertInvitation,
  listInvitations,
  listTherapists,
  lockTherapist,
  makeOwner,
  renamePractice,
} from "./practice-store.ts";
import { loadVault, saveVault, saveWrap, vaultVersion } from "./vault.ts";

const INVITATION_LIFE = 7 * DAY_MS;

type PracticeLimits = NoticeLimits & {
  /** Open invitations of one practice. */
  readonly openInvitations: number;
  /** Invitations that one therapist may mail within 24 hours; withdrawn ones count. */
  readonly invitationsPerDay: number;
};

/** More than a practice needs, and fewer than a nuisance. */
const PRACTICE_LIMITS: PracticeLimits = {
  ...NOTICE_LIMITS,
  openInvitations: 20,
  invitationsPerDay: 20,
};

export type PracticeOptions = {
  readonly sql: Kysely<Tables>;
  readonly clock: Clock;
  readonly mailer: Pick<Mailer, "enqueue" | "callOff" | "countSince">;
  readonly origin: string;
  /** Throws CREDENTIALS, TOO_MANY_TRIES. */
  readonly provePassword: (userId: string, current: string) => Promise<void>;
  readonly limits?: PracticeLimits;
};

function registerVault(api: Api, { sql, clock }: PracticeOptions): void {
  api.handle(vaultApi.load, ({ caller }) => loadVault(sql, caller.userId));
  api.handle(vaultApi.version, ({ caller }) => vaultVersion(sql, caller.userId));
  api.handle(vaultApi.save, async ({ caller, body }) => ({
    version: await saveVault(sql, { userId: caller.userId, now: clock.now(), ...body }),
  }));
  api.handle(vaultApi.putWrap, ({ caller, body }) => saveWrap(sql, caller.userId, body, clock.now()));
}

function registerPractice(api: Api, options: PracticeOptions): void {
  const { sql, clock, mailer, origin, limits = PRACTICE_LIMITS } = options;
  api.handle(practiceApi.show, async ({ caller }) => {
    const practice = await findPractice(sql, caller.practice.id);
    if (practice === undefined) throw new Problem("NOT_FOUND");
    const therapists = await listTherapists(sql, practice.id);
    // Whom the practice has invited is the owners' business.
    const invitations =
      caller.practice.position === "owner" ? await listInvitations(sql, practice.id, clock.now()) : [];
    return {
      id: practice.id,
      name: practice.name,
      code: practice.code,
      therapists: therapists.map(({ suspended_at, ...therapist }) => ({
        ...therapist,
        isSuspended: suspended_at !== null,
      })),
      invitations: invitations.map(({ id, email, created_at, expires_at }) => ({
        id,
        email,
        createdAt: created_at,
        expiresAt: expires_at,
      })),
    };
  });
  api.handle(practiceApi.rename, ({ caller, body }) => renamePractice(sql, caller.practice.id, body.name));
  api.handle(practiceApi.renewCode, async ({ caller }) => ({
    code: await renewCode(sql, caller.practice.id),
  }));
  api.handle(practiceApi.invite, async ({ caller, body }) => {
    const now = clock.now();
    const token = createToken();
    await sql.transaction().execute(async (trx) => {
      await lockTherapist(trx, caller.userId);
      const practice = await findPractice(trx, caller.practice.id);
      if (practice === undefined) throw new Problem("NOT_FOUND");
      await deleteInvitationsTo(trx, practice.id, body.email);
      const open = await listInvitations(trx, practice.id, now);
      const asked = { userId: caller.userId, kind: "invitation", since: now - DAY_MS } as const;
      const mailed = await mailer.countSince(asked, trx);
      if (open.length >= limits.openInvitations || mailed >= limits.invitationsPerDay)
        throw new Problem("TOO_MANY_TRIES", { retryAfter: 3_600 });
      await insertInvitation(trx, {
        id: randomUUID(),
        practice_id: practice.id,
        email: body.email,
        token_hash: hashToken(token),
        invited_by: caller.userId,
        language: body.language,
        created_at: now,
        expires_at: now + INVITATION_LIFE,
      });
      await mailer.enqueue(
        {
          kind: "invitation",
          userId: caller.userId,
          recipient: body.email,
          language: body.language,
          content: { link: `${origin}/practice#invitation.${token}`, practiceName: practice.name },
        },
        trx,
      );
    });
  });
  api.handle(practiceApi.withdrawInvitation, async ({ caller, params }) => {
    if (!(await deleteInvitation(sql, caller.practice.id, params.id))) throw new Problem("NOT_FOUND");
  });
  api.handle(practiceApi.removeTherapist, async ({ caller, params }) => {
    const wanted = { practiceId: caller.practice.id, userId: params.id, now: clock.now() };
    const outcome = await removeFromPractice(sql, wanted);
    if (outcome === "unknown") throw new Problem("NOT_FOUND");
    if (outcome === "last-owner") throw new Problem("CONFLICT");
  });
  api.handle(practiceApi.makeOwner, async ({ caller, params, body }) => {
    await options.provePassword(caller.userId, body.current);
    if (!(await makeOwner(sql, caller.practice.id, params.id))) throw new Problem("NOT_FOUND");
  });
  api.handle(practiceApi.lookInvitation, async ({ body }) => {
    const found = await peekInvitation(sql, body.token, clock.now());
    if (found === null) throw new Problem("TOKEN");
    return found;
  });
  api.handle(practiceApi.acceptInvitation, async ({ caller, body }) => {
    const wanted = { userId: caller.userId, token: body.token, now: clock.now() };
    const outcome = await moveByInvitation(sql, wanted);
    if (outcome === "unknown") throw new Problem("TOKEN");
    if (outcome === "conflict") throw new Problem("CONFLICT");
  });
}

function registerMails(api: Api, { sql, clock, mailer, limits = PRACTICE_LIMITS }: PracticeOptions): void {
  const parts = { sql, mailer, limits };
  api.handle(mailApi.send, async ({ caller, body: { clientAgreed: _, ...body } }) => {
    const request = { userId: caller.userId, practiceId: caller.practice.id, ...body };
    return { id: await announce(parts, request, clock.now()) };
  });
  api.handle(mailApi.list, async ({ caller }) => {
    const rows = await listAppointmentMails(sql, caller.userId, clock.now() - MAIL_HISTORY);
    return {
      mails: rows.map(({ kind, send_at, ...row }) => ({
        ...row,
        // The queue holds no other kind with a notice.
        kind: kind as "appointment" | "reminder" | "cancelled",
        sendAt: send_at,
      })),
    };
  });
  api.handle(mailApi.cancel, ({ caller, params, query }) => {
    const { userId, practice } = caller;
    const request = { userId, practiceId: practice.id, id: params.id, tell: query.tell === "true" };
    return callOff(parts, request, clock.now());
  });
}

/** The routes of practices; hand the result to `registerApi`. */
export function practiceRoutes(options: PracticeOptions): (api: Api) => void {
  return (api) => {
    registerVault(api, options);
    registerPractice(api, options);
    registerMails(api, options);
  };
}
