// A bounded piece of traffic with which a page measures its own line. Nothing is kept of it but the line of the access
// log that every request has (docs/decisions/0051).
import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { LINE_PATH, PIECE_MAX } from "../../protocol/line.ts";
import { createAddressKeys } from "../platform/address-keys.ts";
import { type Allowance, take } from "../platform/allowance.ts";
import type { Clock } from "../platform/clock.ts";
import type { PeerAddress } from "../platform/peer-address.ts";

const SECOND = 1_000;
const MIB = 1_048_576;

/** Bytes. */
type LineLimits = {
  /** For one address: four measurements in a row, then one every few minutes. A practice has several therapists. */
  readonly perAddress: Allowance;
  /** For all: never more than 16 Mbit/s for longer than a moment. */
  readonly all: Allowance;
};

const LINE_LIMITS: LineLimits = Object.freeze({
  perAddress: { burst: 20 * MIB, every: (10 * 60 * SECOND) / (20 * MIB) },
  all: { burst: 64 * MIB, every: SECOND / (2 * MIB) },
});
/** Addresses that are counted at once; beyond that nobody new measures. */
const ADDRESSES_MAX = 10_000;

export type LineOptions = {
  readonly clock: Pick<Clock, "monotonic">;
  readonly peerAddress: PeerAddress;
  readonly limits?: LineLimits;
};

/** Gives the seconds to wait, or 0 if the bytes may be moved now. */
function createBudget({ clock, peerAddress, limits = LINE_LIMITS }: LineOptions) {
  const keys = createAddressKeys();
  const fullAt = new Map<string, number>();
  let allFullAt = 0;
  return (request: FastifyRequest, bytes: number): number => {
    const now = clock.monotonic();
    const key = keys.keyOf(peerAddress(request.raw), now);
    if (fullAt.size >= ADDRESSES_MAX) for (const [one, at] of fullAt) if (at <= now) fullAt.delete(one);
    if (fullAt.size >= ADDRESSES_MAX && !fullAt.has(key)) return 60;
    const own = take(limits.perAddress, fullAt.get(key) ?? 0, bytes, now);
    const all = take(limits.all, allFullAt, bytes, now);
    if (own < 0 || all < 0) return Math.ceil(Math.max(-own, -all, SECOND) / SECOND);
    fullAt.set(key, own);
    allFullAt = all;
    return 0;
  };
}

const refusal = (statusCode: number): Error => Object.assign(new Error("refused"), { statusCode });

function wanted(text: unknown): number {
  const bytes = typeof text === "string" && /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (bytes < 1 || bytes > PIECE_MAX) throw refusal(400);
  return bytes;
}

/** Registers the two routes in a context of their own: bytes that go up are read and forgotten as they come. */
export async function registerLine(parent: FastifyInstance, options: LineOptions): Promise<void> {
  const waitFor = createBudget(options);
  // The same for everybody and at random, so that nothing on the way can press it together.
  const bytes = randomBytes(PIECE_MAX);
  await parent.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("application/octet-stream", (_request, payload, parsed) => {
      payload.on("error", parsed);
      payload.on("end", () => parsed(null, undefined));
      payload.resume();
    });
    app.addHook("onRequest", async (request, reply) => {
      // A page elsewhere must not use its visitors' lines (Fetch Metadata, section 2.4).
      const site = request.headers["sec-fetch-site"];
      if (site !== undefined && site !== "same-origin") throw refusal(403);
      const length = request.method === "POST" ? request.headers["content-length"] : queryOf(request);
      const wait = waitFor(request, wanted(length));
      reply.header("Cache-Control", "no-store, no-transform");
      if (wait > 0) {
        reply.header("Retry-After", String(wait));
        throw refusal(429);
      }
    });
    app.get(LINE_PATH, { exposeHeadRoute: false }, (request, reply) =>
      reply.type("application/octet-stream").send(bytes.subarray(0, wanted(queryOf(request)))),
    );
    app.post(LINE_PATH, (_request, reply) => reply.code(204).send());
  });
}

const queryOf = (request: FastifyRequest): unknown =>
  (request.query as Readonly<Record<string, unknown>>)["bytes"];
