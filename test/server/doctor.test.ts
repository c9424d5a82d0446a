// `doctor` against real servers: what works is called so, and each thing that is wrong is named with what to do.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examineCertificate } from "../../src/server/commands/doctor/certificate.ts";
import { examineDisk } from "../../src/server/commands/doctor/disk.ts";
import type { Finding } from "../../src/server/commands/doctor/finding.ts";
import { mailerOf } from "../../src/server/commands/mailer.ts";
import { systemClock } from "../../src/server/platform/clock.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import { loadSecret } from "../../src/server/platform/secret.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { takeLease } from "../../src/server/storage/lease.ts";
import { type Certificate, makeCertificate } from "../support/certificate.ts";
import { connect, envOf } from "../support/command-line.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { freePort, type Instance, startInstance } from "../support/instance.ts";
import { findBrowsers } from "../support/machine.ts";
import { startMailServer } from "../support/mail-server.ts";
import { startThreeWays, type ThreeWays } from "../support/turn-three-ways.ts";

const DAY = 86_400_000;
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "connect-doctor-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function doctor(env: Readonly<Record<string, string>>, ...words: string[]) {
  const said = await connect({ CONNECT_DATA_DIR: newFolder(), ...env }, "doctor", "--json", ...words);
  const findings = JSON.parse(said.out) as readonly Finding[];
  const about = (name: string): Finding | undefined => findings.find((one) => one.about.startsWith(name));
  return { code: said.code, err: said.err, findings, about };
}

