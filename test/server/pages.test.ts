// What the web side answers: headers, caching, languages, errors, and what it must never say or set.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import { parseWebConfig } from "../../src/protocol/web-config.ts";
import { COOKIES } from "../../src/server/accounts/cookies.ts";
import { PUBLISHED_PATHS } from "../support/page-paths.ts";
import { type Running, run } from "./running.ts";

const ICE = '[{"urls":"stun:stun.example.org"}]';
const PLACES = [
  ...PUBLISHED_PATHS,
  "/avv/download",
  "/terms/download",
  "/call",
  "/check",
  "/practice",
  "/nowhere",
  "/config.json",
  "/healthz",
];

let web: string;
let here: Running;

beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), "connect-web-"));
  mkdirSync(join(web, "assets"));
  writeFileSync(join(web, "call.html"), "<!doctype html><title>call</title>");
  writeFileSync(join(web, "check.html"), "<!doctype html><title>check</title>");
  writeFileSync(join(web, "practice.html"), "<!doctype html><title>practice</title>");
  writeFileSync(join(web, "assets", "call-abc123.js"), "export {};");
  const env = {
    CONNECT_ICE_SERVERS: ICE,
    CONNECT_TURN_URLS: "turn:turn.example.org:3478",
    CONNECT_TURN_SECRET: "shared-with-coturn-0123456789abcdef",
    CONNECT_OPERATOR_NAME: "Muster <GmbH>",
    CONNECT_OPERATOR_ADDRESS: "Hauptplatz 1, 4400 Steyr",
    CONNECT_OPERATOR_EMAIL: "office@example.org",
    CONNECT_AUTHORITY_NAME: "Österreichische Datenschutzbehörde",
    CONNECT_HOSTING_PLACE: "Linz",
    CONNECT_SMTP_URL: "smtp://localhost:1",
    CONNECT_MAIL_FROM: "no-reply@connect.example.org",
    CONNECT_ACCESS_LOG_DAYS: "9",
  };
  here = await run(env, {}, { webDirectory: web });
});
afterAll(async () => {
  await here.end();
  rmSync(web, { recursive: true, force: true });
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${here.server.origin}${path}`, { headers, redirect: "manual" });

describe("headers", () => {
  test.each(PLACES)("%s is closed to everybody else and sets no cookie", async (path) => {
    const { headers } = await get(path);
    const relay = here.server.origin.replace("http", "ws");
    expect(headers.get("content-security-policy")?.split(";")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob:",
      `connect-src 'self' ${relay}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("permissions-policy")).toContain("camera=(self), microphone=(self)");
    expect(headers.get("permissions-policy")).toContain("geolocation=()");
    expect(headers.get("strict-transport-security")).toBeNull();
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("server")).toBeNull();
    expect(headers.get("x-powered-by")).toBeNull();
  });

  test("pages are asked for each time, hashed assets are kept for ever", async () => {
    const cache = async (path: string) => (await get(path)).headers.get("cache-control");
    expect(await cache("/call")).toBe("no-store");
    expect(await cache("/practice")).toBe("no-store");
    expect(await cache("/config.json")).toBe("no-store");
    expect(await cache("/assets/call-abc123.js")).toBe("public, max-age=31536000, immutable");
  });
});

