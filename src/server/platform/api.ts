// What a feature needs to answer its part of the HTTP API; http/api.ts carries it out.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiErrorCode } from "../../protocol/api-errors.ts";
import type { Access, ApiRoute, BodyOf, ParamsOf, QueryOf, ReplyOf } from "../../protocol/api-route.ts";

/** Who is signed in, as far as deciding about access needs it. */
export type Caller = {
  readonly userId: string;
  readonly sessionId: string;
  readonly isOperator: boolean;
  readonly isSuspended: boolean;
  /** By the person's own wish (Art. 18 GDPR). */
  readonly isRestricted: boolean;
  /** Something has to be accepted before work goes on. */
  readonly mustAccept: boolean;
  /** Null for an operator who is no therapist. */
  readonly practice: { readonly id: string; readonly position: "owner" | "member" } | null;
};

type TherapistCaller = Caller & { readonly practice: NonNullable<Caller["practice"]> };

type CallerOf<A extends Access> = A extends "public"
  ? null
  : A extends "therapist" | "owner"
    ? TherapistCaller
    : Caller;

export type ApiCall<R extends ApiRoute> = {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly caller: CallerOf<R["access"]>;
  /** For cookies and the address; never to be kept. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** A file is bytes. */
type Answer<R extends ApiRoute> = [ReplyOf<R>] extends [undefined] ? Promise<void> : Promise<ReplyOf<R>>;

export type Api = {
  /** Answers a declared route. What the handler throws as a Problem is answered with its code. */
  readonly handle: <R extends ApiRoute>(route: R, handler: (call: ApiCall<R>) => Answer<R>) => void;
};

/** The reason why this caller may not use such a route; null: may. */
export function refusal(
  { access, whileRestricted }: Pick<ApiRoute, "access" | "whileRestricted">,
  caller: Caller | null,
): ApiErrorCode | null {
  if (access === "public") return null;
  if (caller === null) return "SIGNED_OUT";
  if (caller.isSuspended) return "SUSPENDED";
  if (caller.isRestricted && whileRestricted !== true) return "RESTRICTED";
  if (access === "session") return null;
  if (caller.mustAccept) return "AGREEMENT";
  if (access === "operator") return caller.isOperator ? null : "FORBIDDEN";
  if (caller.practice === null) return "FORBIDDEN";
  return access === "owner" && caller.practice.position !== "owner" ? "FORBIDDEN" : null;
}
