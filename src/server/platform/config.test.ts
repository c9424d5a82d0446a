import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AUTHORITIES } from "./authorities.ts";
import { ConfigError, readConfig, relayUrlAt } from "./config.ts";
import { SETTINGS } from "./settings.ts";

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const PUBLIC = {
  CONNECT_ORIGIN: "https://connect.example.org",
  CONNECT_TRUSTED_PROXIES: "127.0.0.1",
  CONNECT_OPERATOR_NAME: "Example",
  CONNECT_OPERATOR_ADDRESS: "Hauptplatz 1, 4400 Steyr",
  CONNECT_OPERATOR_EMAIL: "office@example.org",
  CONNECT_AUTHORITY_NAME: "Datenschutzbehörde",
  CONNECT_HOSTING_PLACE: "Linz",
  CONNECT_HOSTING_COMPANY: "self",
  CONNECT_MAIL_COMPANY: "Post Beispiel GmbH, Linz, Austria",
  CONNECT_THIRD_COUNTRIES: "none",
  CONNECT_SMTP_URL: "smtp://user:secret@mail.example.org:587",
  CONNECT_MAIL_FROM: "no-reply@connect.example.org",
};

describe("configuration", () => {
  it("needs nothing on one's own machine", () => {
    expect(readConfig({})).toMatchObject({
      role: "all",
      host: "localhost",
      port: 8080,
      origin: null,
      periods: { accessLog: 14, account: 30 },
    });
    expect(readConfig({ PATH: "/bin", CONNECT_PORT: " ", HOME: "/" }).port).toBe(8080);
  });

  it.each([
    ["CONNECT_PORT", "http"],
    ["CONNECT_PORT", "65536"],
    ["CONNECT_PORT", "80.5"],
    ["CONNECT_ROLE", "account"],
    ["CONNECT_ORIGIN", "connect.example.org"],
    ["CONNECT_ORIGIN", "https://example.org/call"],
    ["CONNECT_RELAY_URL", "https://relay.example.org/v1"],
    ["CONNECT_ALLOWED_ORIGINS", "https://a.example.org,b"],
    ["CONNECT_TRUSTED_PROXIES", "10.0.0.0/64"],
    ["CONNECT_ACCESS_LOG_DAYS", "0"],
    ["CONNECT_ACCESS_LOG_DAYS", "90"],
    ["CONNECT_ICE_SERVERS", "stun:stun.example.org"],
    ["CONNECT_ICE_SERVERS", '[{"urls":["https://example.org"]}]'],
    ["CONNECT_ICE_SERVERS", '[{"url":"stun:x"}]'],
    ["CONNECT_TURN_URLS", "stun:turn.example.org"],
    ["CONNECT_TURN_URLS", ","],
    ["CONNECT_TURN_SECRET", "hunter2"],
    ["CONNECT_LOG_LEVEL", "loud"],
    ["CONNECT_AUTHORITY", "de"],
    ["CONNECT_TIME_ZONE", "Europe/Steyr"],
    ["CONNECT_DATABASE_URL", "mysql://connect:hunter2@localhost/connect"],
    ["CONNECT_SECRET", "hunter2"],
    ["CONNECT_SMTP_URL", "mail.example.org hunter2"],
    ["CONNECT_MAIL_FROM", "Practice"],
  ] as const)("names %s, what is wrong with %j and an example that works", (name, value) => {
    const [problem, ...more] = problemsOf({ [name]: value });
    expect(more).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} must be `));
    // Servers come with passwords, and a problem goes to the journal.
    if (name === "CONNECT_ICE_SERVERS" || value.includes("hunter2")) {
      expect(problem).not.toContain("but is");
      expect(problem).not.toContain("hunter2");
    } else expect(problem).toContain(`"${value}"`);
    expect(problem).toContain(`For example: ${name}=${SETTINGS[name].example}`);
  });

  it("has an example for each setting that it accepts itself", () => {
    for (const [name, { schema, example }] of Object.entries(SETTINGS)) {
      expect(schema.safeParse(example).success, name).toBe(true);
    }
  });

  it("refuses an unknown setting and suggests the nearest", () => {
    expect(problemsOf({ CONNECT_PROT: "80" })).toEqual([
      "CONNECT_PROT is not a setting. Did you mean CONNECT_PORT?",
    ]);
    expect(problemsOf({ CONNECT_ORIGINS: "x" })).toEqual([
      "CONNECT_ORIGINS is not a setting. Did you mean CONNECT_ORIGIN?",
    ]);
  });

  it("names all mistakes at once", () => {
    expect(problemsOf({ CONNECT_PORT: "x", CONNECT_ROLE: "y", CONNECT_X: "z" })).toHaveLength(3);
  });

  it("refuses plain HTTP to other machines, and says what to set", () => {
    const [problem] = problemsOf({ ...PUBLIC, CONNECT_HOST: "0.0.0.0", CONNECT_TRUSTED_PROXIES: "" });
    expect(problem).toContain("plain HTTP is only served to this machine itself");
    expect(problem).toContain("CONNECT_TLS_CERT");
    expect(problem).toContain("CONNECT_TRUSTED_PROXIES");
    expect(problemsOf({ ...PUBLIC, CONNECT_HOST: "0.0.0.0" })).toEqual([]);
    const tls = { CONNECT_TLS_CERT: "c", CONNECT_TLS_KEY: "k" };
    expect(problemsOf({ ...PUBLIC, ...tls, CONNECT_HOST: "0.0.0.0", CONNECT_TRUSTED_PROXIES: "" })).toEqual(
      [],
    );
  });

  it("refuses half a certificate, a public http origin and a public start without imprint", () => {
    expect(problemsOf({ CONNECT_TLS_CERT: "c" })[0]).toContain("CONNECT_TLS_KEY is missing");
    expect(problemsOf({ ...PUBLIC, CONNECT_ORIGIN: "http://connect.example.org" })[0]).toContain(
      "https pages",
    );
    const problems = problemsOf({ CONNECT_ORIGIN: PUBLIC.CONNECT_ORIGIN });
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "CONNECT_OPERATOR_NAME",
      "CONNECT_OPERATOR_ADDRESS",
      "CONNECT_OPERATOR_EMAIL",
      "CONNECT_AUTHORITY",
      "CONNECT_HOSTING_PLACE",
      "CONNECT_HOSTING_COMPANY",
      "CONNECT_THIRD_COUNTRIES",
      "CONNECT_SMTP_URL",
    ]);
    expect(problemsOf({ CONNECT_ORIGIN: PUBLIC.CONNECT_ORIGIN, CONNECT_ROLE: "relay" })).toEqual([]);
  });

  it("asks on a public address who runs TURN and mail servers, as far as there are any", () => {
    const { CONNECT_MAIL_COMPANY: _, ...unnamed } = PUBLIC;
    const turn = {
      CONNECT_TURN_URLS: "turn:turn.example.org,turns:turn.example.org:443?transport=tcp",
      CONNECT_TURN_SECRET: "s".repeat(32),
    };
    const problems = problemsOf({ ...unnamed, ...turn });
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "CONNECT_TURN_COMPANY",
      "CONNECT_MAIL_COMPANY",
    ]);
    expect(problems[0]).toContain('or "self" if you run it yourself');
    expect(problemsOf({ ...PUBLIC, ...turn, CONNECT_TURN_COMPANY: "self" })).toEqual([]);
    const stun = '[{"urls":"stun:turn.example.org"}]';
    expect(problemsOf({ ...PUBLIC, CONNECT_ICE_SERVERS: stun })[0]).toContain("CONNECT_TURN_COMPANY");
  });

  it("gives a TURN server to everybody who loads a page only where there are no accounts", () => {
    const shared = { CONNECT_ICE_SERVERS: '[{"urls":["stun:turn.example.org","turn:turn.example.org"]}]' };
    const own = { CONNECT_TURN_URLS: "turn:turn.example.org", CONNECT_TURN_SECRET: "s".repeat(32) };
    expect(problemsOf(shared)[0]).toContain("name TURN servers in CONNECT_TURN_URLS");
    expect(problemsOf({ ...shared, CONNECT_ROLE: "web" })).toEqual([]);
    expect(problemsOf({ ...own, CONNECT_ROLE: "web" })[0]).toContain("need accounts");
    expect(problemsOf({ CONNECT_TURN_URLS: own.CONNECT_TURN_URLS })[0]).toContain(
      "CONNECT_TURN_SECRET is missing",
    );
    expect(problemsOf({ CONNECT_TURN_SECRET: own.CONNECT_TURN_SECRET })[0]).toContain(
      "CONNECT_TURN_URLS is missing",
    );
    expect(readConfig(own)).toMatchObject({
      iceServers: [],
      turn: { urls: ["turn:turn.example.org"], secret: own.CONNECT_TURN_SECRET },
    });
  });

  it("knows the authority of a seat, and lets single settings replace what it knows", () => {
    expect(readConfig({ CONNECT_AUTHORITY: "at" })).toMatchObject({
      seat: "at",
      authority: { name: "Österreichische Datenschutzbehörde", email: "dsb@dsb.gv.at" },
    });
    expect(readConfig({ CONNECT_AUTHORITY: "de-by", CONNECT_AUTHORITY_PHONE: "1" })).toMatchObject({
      seat: "de",
      authority: { name: "Bayerisches Landesamt für Datenschutzaufsicht", phone: "1" },
    });
    expect(readConfig({ CONNECT_AUTHORITY_NAME: "Own" })).toMatchObject({
      seat: null,
      authority: { name: "Own" },
    });
    expect(readConfig({}).authority).toBeNull();
    for (const { name, email, website } of Object.values(AUTHORITIES)) {
      expect(name.length).toBeGreaterThan(20);
      expect(email).toMatch(/^[\w.-]+@[\w.-]+\.(at|de)$/);
      expect(URL.canParse(website)).toBe(true);
    }
    const seatAlone = { ...PUBLIC, CONNECT_AUTHORITY_NAME: "", CONNECT_AUTHORITY: "de-sn" };
    expect(problemsOf(seatAlone)).toEqual([]);
  });

  it("is explained in the example file, key by key", () => {
    const file = readFileSync(new URL("../../../config.example.env", import.meta.url), "utf8");
    const listed = [...file.matchAll(/^#?(CONNECT_[A-Z_]+)=/gm)].map((match) => match[1]);
    expect(listed.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  });

  it("derives the relay's address from the origin", () => {
    expect(relayUrlAt("https://connect.example.org")).toBe("wss://connect.example.org/v1");
    expect(relayUrlAt("http://localhost:8080")).toBe("ws://localhost:8080/v1");
  });
});
