// Calls the HTTP API by its declared routes. The only place of the pages that talks to the accounts server.
import * as z from "zod/mini";
import { type ApiErrorCode, problemSchema } from "../../protocol/api-errors.ts";
import type { ApiRoute, BodyOf, ParamsOf, QueryOf, ReplyOf } from "../../protocol/api-route.ts";

/** `OFFLINE`: no answer came, or one that is none of this server's. */
export type ApiFailure = {
  readonly ok: false;
  readonly code: ApiErrorCode | "OFFLINE";
  /** Seconds until a new try makes sense; null: not said. */
  readonly retryAfter: number | null;
};
export type ApiResult<R extends ApiRoute> = { readonly ok: true; readonly value: ReplyOf<R> } | ApiFailure;

type Part<K extends string, T> = [T] extends [undefined] ? Partial<Record<K, undefined>> : Record<K, T>;
export type ApiInput<R extends ApiRoute> = Part<"params", ParamsOf<R>> &
  Part<"query", QueryOf<R>> &
  Part<"body", BodyOf<R>>;

export interface ApiClient {
  call<R extends ApiRoute>(route: R, input: ApiInput<R>): Promise<ApiResult<R>>;
}

const OFFLINE: ApiFailure = { ok: false, code: "OFFLINE", retryAfter: null };

function addressOf(route: ApiRoute, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Readonly<Record<string, string>>;
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const query = new URLSearchParams((input.query ?? {}) as Record<string, string>).toString();
  return query === "" ? path : `${path}?${query}`;
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  return problem.success
    ? { ok: false, code: problem.data.code, retryAfter: problem.data.retryAfter ?? null }
    : OFFLINE;
}

/** A client of the server that the page came from. */
export function createApiClient(fetchFrom: typeof fetch = (...args) => fetch(...args)): ApiClient {
  return {
    async call(route, input) {
      const body = (input as { body?: unknown }).body;
      const response = await fetchFrom(addressOf(route, input), {
        method: route.method,
        cache: "no-store",
        credentials: "same-origin",
        redirect: "error",
        referrerPolicy: "no-referrer",
        ...(body === undefined
          ? {}
          : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
      }).catch(() => null);
      if (response === null) return OFFLINE;
      if (!response.ok) return failureOf(response);
      if (route.file !== undefined) {
        const bytes = await response.arrayBuffer().catch(() => null);
        return bytes === null ? OFFLINE : { ok: true, value: new Uint8Array(bytes) as ReplyOf<typeof route> };
      }
      if (route.reply === undefined) return { ok: true, value: undefined as ReplyOf<typeof route> };
      const value = z.safeParse(route.reply, await response.json().catch(() => null));
      return value.success ? { ok: true, value: value.data as ReplyOf<typeof route> } : OFFLINE;
    },
  };
}
