// A real SMTP server in this process, which a test can make answer as bad servers do.
import { readFileSync } from "node:fs";
import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { pause } from "./eventually.ts";

interface Received {
  readonly to: string;
  readonly from: string;
  readonly raw: string;
  readonly mail: ParsedMail;
  readonly isSecure: boolean;
  /** As the program introduced itself. */
  readonly greeting: string;
}

/** A refusal as the server says it, such as `[550, "5.1.1 no such user"]`. */
type Refusal = readonly [code: number, text: string];

/** What the server does; each may be changed at any time. */
interface Manners {
  /** At the greeting. */
  connect: () => Refusal | null | Promise<Refusal | null>;
  sender: () => Refusal | null;
  recipient: (address: string) => Refusal | null | Promise<Refusal | null>;
  /** At the end of a mail. `cut`: the connection breaks instead of an answer, after the mail is kept, or before. */
  end: (
    address: string,
  ) => Refusal | null | "cut-kept" | "cut-lost" | Promise<Refusal | null | "cut-kept" | "cut-lost">;
}

export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly manners: Manners;
  /** What it has taken, in order. */
  readonly received: readonly Received[];
  /** How often it was asked to take a mail for an address. */
  asked(address: string): number;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  readonly port?: number;
  readonly host?: string;
  /** Offers STARTTLS with these files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly login?: { readonly user: string; readonly pass: string };
}

function errorOf([code, text]: Refusal): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Listens on the loopback unless told otherwise. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { host = "127.0.0.1", tls, login } = options;
  const received: Received[] = [];
  const asked = new Map<string, number>();
  const sockets = new Map<number, Socket>();
  const manners: Manners = {
    connect: () => null,
    sender: () => null,
    recipient: () => null,
    end: () => null,
  };
  const answer = async (
    done: (error?: Error | null) => void,
    decide: () => Refusal | null | Promise<Refusal | null>,
  ): Promise<void> => {
    const refusal = await decide();
    done(refusal === null ? null : errorOf(refusal));
  };
  const take = async (raw: string, session: SMTPServerSession): Promise<Received> => ({
    to: session.envelope.rcptTo[0]?.address ?? "",
    from: session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address,
    raw,
    mail: await simpleParser(raw),
    isSecure: session.secure,
    greeting: session.hostNameAppearsAs,
  });
  const server = new SMTPServer({
    banner: "test",
    disableReverseLookup: true,
    closeTimeout: 100,
    authOptional: login === undefined,
    allowInsecureAuth: true,
    ...(tls === undefined
      ? { disabledCommands: ["STARTTLS"] }
      : { cert: readFileSync(tls.cert), key: readFileSync(tls.key) }),
    onConnect: (_session, done) => void answer(done, manners.connect),
    onAuth: ({ username, password }, _session, done) =>
      username === login?.user && password === login?.pass
        ? done(null, { user: username })
        : done(errorOf([535, "5.7.8 wrong"])),
    onMailFrom: (_address, _session, done) => void answer(done, manners.sender),
    onRcptTo({ address }, _session, done) {
      asked.set(address, (asked.get(address) ?? 0) + 1);
      void answer(done, () => manners.recipient(address));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const one = await take(Buffer.concat(chunks).toString("utf8"), session);
        const outcome = await manners.end(one.to);
        if (outcome === null || outcome === "cut-kept") received.push(one);
        if (outcome === "cut-kept" || outcome === "cut-lost") sockets.get(session.remotePort)?.destroy();
        else done(outcome === null ? null : errorOf(outcome));
      });
    },
  });
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.once("close", () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  const credentials = login === undefined ? "" : `${login.user}:${encodeURIComponent(login.pass)}@`;
  return {
    url: `smtp://${credentials}${host}:${port}`,
    port,
    manners,
    received,
    asked: (address) => asked.get(address) ?? 0,
    async stop() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await pause(10);
    },
  };
}
