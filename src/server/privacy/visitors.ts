// What people without an account can do about their data: prove their mailbox, see, take along, erase, ask (Art. 12, 15
// to 18, 20, 21 GDPR).
import type { Kysely } from "kysely";
import { MAILBOX_CODE_MINUTES } from "../../protocol/limits.ts";
import type { RequestKind } from "../../protocol/request-kinds.ts";
import type { Mailer } from "../mail/mail.ts";
import type { AddressBytes } from "../platform/address.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import { type AddressData, addressFile, readAddressData } from "./address-data.ts";
import { eraseAddress } from "./address-data-store.ts";
import { createMailboxProof } from "./mailbox-proof.ts";
import { closeRequest, noteCarriedOut, openRequest, readRequest } from "./request.ts";
import { countOpenOf } from "./request-store.ts";

type Language = "de" | "en";

/** Requests of one mailbox that wait for an answer. */
const OPEN_MAX = 9;

export type VisitorParts = {
  readonly sql: Kysely<Tables>;
  readonly clock: Pick<Clock, "now">;
  readonly mailer: Pick<Mailer, "enqueue">;
  readonly config: Pick<Config, "companies" | "periods">;
  /** Of the operator's seat. */
  readonly timeZone: string;
  /** Under which addresses and codes are hashed. */
  readonly key: string;
  /**
   * Count a request of a network address, what it sends to somebody else, and a mail to a mailbox. They throw
   * TOO_MANY_TRIES.
   */
  readonly limit: {
    readonly address: (address: AddressBytes) => void;
    readonly outgoing: (address: AddressBytes) => void;
    readonly mail: (email: string) => Promise<void>;
    /** Whether something is done for the first time within a day. */
    readonly once: (what: string) => Promise<boolean>;
  };
  /** Writes erased rows over, where the database does not do it by itself. */
  readonly settle: () => Promise<void>;
};

type Proven = { readonly address: string; readonly code: string };
/** Null: the code is wrong or too old. */
type Shown = AddressData & { readonly provenUntil: number };

export type Visitors = {
  /** Counts a request of this network address. Throws TOO_MANY_TRIES. */
  readonly admit: (network: AddressBytes) => void;
  /** Mails a code, whatever is kept about the address. Throws TOO_MANY_TRIES. */
  readonly sendCode: (address: string, language: Language, network: AddressBytes) => Promise<void>;
  /** Everything that is kept about the address. */
  readonly show: (proven: Proven, language: Language) => Promise<Shown | null>;
  readonly file: (proven: Proven) => Promise<string | null>;
  /** Erases at once what an account does not need; what is left is shown. */
  readonly erase: (proven: Proven, language: Language) => Promise<Shown | null>;
  /** Puts a request into the operator's queue; until when it will be answered. The operator is told with the next reminder. */
  readonly ask: (
    proven: Proven,
    kind: RequestKind,
    language: Language,
    network: AddressBytes,
  ) => Promise<{ readonly dueAt: number } | null>;
};

export function createVisitors(parts: VisitorParts): Visitors {
  const { sql, clock, mailer, limit, timeZone } = parts;
  const proof = createMailboxProof(parts);

  async function read({ address, code }: Proven): Promise<Shown | null> {
    const provenUntil = await proof.check(address, code);
    if (provenUntil === null) return null;
    return { ...(await readAddressData(sql, address, parts.config)), provenUntil };
  }

  /** The trail of what the page has answered by itself: which right and when, not whose. */
  async function noteAnswered(
    kind: "access" | "erasure",
    language: Language,
    isNothing: boolean,
  ): Promise<void> {
    const id = await openRequest(sql, clock, {
      kind,
      channel: "page",
      userId: null,
      contact: null,
      language,
      identity: "mailbox",
      timeZone,
    });
    if (kind === "erasure") await noteCarriedOut(sql, clock, id, "program");
    await closeRequest(sql, clock, id, { how: isNothing ? "nothing-kept" : "answered", byWhom: "program" });
  }

  return {
    admit: limit.address,
    async sendCode(address, language, network) {
      limit.outgoing(network);
      // Counted apart from mails about accounts: nobody shall use up somebody's way to a new password here.
      await limit.mail(`my-data ${address}`);
      const code = await proof.issue(address);
      const content = { code, minutes: MAILBOX_CODE_MINUTES };
      await mailer.enqueue({ kind: "mailbox-code", userId: null, recipient: address, language, content });
    },
    async show(proven, language) {
      const shown = await read(proven);
      // Who looks again and again does not fill the trail.
      if (shown !== null && (await limit.once(`my-data ${proven.address}`)))
        await noteAnswered("access", language, shown.parts.length === 0);
      return shown;
    },
    async file(proven) {
      const shown = await read(proven);
      return shown === null ? null : addressFile(proven.address, shown, clock.now());
    },
    async erase(proven, language) {
      const provenUntil = await proof.check(proven.address, proven.code);
      if (provenUntil === null) return null;
      const erased = await sql.transaction().execute((trx) => eraseAddress(trx, proven.address, clock.now()));
      await parts.settle();
      if (erased > 0) await noteAnswered("erasure", language, false);
      return { ...(await readAddressData(sql, proven.address, parts.config)), provenUntil };
    },
    async ask(proven, kind, language, network) {
      if ((await proof.check(proven.address, proven.code)) === null) return null;
      limit.outgoing(network);
      return sql.transaction().execute(async (trx) => {
        if ((await countOpenOf(trx, proven.address)) >= OPEN_MAX)
          throw new Problem("TOO_MANY_TRIES", { retryAfter: 3_600 });
        const id = await openRequest(trx, clock, {
          kind,
          channel: "page",
          userId: null,
          contact: proven.address,
          language,
          identity: "mailbox",
          timeZone,
        });
        const { due_at: dueAt } = await readRequest(trx, id);
        return { dueAt };
      });
    },
  };
}
