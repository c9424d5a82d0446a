// A queue of mails with its database, a real mail server, a therapist, and a clock that a test moves.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { createMailer, type Mailer } from "../../src/server/mail/mail.ts";
import type { OutgoingMail } from "../../src/server/mail/mail-kinds.ts";
import { createSmtpTransport, SMTP_TIMES } from "../../src/server/mail/smtp.ts";
import { createLog } from "../../src/server/platform/log.ts";
import { createTextSeal } from "../../src/server/platform/sealed-text.ts";
import { announce, callOff, NOTICE_LIMITS } from "../../src/server/practice/notice.ts";
import { listAppointmentMails } from "../../src/server/practice/notice-store.ts";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/server/storage/database.ts";
import type { Ground } from "./databases.ts";
import { pause } from "./eventually.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { addTherapist, type TherapistRows } from "./practice-rows.ts";

/** When a stage begins; its appointments are a day later. */
export const START = Date.UTC(2027, 0, 11, 8);
const ROOT = join(import.meta.dirname, "..", "..");
/** All instances of a stage share a secret. */
const SEAL_KEY = randomBytes(32).toString("base64url");

export interface Stage {
  readonly place: DatabaseOptions;
  readonly database: Database;
  readonly server: MailServer;
  readonly mailer: Mailer;
  readonly therapist: TherapistRows;
  /** Another instance at the same database. */
  newMailer(times?: typeof SMTP_TIMES): Mailer;
  /** Time passes, and the queue is looked at. */
  after(ms: number): Promise<void>;
  pass(ms: number): void;
  now(): number;
  mail(recipient: string): Promise<string>;
  announce(email: string, remindAt?: number): Promise<string>;
  callOff(id: string, tell: boolean): Promise<void>;
  /** Kind, state and reason of every mail of the therapist's appointments. */
  shown(): Promise<readonly string[]>;
  row(
    id: string,
  ): Promise<{ state: string; reason: string | null; recipient: string | null; content: string | null }>;
  logged(): string;
}

const confirmation = (recipient: string): OutgoingMail => ({
  kind: "password-changed",
  userId: null,
  recipient,
  language: "de",
  content: { link: "https://connect.example/practice" },
});

async function withStage(ground: Ground, work: (stage: Stage) => Promise<void>): Promise<void> {
  const place = ground.newPlace();
  const database = await openDatabase(place);
  const server = await startMailServer();
  let now = START;
  let logged = "";
  const destination = {
    write(line: string) {
      logged += line;
    },
  };
  const log = createLog({ level: "debug", destination });
  const clock = { now: () => now, monotonic: () => now };
  const { sql } = database;
  const mailers: Mailer[] = [];
  const newMailer = (times = SMTP_TIMES): Mailer => {
    const made = createMailer({
      sql,
      clock,
      log,
      transport: createSmtpTransport(server.url, { ownName: "connect.example", times }),
      from: "no-reply@connect.example",
      origin: "https://connect.example",
      seal: createTextSeal(SEAL_KEY),
    });
    mailers.push(made);
    return made;
  };
  const mailer = newMailer();
  const therapist = await addTherapist(database, "Praxis Berger");
  const parts = { sql, mailer, limits: NOTICE_LIMITS };
  let enqueuedAt = Number.NEGATIVE_INFINITY;
  /**
   * What was put into the queue goes out a moment later by itself. The clock does not jump over a try that is under way:
   * its claim would look like one of an instance that is gone.
   */
  async function settle(): Promise<void> {
    await pause(Math.max(0, enqueuedAt + 200 - performance.now()));
    await mailer.runDue();
  }
  try {
    await work({
      place,
      database,
      server,
      mailer,
      therapist,
      newMailer,
      now: () => now,
      pass(ms) {
        now += ms;
      },
      async after(ms) {
        if (ms > 0) await settle();
        now += ms;
        await mailer.runDue();
      },
      mail(recipient) {
        enqueuedAt = performance.now();
        return mailer.enqueue(confirmation(recipient));
      },
      announce(email, remindAt) {
        enqueuedAt = performance.now();
        return announce(
          parts,
          {
            ...therapist,
            email,
            language: "de",
            at: START + DAY_MS,
            timeZone: "Europe/Vienna",
            duration: 50,
            remindAt: remindAt ?? null,
          },
          now,
        );
      },
      callOff: (id, tell) => callOff(parts, { ...therapist, id, tell }, now),
      async shown() {
        const rows = await listAppointmentMails(sql, therapist.userId, 0);
        return rows.map(({ kind, state, reason }) => [kind, state, reason].filter(Boolean).join(" "));
      },
      row: (id) =>
        sql
          .selectFrom("mail")
          .select(["state", "reason", "recipient", "content"])
          .where("id", "=", id)
          .executeTakeFirstOrThrow(),
      logged: () => logged,
    });
  } finally {
    await Promise.all(mailers.map((one) => one.stop()));
    await server.stop();
    await database.close();
  }
}

/** What arrived for an address, by Message-ID. */
export const copies = ({ received }: MailServer, address: string): readonly (string | undefined)[] =>
  received.filter(({ to }) => to === address).map(({ mail }) => mail.messageId);

/** A program of its own that sends what is due, as another instance would. */
export function startInstanceAt(place: DatabaseOptions, server: MailServer, now: number) {
  const file = (path: string) => JSON.stringify(join(ROOT, path));
  const program = `
    const { openDatabase } = await import(${file("src/server/storage/database.ts")});
    const { createMailer } = await import(${file("src/server/mail/mail.ts")});
    const { createTextSeal } = await import(${file("src/server/platform/sealed-text.ts")});
    const { createSmtpTransport } = await import(${file("src/server/mail/smtp.ts")});
    const database = await openDatabase(${JSON.stringify(place)});
    const clock = { now: () => ${now}, monotonic: () => performance.now() };
    const transport = createSmtpTransport(${JSON.stringify(server.url)}, { ownName: "connect.example" });
    const log = { mailFailed: ({ reason }) => console.error(reason) };
    const mailer = createMailer({ sql: database.sql, clock, transport, log,
      from: "no-reply@connect.example", origin: "https://connect.example",
      seal: createTextSeal(${JSON.stringify(SEAL_KEY)}) });
    await mailer.runDue();
    await mailer.stop();
    await database.close();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
  return { gone: once(child, "exit"), kill: () => child.kill("SIGKILL") };
}

/** A test on a stage of its own. */
export const onStageOf =
  (ground: Ground) =>
  (work: (stage: Stage) => Promise<void>): (() => Promise<void>) =>
  () =>
    withStage(ground, work);