describe.skipIf(findBrowsers().coturn === null)("STUN and TURN", () => {
  let coturn: ThreeWays;
  let certificate: Certificate;
  beforeAll(async () => {
    certificate = makeCertificate("127.0.0.1");
    coturn = await startThreeWays(certificate);
  });
  afterAll(async () => {
    await coturn?.stop();
    certificate?.remove();
  });
  const settings = (secret = coturn.secret): Record<string, string> => ({
    CONNECT_TURN_URLS: [
      `turn:127.0.0.1:${coturn.port}`,
      `turn:127.0.0.1:${coturn.port}?transport=tcp`,
      `turns:127.0.0.1:${coturn.tlsPort}?transport=tcp`,
    ].join(","),
    CONNECT_TURN_SECRET: secret,
    CONNECT_ICE_SERVERS: JSON.stringify([{ urls: [`stun:127.0.0.1:${coturn.port}`] }]),
    NODE_EXTRA_CA_CERTS: certificate.cert,
  });
  const OVER = ["TURN over UDP", "TURN over TCP", "TURN over TLS", "STUN over UDP"];

  test("each way gives an allocation and takes it back", async () => {
    const { about, code } = await doctor(settings());
    for (const name of OVER) expect(about(name), name).toMatchObject({ state: "good" });
    expect(code).toBe(0);
    // Three allocations are all that this server has: what was not taken back would be in the way.
    expect((await doctor(settings())).code).toBe(0);
  });
  test("a wrong secret is told from a server that is not there", async () => {
    const { about, code } = await doctor(settings("w".repeat(40)));
    for (const name of OVER.slice(0, 3))
      expect(about(name)).toMatchObject({ state: "failed", saw: "answers, and refuses the credential" });
    expect(about("TURN over UDP")?.advice).toContain("CONNECT_TURN_SECRET");
    expect(about("STUN over UDP")).toMatchObject({ state: "good" });
    expect(code).toBe(1);
  });
  test("a certificate that nobody trusts, a closed port, a name that is none, something else that answers", async () => {
    const other = createServer((_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const closed = await freePort();
    const { NODE_EXTRA_CA_CERTS: _trusted, ...untrusted } = settings();
    const { findings } = await doctor({
      ...untrusted,
      CONNECT_TURN_URLS: [
        `turns:127.0.0.1:${coturn.tlsPort}`,
        `turn:127.0.0.1:${closed}`,
        `turn:127.0.0.1:${closed}?transport=tcp`,
        "turn:nowhere.invalid",
        `turn:127.0.0.1:${port}?transport=tcp`,
      ].join(","),
    });
    other.close();
    const turn = findings.filter(({ about }) => about.startsWith("TURN over"));
    expect(turn.map(({ state }) => state)).toEqual(Array(5).fill("failed"));
    expect(turn.map(({ saw }) => saw)).toEqual([
      "not reached (DEPTH_ZERO_SELF_SIGNED_CERT)",
      "not reached (ECONNREFUSED)",
      "not reached (ECONNREFUSED)",
      expect.stringMatching(/^not reached \((ENOTFOUND|EAI_AGAIN)\)$/),
      "something answers that is no TURN server",
    ]);
    for (const { advice } of turn) expect(advice).toMatch(/^\S.+\.$/);
  });
});

describe("the way in", () => {
  let instance: Instance;
  afterAll(() => instance?.remove());

  test("beside a running server everything is seen, and nothing is changed", async () => {
    instance = await startInstance();
    const env = {
      CONNECT_PORT: String(instance.port),
      CONNECT_ORIGIN: instance.origin,
      CONNECT_DATA_DIR: instance.dataDir,
    };
    const { about, code, err } = await doctor(env);
    expect(code, err).toBe(0);
    for (const name of [
      "Database",
      "Database, erasure",
      "Secret",
      "Pages",
      "Relay's socket",
      "Visitors' addresses",
    ])
      expect(about(name), name).toMatchObject({ state: "good" });
  });
  test("an address that anybody can forge is told", async () => {
    await instance.remove();
    const trusted = { CONNECT_TRUSTED_PROXIES: "127.0.0.1,::1" };
    instance = await startInstance({ env: trusted });
    const env = { ...trusted, CONNECT_PORT: String(instance.port), CONNECT_ORIGIN: instance.origin };
    const { about, code } = await doctor(env);
    expect(about("Visitors' addresses")).toMatchObject({ state: "failed" });
    expect(code).toBe(1);
  });
  test("a relay that refuses this origin is told", async () => {
    const env = {
      CONNECT_PORT: String(instance.port),
      CONNECT_ORIGIN: instance.origin,
      CONNECT_RELAY_URL: `ws://127.0.0.1:${await freePort()}/v1`,
    };
    const { about } = await doctor(env);
    expect(about("Relay's socket")).toMatchObject({ state: "failed" });
  });
});

describe("settings", () => {
  test("each mistake is a line, and no secret is on it", async () => {
    const secret = "short-secret";
    const { findings, code } = await doctor({
      CONNECT_SECRET: secret,
      CONNECT_PRT: "1",
      CONNECT_TLS_CERT: "/x",
    });
    expect(code).toBe(1);
    expect(findings.map(({ state }) => state)).toEqual(["failed", "failed", "failed"]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
  test("before the first start nothing is made", async () => {
    const folder = join(newFolder(), "data");
    const { about, code } = await doctor({ CONNECT_DATA_DIR: folder });
    expect(about("Database")).toMatchObject({ state: "unknown" });
    expect(about("Data folder")).toMatchObject({ state: "unknown", saw: "is not there yet" });
    expect(code).toBe(0);
  });
});

describe("mail", () => {
  const LOGIN = { user: "connect", pass: "right" };
  const settings = (url: string) => ({ CONNECT_SMTP_URL: url, CONNECT_MAIL_FROM: "no-reply@example.org" });

  test("a server that takes the login is good, and gets a mail only where one is asked for", async () => {
    const server = await startMailServer({ login: LOGIN });
    expect((await doctor(settings(server.url))).about("Mail")).toMatchObject({ state: "good" });
    expect(server.received).toEqual([]);
    const { about } = await doctor(settings(server.url), "--mail-to", "you@example.org");
    expect(about("Mail, one")).toMatchObject({ state: "good" });
    expect(server.received.map(({ to, from }) => [to, from])).toEqual([
      ["you@example.org", "no-reply@example.org"],
    ]);
    await server.stop();
  });
  test("a wrong password, a refusal, no TLS and nobody are told apart", async () => {
    const server = await startMailServer({ login: LOGIN });
    const at = (scheme: string, pass: string, port = server.port) =>
      settings(`${scheme}://connect:${pass}@127.0.0.1:${port}`);
    const saw = async (env: Readonly<Record<string, string>>) => {
      const { about, code, findings } = await doctor(env);
      expect([code, about("Mail")?.state]).toEqual([1, "failed"]);
      expect(JSON.stringify(findings)).not.toContain("hunter2");
      return about("Mail")?.saw;
    };
    expect(await saw(at("smtp", "hunter2"))).toBe("the server refuses user or password, answer 535");
    expect(await saw(at("smtps", "hunter2"))).toMatch(/not trusted|no encryption|not reached/);
    expect(await saw(at("smtp", "hunter2", await freePort()))).toBe("the server is not reached (ESOCKET)");
    server.manners.connect = () => [554, "go away"];
    expect(await saw(at("smtp", "hunter2"))).toBe("the server refuses, answer 554");
    await server.stop();
  });
});

describe("disk and certificate", () => {
  test("room is judged by thresholds, and a folder that others can enter is told", async () => {
    const folder = newFolder();
    const disk = async (low: number, full: number) =>
      (await examineDisk(folder, { low, full })).find(({ about }) => about === "Disk")?.state;
    expect(await disk(0, 0)).toBe("good");
    expect(await disk(Number.MAX_SAFE_INTEGER, 0)).toBe("warning");
    expect(await disk(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toBe("failed");
    const door = async () => (await examineDisk(folder)).find(({ about }) => about === "Data folder")?.state;
    expect(await door()).toBe("good");
    chmodSync(folder, 0o755);
    expect(await door()).toBe("warning");
  });
  test("a certificate that ends, has ended, is not valid yet, is for another name, or has another key", async () => {
    const one = makeCertificate("connect.example.org");
    const other = makeCertificate("connect.example.org");
    const look = async (now: number, origin = "http://connect.example.org", key = one.key) =>
      (await examineCertificate({ tls: { cert: one.cert, key }, origin }, now)).map(
        ({ state, saw }) => `${state}: ${saw}`,
      );
    const now = Date.now();
    expect(await look(now)).toEqual(["warning: ends in 0 days", "good: is for connect.example.org"]);
    expect((await look(now + 2 * DAY))[0]).toBe("failed: has expired");
    expect((await look(now - 2 * DAY))[0]).toBe("failed: not valid yet");
    expect((await look(now, "http://other.example.org"))[1]).toBe("failed: is not for other.example.org");
    expect(await look(now, undefined, other.key)).toEqual([
      "failed: certificate and key do not belong together",
    ]);
    expect((await look(now, undefined, "/nowhere"))[0]).toBe("failed: cannot be read (ENOENT)");
    one.remove();
    other.remove();
  });
  test("what browsers get is looked at as browsers do", async () => {
    const { cert, key, remove } = makeCertificate("localhost");
    const port = await freePort();
    const env = {
      CONNECT_PORT: String(port),
      CONNECT_ORIGIN: `https://localhost:${port}`,
      CONNECT_TLS_CERT: cert,
      CONNECT_TLS_KEY: key,
    };
    const instance = await startInstance({ port, origin: env.CONNECT_ORIGIN, env });
    const name = "Certificate, as browsers";
    expect((await doctor(env)).about(name)).toMatchObject({
      state: "failed",
      saw: "browsers refuse it (DEPTH_ZERO_SELF_SIGNED_CERT)",
    });
    expect((await doctor({ ...env, NODE_EXTRA_CA_CERTS: cert })).about(name)).toMatchObject({
      state: "warning",
    });
    await instance.remove();
    expect((await doctor(env)).about(name)).toMatchObject({ state: "unknown" });
    remove();
  });
});

describeOnBothDatabases("doctor", (ground) => {
  test("says what the next start changes, and that a later version wrote here", async () => {
    const place = ground.newPlace();
    const database = await openDatabase(place);
    const sees = async () => (await doctor(envOf(place))).about("Database");
    expect(await sees()).toMatchObject({ state: "good" });
    await database.sql
      .deleteFrom("schema_migration" as never)
      .where("name" as never, "=", "0002-promises" as never)
      .execute();
    expect(await sees()).toMatchObject({ state: "warning", saw: expect.stringContaining("1 steps behind") });
    await database.sql
      .insertInto("schema_migration" as never)
      .values({ name: "9999-later", timestamp: "2030-01-01" } as never)
      .execute();
    expect(await sees()).toMatchObject({ state: "failed", saw: "DATABASE_NEWER" });
    await database.close();
  });

  test("a command seals no mail that the server could not open", async () => {
    const place = ground.newPlace();
    const database = await openDatabase(place);
    const env = envOf(place);
    const parts = { config: readConfig(env), clock: systemClock };
    const enqueue = () =>
      database.sql.transaction().execute((sql) =>
        mailerOf(parts).enqueue(
          {
            kind: "address-known",
            to: "anna@example.org",
            language: "de",
            userId: null,
            data: {},
          } as never,
          sql,
        ),
      );
    // A server has worked here, with a secret that is not in this folder.
    await takeLease(database.sql, { name: "mail", holder: "elsewhere", now: Date.now(), forMs: 1_000 });
    const about = async () => (await doctor(env)).about("Secret")?.state;
    if (ground.kind === "postgres") {
      expect(await about()).toBe("failed");
      await expect(enqueue()).rejects.toMatchObject({ code: "SECRET_ELSEWHERE" });
      expect(await about()).toBe("failed");
    }
    loadSecret(null, place.dataDir);
    expect(await about()).toBe("good");
    await database.close();
  });
});
