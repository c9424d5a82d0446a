// Mails about an appointment that the server sends for the therapist: date, time, practice, and never a link.
import { mailApi } from "../../protocol/api-practice.ts";
import type { ApiClient, ApiFailure } from "./api-client.ts";

interface NewMail {
  readonly email: string;
  readonly language: "de" | "en";
  /** Beginning of the appointment (Unix ms), and the time zone in which it is written. */
  readonly at: number;
  readonly timeZone: string;
  /** Minutes. */
  readonly duration: number;
  /** When to remind (Unix ms); null: not at all. */
  readonly remindAt: number | null;
}

/** One mail of an appointment. */
export interface MailStep {
  readonly kind: "appointment" | "reminder" | "cancelled";
  readonly sendAt: number;
  readonly state: "waiting" | "sent" | "failed" | "cancelled";
  readonly reason: "server-down" | "refused" | "address-refused" | "later" | "unclear" | "erased" | null;
}

/** The mails of one appointment, newest appointment first. */
export interface MailThread {
  readonly id: string;
  /** Null once the last mail is done: the address is erased with it. */
  readonly recipient: string | null;
  readonly at: number | null;
  readonly steps: readonly MailStep[];
}

export interface MailDesk {
  /** Only after the therapist has confirmed that the client agreed. */
  send(mail: NewMail): Promise<{ readonly ok: true } | ApiFailure>;
  list(): Promise<{ readonly ok: true; readonly threads: readonly MailThread[] } | ApiFailure>;
  /** Stops what has not gone out; `tell`: one more mail says that the appointment does not take place. */
  cancel(id: string, tell: boolean): Promise<{ readonly ok: true } | ApiFailure>;
}

export function createMailDesk(api: ApiClient): MailDesk {
  return {
    async send(mail) {
      const sent = await api.call(mailApi.send, { body: { ...mail, clientAgreed: true } });
      return sent.ok ? { ok: true } : sent;
    },
    async list() {
      const listed = await api.call(mailApi.list, {});
      if (!listed.ok) return listed;
      const threads = new Map<string, MailThread & { readonly steps: MailStep[] }>();
      for (const { id, recipient, at, kind, sendAt, state, reason } of listed.value.mails) {
        const thread = threads.get(id) ?? { id, recipient, at, steps: [] };
        thread.steps.push({ kind, sendAt, state, reason });
        threads.set(id, thread);
      }
      return { ok: true, threads: [...threads.values()] };
    },
    async cancel(id, tell) {
      const done = await api.call(mailApi.cancel, { params: { id }, query: tell ? { tell: "true" } : {} });
      return done.ok ? { ok: true } : done;
    },
  };
}
