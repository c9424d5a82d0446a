// The HTTP edge of accounts.
import { setTimeout } from "node:timers/promises";
import { hashPassword } from "better-auth/crypto";
import type { FastifyRequest } from "fastify";
import { accountApi, factorApi, sessionApi } from "../../protocol/api-account.ts";
import { operatorApi } from "../../protocol/api-practice.ts";
import type { ApiRoute } from "../../protocol/api-route.ts";
import type { Api, ApiCall, Caller } from "../platform/api.ts";
import type { PeerAddress } from "../platform/peer-address.ts";
import { Problem } from "../platform/problem.ts";
import { findPractice } from "../practice/practice.ts";
import {
  changeUser,
  deleteNews,
  deleteSession,
  deleteSessions,
  findNews,
  findUserById,
  insertAgreement,
  listPasskeys,
  listSessions,
} from "./account-store.ts";
import { documentsToAccept } from "./caller.ts";
import { authHeaders, COOKIES, forwardCookies } from "./cookies.ts";
import {
  addPasskey,
  beginNewPasskey,
  beginTotp,
  confirmTotp,
  endTotp,
  removePasskey,
  renewRecoveryCodes,
} from "./factors.ts";
import type { GuessLimit } from "./guess-limit.ts";
import { askForNews, confirmNews, withdrawNews } from "./news.ts";
import { findAccount, reactivate, suspend } from "./operator.ts";
import {
  askEmailChange,
  askReset,
  changeEmail,
  changePassword,
  provePassword,
  resetPassword,
} from "./password.ts";
import { confirm, register, resendConfirmation } from "./registration.ts";
import {
  beginPasskey,
  type SignInParts,
  signInByPasskey,
  signInByPassword,
  signInBySecondFactor,
} from "./sign-in.ts";

export type RouteParts = SignInParts & {
  readonly guess: GuessLimit;
  readonly peerAddress: PeerAddress;
  readonly findCaller: (request: FastifyRequest) => Promise<Caller | null>;
};

/** Answers a route that strangers can reach, within what their address may ask for. */
function openTo(parts: RouteParts, api: Api): Api {
  return {
    handle: (route, handler) =>
      api.handle(route, (call) => {
        parts.guess.address(parts.peerAddress(call.request.raw));
        return handler(call);
      }),
  };
}

/** Longer than the work behind an answer takes, known address or not. */
const EVEN = 300;

/** Answers after the same time whether there is an account or not: the clock would tell what the answer does not. */
async function evenly<T>(work: Promise<T>): Promise<T> {
  await Promise.allSettled([work, setTimeout(EVEN)]);
  return work;
}

async function showAccount(parts: RouteParts, userId: string) {
  const { database, agreements } = parts;
  const user = await findUserById(database.sql, userId);
  if (user === null) throw new Problem("SIGNED_OUT");
  const practice = await findPractice(database.sql, userId);
  const news = await findNews(database.sql, userId);
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    language: user.language,
    isOperator: user.isOperator,
    hasSecondFactor: user.hasSecondFactor,
    practice,
    mustAccept: practice === null ? [] : [...(await documentsToAccept(database, userId, agreements))],
    news:
      news === undefined
        ? ("none" as const)
        : news.given_at === null
          ? ("asked" as const)
          : ("given" as const),
    restrictedSince: user.restrictedAt,
  };
}

function registerPublic(parts: RouteParts, open: Api): void {
  open.handle(accountApi.register, async ({ body }) => {
    await parts.guess.mail(body.email);
    const passwordHash = await hashPassword(body.password);
    await evenly(register(parts, { ...body, passwordHash }));
  });
  open.handle(accountApi.confirm, ({ body }) => confirm(parts, body.token));
  open.handle(accountApi.resendConfirmation, async ({ body }) => {
    await parts.guess.mail(body.email);
    await evenly(resendConfirmation(parts, body.email, body.language));
  });
  open.handle(accountApi.askReset, async ({ body }) => {
    await parts.guess.mail(body.email);
    await evenly(askReset(parts, body.email, body.language));
  });
  open.handle(accountApi.reset, ({ body }) => resetPassword(parts, body));
  open.handle(accountApi.confirmNews, ({ body }) => confirmNews(parts, body.token));
  open.handle(accountApi.withdrawNews, ({ body }) => withdrawNews(parts, body.token));
  open.handle(sessionApi.signIn, ({ body, request, reply }) =>
    evenly(signInByPassword(parts, body, { request, reply })),
  );
  open.handle(sessionApi.secondFactor, ({ body, request, reply }) =>
    signInBySecondFactor(parts, body, { request, reply }),
  );
  open.handle(sessionApi.passkeyOptions, ({ request, reply }) => beginPasskey(parts, { request, reply }));
  open.handle(sessionApi.passkey, ({ body, request, reply }) =>
    signInByPasskey(parts, body, { request, reply }),
  );
}

