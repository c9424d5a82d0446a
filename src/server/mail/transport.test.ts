import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { simpleParser } from "mailparser";
import { afterEach, expect, test } from "vitest";
import { makeCertificate } from "../../../test/support/certificate.ts";
import {
  type MailServer,
  type MailServerOptions,
  startMailServer,
} from "../../../test/support/mail-server.ts";
import type { Message } from "./message.ts";
import { createSmtpTransport, SMTP_TIMES } from "./smtp.ts";
import { createFolderTransport } from "./transport.ts";

const NEVER = new AbortController().signal;
/** On this machine, and not by a name or number that says so: treated as any other server. */
const ELSEWHERE = "0.0.0.0";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

async function open(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await startMailServer(options);
  cleanUp.push(() => server.stop());
  return server;
}

function message(changes: Partial<Message> = {}): Message {
  return {
    id: "<1@connect.example>",
    from: { name: "TheraPsy Connect", address: "no-reply@connect.example" },
    to: "anna@a.example",
    date: Date.UTC(2027, 0, 11, 8),
    subject: "Guten Tag",
    text: "Grüße\n",
    ...changes,
  };
}

const sendTo = (url: string, changes?: Partial<Message>) =>
  createSmtpTransport(url, { ownName: "connect.example" }).send(message(changes), NEVER);

test("introduces itself by the name that it was given, not by the machine's", async () => {
  const server = await open();
  expect(await sendTo(server.url)).toEqual({ sent: true });
  const [one] = server.received;
  expect(one?.greeting).toBe("connect.example");
  expect(one?.from).toBe("no-reply@connect.example");
  expect(one?.raw).not.toMatch(/nodemailer|x-mailer/i);
  expect(one?.raw).not.toContain(hostname());
  expect(one?.mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(one?.mail.date?.getTime()).toBe(Date.UTC(2027, 0, 11, 8));
});

test("outside this machine nothing is sent to a server without STARTTLS", async () => {
  const server = await open({ host: ELSEWHERE, login: { user: "connect", pass: "geheim" } });
  expect(await sendTo(server.url)).toEqual({ sent: false, reason: "refused", final: false });
  expect(server.received).toEqual([]);
  expect(server.asked("anna@a.example")).toBe(0);
});

test("outside this machine the certificate has to be a trusted one", async () => {
  const certificate = makeCertificate(ELSEWHERE);
  cleanUp.push(() => certificate.remove());
  const server = await open({ host: ELSEWHERE, tls: certificate });
  expect(await sendTo(server.url)).toMatchObject({ sent: false, final: false });
  expect(server.received).toEqual([]);

  const before = getCACertificates("default");
  setDefaultCACertificates([...before, readFileSync(certificate.cert, "utf8")]);
  cleanUp.push(() => setDefaultCACertificates(before));
  expect(await sendTo(server.url)).toEqual({ sent: true });
  expect(server.received[0]?.isSecure).toBe(true);
});

test("a wrong password is the operator's matter and loses no mail", async () => {
  const server = await open({ login: { user: "connect", pass: "ge:hei/m" } });
  expect(await sendTo(server.url.replace("ge%3Ahei%2Fm", "falsch"))).toEqual({
    sent: false,
    reason: "refused",
    final: false,
  });
  expect(await sendTo(server.url)).toEqual({ sent: true });
  expect(server.received).toHaveLength(1);
});

test.each([
  ["a greeting that does not come", "connect"],
  ["an answer that does not come", "recipient"],
] as const)("%s ends the try in time, and nothing was handed over", async (_, when) => {
  const server = await open();
  server.manners[when] = () => new Promise<null>(() => {});
  const times = { ...SMTP_TIMES, connect: 300, answer: 300 };
  const transport = createSmtpTransport(server.url, { ownName: "connect.example", times });
  expect(await transport.send(message(), NEVER)).toEqual({
    sent: false,
    reason: "server-down",
    final: false,
  });
});

test("a whole try has an end, however much the server talks", async () => {
  const server = await open();
  server.manners.end = () => new Promise<null>(() => {});
  const times = { ...SMTP_TIMES, whole: 500 };
  const transport = createSmtpTransport(server.url, { ownName: "connect.example", times });
  expect(await transport.send(message(), NEVER)).toEqual({ sent: false, reason: "unclear", final: false });
});

test("whoever stops ends a try before the mail is handed over, and not after", async () => {
  const server = await open();
  const transport = createSmtpTransport(server.url, { ownName: "connect.example" });
  const early = new AbortController();
  server.manners.recipient = () => {
    early.abort();
    return null;
  };
  expect(await transport.send(message(), early.signal)).toMatchObject({ sent: false, reason: "server-down" });
  expect(server.received).toEqual([]);

  const late = new AbortController();
  server.manners.recipient = () => null;
  server.manners.end = () => {
    late.abort();
    return null;
  };
  expect(await transport.send(message(), late.signal)).toEqual({ sent: true });
});

test.each([
  "anna@a.example, berta@b.example",
  "anna@a.example>\r\nRCPT TO:<berta@b.example",
  "Gruppe: anna@a.example, berta@b.example;",
  "anna@a.example\r\nBcc: berta@b.example",
  "<berta@b.example>",
])("one recipient stays one: %j", async (to) => {
  const server = await open();
  expect(await sendTo(server.url, { to })).toEqual({ sent: false, reason: "address-refused", final: true });
  expect(server.asked("berta@b.example")).toBe(0);
  expect(server.received).toEqual([]);
});

test("an address with letters outside ASCII arrives", async () => {
  const server = await open();
  expect(await sendTo(server.url, { to: "anna@büro.example" })).toEqual({ sent: true });
  expect(await sendTo(server.url, { to: "jürgen@a.example" })).toEqual({ sent: true });
  expect(server.received).toHaveLength(2);
});

test("in a folder, each mail is one file that nobody else may read", async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "connect-mail-")), "mail");
  cleanUp.push(() => rmSync(join(folder, ".."), { recursive: true }));
  const transport = createFolderTransport(folder);
  await transport.send(message(), NEVER);
  await transport.send(message(), NEVER);
  await transport.send(message({ id: "<../../2@x>" }), NEVER);
  const names = await readdir(folder);
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(name).toMatch(/^[\w-]+\.eml$/);
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    const mail = await simpleParser(await readFile(join(folder, name)));
    expect(mail.text).toBe("Grüße\n");
  }
  expect(statSync(folder).mode & 0o077).toBe(0);
});

test("a link in a folder's mail stands in one line, for whoever opens the file in an editor", async () => {
  const folder = mkdtempSync(join(tmpdir(), "connect-mails-"));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  const link = `http://localhost:8080/practice#confirm.${"A".repeat(43)}`;
  const text = `Grüße\n\n${link}\n`;
  await createFolderTransport(folder).send(message({ text }), NEVER);
  const [name = ""] = await readdir(folder);
  const content = await readFile(join(folder, name));
  expect(content.toString().split("\r\n")).toContain(link);
  expect((await simpleParser(content)).text).toBe(text);
});

test("a folder that cannot be written keeps the mail waiting", async () => {
  const transport = createFolderTransport(join(import.meta.filename, "below-a-file"));
  expect(await transport.send(message(), NEVER)).toEqual({
    sent: false,
    reason: "server-down",
    final: false,
  });
});