describe("what is served", () => {
  test("the two pages and their configuration, with a date", async () => {
    expect(await (await get("/call")).text()).toContain("call");
    expect(await (await get("/practice?x=1")).text()).toContain("practice");
    const answer = await get("/config.json");
    expect(Date.parse(answer.headers.get("date") ?? "")).toBeGreaterThan(Date.now() - 5_000);
    expect(parseWebConfig(await answer.json())).toEqual({
      relayUrl: `${here.server.origin.replace("http", "ws")}/v1`,
      // Nobody who merely loads a page gets a TURN server.
      iceServers: [{ urls: ["stun:stun.example.org"] }],
      accounts: true,
      agreements: AGREEMENTS,
    });
    expect(
      (await fetch(`${here.server.origin}/config.json`, { method: "HEAD" })).headers.get("date"),
    ).not.toBeNull();
  });

  test("nothing outside the web files", async () => {
    for (const path of [
      "/../package.json",
      "/%2e%2e/package.json",
      "/..%2fpackage.json",
      "/assets/",
      "/.env",
      "/%00",
    ]) {
      expect((await get(path)).status, path).toBeGreaterThanOrEqual(400);
    }
  });

  test("errors are friendly pages without details", async () => {
    const missing = await get("/nowhere/<script>?secret=1", { "accept-language": "en" });
    const text = await missing.text();
    expect(missing.status).toBe(404);
    expect(missing.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(text).toContain('<html lang="en">');
    expect(text).toContain("This page does not exist");
    expect(text).not.toMatch(/nowhere|secret|Route|Error|stack/);
    const posted = await fetch(`${here.server.origin}/config.json`, { method: "POST", body: "{}" });
    expect([404, 405, 415]).toContain(posted.status);
  });
});

describe("pages without JavaScript", () => {
  test.each(PUBLISHED_PATHS)("%s is there in both languages and needs no script", async (path) => {
    const german = await (await get(path)).text();
    const english = await (await get(path, { "accept-language": "en-GB" })).text();
    expect(german).toContain('<html lang="de">');
    expect(english).toContain('<html lang="en">');
    expect(await (await get(`${path}?lang=en`, { "accept-language": "de" })).text()).toBe(english);
    for (const text of [german, english]) {
      expect(text).not.toMatch(/<script|<style|style=| on[a-z]+=|(src|href)="(https?:)?\/\//);
      expect(text).toContain('<link rel="stylesheet" href="/pages.css">');
    }
  });

  test.each([
    ["/avv", "auftragsverarbeitung.html", "data-processing-agreement.html"],
    ["/terms", "nutzungsbedingungen.html", "terms-of-use.html"],
  ])("%s says its version and can be kept as a file, word for word", async (path, german, english) => {
    for (const [lang, name] of [
      ["de", german],
      ["en", english],
    ]) {
      const page = await (await get(`${path}?lang=${lang}`)).text();
      expect(page).toContain(AGREEMENTS[path === "/avv" ? "avv" : "terms"]);
      const link = /href="([^"]*download[^"]*)"/.exec(page)?.[1] ?? "";
      const file = await get(link);
      expect(file.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
      expect(await file.text()).toBe(page);
    }
  });

  test("the agreement has what Art. 28(3) asks for, and names who else is involved", async () => {
    const [german, english] = [
      await (await get("/avv?lang=de")).text(),
      await (await get("/avv?lang=en")).text(),
    ];
    for (const text of [german, english]) {
      for (const fact of [
        "Muster &lt;GmbH&gt;",
        "Linz",
        "turn.example.org:3478",
        "stun.example.org",
        "localhost",
      ])
        expect(text).toContain(fact);
      for (const law of ["§ 203", "Psychotherapiegesetz"]) expect(text).toContain(law);
      for (let clause = 1; clause <= 11; clause += 1) expect(text).toContain(`<h2>${clause}. `);
    }
  });

  test("the notice says what holds here, and both languages have the same parts", async () => {
    const [german, english] = [
      await (await get("/privacy?lang=de")).text(),
      await (await get("/privacy?lang=en")).text(),
    ];
    for (const text of [german, english]) {
      for (const fact of [
        "Muster &lt;GmbH&gt;",
        "office@example.org",
        "Linz",
        "turn.example.org:3478",
        "stun.example.org",
      ]) {
        expect(text).toContain(fact);
      }
      for (const article of [
        "Art. 7 ",
        "Art. 15 ",
        "Art. 16 ",
        "Art. 17 ",
        "Art. 18 ",
        "Art. 20 ",
        "Art. 21 ",
        "Art. 22 ",
        "Art. 77 ",
      ]) {
        expect(text).toContain(article);
      }
      expect(text).toContain("Österreichische Datenschutzbehörde");
    }
    expect(german).toContain("9 Tage");
    expect(english).toContain("9 days");
    const count = (text: string, tag: string) => text.split(`<${tag}`).length;
    for (const tag of ["h2", "h3", "li", "dt", "dd"]) expect(count(german, tag)).toBe(count(english, tag));
  });
});

describe("the notice and accounts", () => {
  const notice = async (one: Running, path: string) =>
    Promise.all(
      ["de", "en"].map(async (lang) => {
        const answer = await fetch(`${one.server.origin}${path}?lang=${lang}`);
        return answer.ok ? answer.text() : "";
      }),
    );

  test("with accounts they name mails, cookies, the mail server and what is kept about therapists", async () => {
    const [german = "", english = ""] = await notice(here, "/privacy");
    expect(german).toContain("Terminnachrichten per E-Mail");
    expect(english).toContain("Messages about appointments by e-mail");
    for (const text of await notice(here, "/privacy/accounts")) {
      expect(text).toContain("localhost");
      for (const name of Object.values(COOKIES)) expect(text).toContain(name);
    }
  });

  test("without accounts they say nothing of them", async () => {
    const plain = await run({ CONNECT_ROLE: "web" }, {}, { webDirectory: web });
    expect(await notice(plain, "/privacy/accounts")).toEqual(["", ""]);
    for (const text of await notice(plain, "/privacy"))
      expect(text).not.toMatch(/__Host|Terminnachricht|by e-mail</);
    await plain.end();
  });
});

describe("access log", () => {
  test("holds no query, no fragment and nothing that a visitor typed", async () => {
    const other = await run({}, {}, { webDirectory: web });
    await fetch(`${other.server.origin}/call?link=SECRETQUERY`, { headers: { "user-agent": "SECRETAGENT" } });
    await fetch(`${other.server.origin}/call/SECRETPATH`);
    await fetch(`${other.server.origin}/privacy`, { headers: { referer: "https://SECRETREFERER" } });
    await other.server.stop();
    const folder = join(other.dataDir, "access-log");
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => [line.path, line.status])).toEqual([
      ["/call", 200],
      ["(unknown)", 404],
      ["/privacy", 200],
    ]);
    expect(text).not.toMatch(/SECRET|127\.0\.0\.1/);
    rmSync(other.dataDir, { recursive: true, force: true });
  });
});