function registerAccount(parts: RouteParts, api: Api): void {
  const { database, clock, agreements } = parts;
  const { sql } = database;
  api.handle(accountApi.show, ({ caller }) => showAccount(parts, caller.userId));
  api.handle(accountApi.change, async ({ caller, body }) => {
    await changeUser(sql, caller.userId, body);
    return showAccount(parts, caller.userId);
  });
  api.handle(accountApi.accept, async ({ caller, body }) => {
    if (body.version !== agreements[body.document]) throw new Problem("AGREEMENT");
    await insertAgreement(sql, { user_id: caller.userId, ...body, accepted_at: clock.now() });
  });
  api.handle(accountApi.changePassword, ({ caller, body }) =>
    changePassword(parts, { userId: caller.userId, sessionId: caller.sessionId, ...body }),
  );
  api.handle(accountApi.checkPassword, async ({ caller, body }) => {
    await provePassword(parts, caller.userId, body.current);
  });
  api.handle(accountApi.askEmailChange, async ({ caller, body }) => {
    await parts.guess.mail(body.email);
    await askEmailChange(parts, { userId: caller.userId, ...body });
  });
  api.handle(accountApi.changeEmail, ({ caller, body }) =>
    changeEmail(parts, { userId: caller.userId, sessionId: caller.sessionId, ...body }),
  );
  api.handle(accountApi.setNews, async ({ caller, body }) => {
    if (!body.wanted) {
      await deleteNews(sql, { userId: caller.userId });
      return;
    }
    const user = await findUserById(sql, caller.userId);
    if (user === null) throw new Problem("SIGNED_OUT");
    await parts.guess.mail(user.email);
    const { id: userId, email, language } = user;
    await sql
      .transaction()
      .execute((trx) => askForNews(parts, trx, { userId, email, language, now: clock.now() }));
  });
}

function registerSessions(parts: RouteParts, api: Api): void {
  api.handle(sessionApi.present, async ({ request }) => ({
    isSignedIn: (await parts.findCaller(request)) !== null,
  }));
  const { auth, database, clock } = parts;
  const { sql } = database;
  api.handle(sessionApi.signOut, async ({ request, reply }) => {
    const { headers } = await auth.api.signOut({
      headers: authHeaders(request, [COOKIES.session]),
      returnHeaders: true,
    });
    forwardCookies(reply, headers);
  });
  api.handle(sessionApi.list, async ({ caller }) => {
    const sessions = await listSessions(sql, caller.userId, clock.now());
    return { sessions: sessions.map((one) => ({ ...one, isThisOne: one.id === caller.sessionId })) };
  });
  api.handle(sessionApi.end, async ({ caller, params }) => {
    if (!(await deleteSession(sql, caller.userId, params.id))) throw new Problem("NOT_FOUND");
  });
  api.handle(sessionApi.endOthers, ({ caller }) => deleteSessions(sql, caller.userId, caller.sessionId));
}

const exchangeOf = <R extends ApiRoute>({ caller, request, reply }: ApiCall<R>) => {
  if (caller === null) throw new Problem("SIGNED_OUT");
  return { userId: caller.userId, request, reply };
};

function registerFactors(parts: RouteParts, api: Api): void {
  api.handle(factorApi.beginTotp, (call) => beginTotp(parts, call.body.current, exchangeOf(call)));
  api.handle(factorApi.confirmTotp, (call) => confirmTotp(parts, call.body.code, exchangeOf(call)));
  api.handle(factorApi.endTotp, (call) => endTotp(parts, call.body.current, exchangeOf(call)));
  api.handle(factorApi.renewRecoveryCodes, (call) =>
    renewRecoveryCodes(parts, call.body.current, exchangeOf(call)),
  );
  api.handle(factorApi.listPasskeys, async ({ caller }) => ({
    passkeys: await listPasskeys(parts.database.sql, caller.userId),
  }));
  api.handle(factorApi.passkeyOptions, (call) => beginNewPasskey(parts, call.body.current, exchangeOf(call)));
  api.handle(factorApi.addPasskey, (call) => addPasskey(parts, call.body, exchangeOf(call)));
  api.handle(factorApi.removePasskey, ({ caller, params }) => removePasskey(parts, caller.userId, params.id));
}

function registerOperator({ database, clock }: RouteParts, api: Api): void {
  api.handle(operatorApi.findTherapist, ({ body }) => findAccount(database, body.email));
  api.handle(operatorApi.suspend, ({ params, body }) =>
    suspend(database, params.id, body.reason, clock.now()),
  );
  api.handle(operatorApi.reactivate, ({ params }) => reactivate(database, params.id));
}

export function registerAccountRoutes(parts: RouteParts, api: Api): void {
  registerPublic(parts, openTo(parts, api));
  registerAccount(parts, api);
  registerSessions(parts, api);
  registerFactors(parts, api);
  registerOperator(parts, api);
}
