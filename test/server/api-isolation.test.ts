// Over every route of the OpenAPI document: who is not signed in gets nothing, one therapist never reads or changes
// anything of another, and bad input changes nothing and tells nothing.
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountApi, sessionApi } from "../../src/protocol/api-account.ts";
import { API_ERRORS } from "../../src/protocol/api-errors.ts";
import { mailApi, operatorApi, practiceApi } from "../../src/protocol/api-practice.ts";
import { privacyApi } from "../../src/protocol/api-privacy.ts";
import type { ApiRoute } from "../../src/protocol/api-route.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import type { Database } from "../../src/server/storage/database.ts";
import type { Tables } from "../../src/server/storage/tables.ts";
import {
  type AccountsServer,
  type Answer,
  type CallInput,
  sealedDocument,
  startAccountsServer,
  type TherapistAccount,
} from "../support/accounts-server.ts";
import { API_ROUTES } from "../support/api-routes.ts";
import { describeOnBothDatabases } from "../support/databases.ts";

const nameOf = (route: ApiRoute): string => `${route.method} ${route.path}`;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** What an answer says; of an archive, what is in its files. */
const textOf = ({ type, text, bytes }: Answer): string =>
  type.includes("zip")
    ? Object.values(unzipSync(bytes))
        .map((file) => strFromU8(file))
        .join("\n")
    : text;

type Row = Readonly<Record<string, unknown>>;
type Snapshot = Readonly<Record<string, readonly Row[]>>;

async function snapshot({ sql }: Database): Promise<Snapshot> {
  const tables: Record<string, readonly Row[]> = {};
  for (const name of Object.keys(INVENTORY) as (keyof Tables)[]) {
    const rows = (await sql.selectFrom(name).selectAll().execute()) as readonly Row[];
    tables[name] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return tables;
}

/** Rows that belong to an account or its practice. */
function rowsOf(all: Snapshot, { userId, practiceId }: TherapistAccount): Snapshot {
  const isOwn = (row: Row): boolean =>
    ["id", "userId", "user_id", "practice_id"].some((key) => row[key] === userId || row[key] === practiceId);
  return Object.fromEntries(Object.entries(all).map(([name, rows]) => [name, rows.filter(isOwn)]));
}

/** Counts of tries and steps of a sign-in are written whatever comes in. */
const withoutCounts = ({ try_count: _, verification: __, ...rest }: Snapshot): Snapshot => rest;

function isProblem({ status, text, type }: Answer): boolean {
  const { code } = JSON.parse(text) as { code?: string };
  return status >= 400 && status < 500 && type.includes("problem+json") && (code ?? "") in API_ERRORS;
}

const HOSTILE: readonly unknown[] = [
  null,
  -1,
  1e308,
  [],
  {},
  "",
  "\u0000",
  "x".repeat(20_000),
  "\u202egnp.exe",
  { $ne: null },
  { toString: 1 },
];
/** Bad for a number or an id, and nothing but a strange name where people write what they like. */
const HARMLESS: readonly unknown[] = ["' OR 1=1 --", "<script>alert(1)</script>"];

/** Anybody may cause a mail to a known address, and a newer link there replaces an older one. */
const withoutMails = ({ mail: _, mail_token: __, ...rest }: Snapshot): Snapshot => rest;

describeOnBothDatabases("the HTTP API", (ground) => {
  let server: AccountsServer;
  let document: Document;
  let anna: TherapistAccount;
  let berta: TherapistAccount;
  /** Ids of Berta's that a request could name. */
  let ids: readonly string[];

  beforeAll(async () => {
    // Somebody has to be there who is asked.
    const operator = {
      CONNECT_OPERATOR_NAME: "Betreiber",
      CONNECT_OPERATOR_ADDRESS: "Gasse 1, Steyr",
      CONNECT_OPERATOR_EMAIL: "betreiber@example.org",
    };
    server = await startAccountsServer(ground, { env: operator });
    document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as Document;
    anna = await server.newTherapist("Anna");
    berta = await server.newTherapist("Berta");
    const at = Date.now() + 86_400_000;
    const notice = {
      email: "kim@client.example",
      language: "de",
      at,
      timeZone: "Europe/Vienna",
      duration: 50,
      remindAt: at - 3_600_000,
      clientAgreed: true,
    };
    await berta.call(mailApi.send, { body: notice });
    await berta.call(practiceApi.invite, { body: { email: "colleague@praxis.example", language: "de" } });
    await server.mailsAreOut();
    const all = rowsOf(await snapshot(server.database), berta);
    ids = Object.values(all)
      .flatMap((rows) => rows.map((row) => row["id"]))
      .filter((id): id is string => typeof id === "string");
  }, 120_000);
  afterAll(() => server?.stop());

  const operationOf = (route: ApiRoute): Operation | undefined =>
    document.paths[route.path.replace(/:(\w+)/g, "{$1}")]?.[route.method.toLowerCase()];

  /** Something valid for each field that a request can have; `id` is somebody else's. */
  function valueFor(name: string, id: string): unknown {
    const values: Readonly<Record<string, unknown>> = {
      email: berta.email,
      password: anna.password,
      current: anna.password,
      next: anna.password,
      name: "Anna Neu",
      practiceName: "Praxis Neu",
      language: "de",
      agreements: { terms: "2026-11-24", avv: "2026-11-24" },
      news: false,
      wanted: true,
      token: "A".repeat(43),
      code: "123456",
      kind: name === "kind" ? 1 : undefined,
      document: sealedDocument(),
      version: "2026-11-24",
      vault: null,
      replaces: 1,
      keyId: "A".repeat(22),
      wrap: "A".repeat(80),
      credentialId: "",
      credential: {
        id,
        rawId: id,
        type: "public-key",
        response: { clientDataJSON: "AAAA", attestationObject: "AAAA" },
      },
      id,
      rawId: id,
      type: "public-key",
      response: { clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" },
      at: Date.now() + 86_400_000,
      timeZone: "Europe/Vienna",
      duration: 50,
      remindAt: null,
      clientAgreed: true,
      reason: "because",
      restricted: false,
      text: "A question.",
    };
    if (!(name in values)) throw new Error(`no value for the field ${name}: add one`);
    return values[name];
  }

  function inputFor(route: ApiRoute, id: string): CallInput {
    const operation = operationOf(route);
    const schema = operation?.requestBody?.content["application/json"]?.schema;
    const body = Object.fromEntries(
      (schema?.required ?? Object.keys(schema?.properties ?? {})).map((name) => {
        // Three routes use these names for something of their own.
        if (route === sessionApi.secondFactor && name === "kind") return [name, "totp"];
        // What she types herself, she sees again.
        const takesAddress = [
          mailApi.send,
          practiceApi.invite,
          accountApi.askEmailChange,
        ] as readonly ApiRoute[];
        if (takesAddress.includes(route) && name === "email") return [name, "somebody@client.example"];
        if (route === privacyApi.ask && name === "kind") return [name, "objection"];
        if (route === accountApi.accept && name === "document") return [name, "terms"];
        return [name, valueFor(name, id)];
      }),
    );
    return {
      params: { id },
      ...(route === mailApi.cancel ? { query: { tell: "true" } } : {}),
      ...(schema === undefined ? {} : { body }),
    };
  }

  test("is declared as a whole in the document, and nothing else is", () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    expect(documented.toSorted()).toEqual(API_ROUTES.map(nameOf).toSorted());
  });

  test("answers nobody who is not signed in, except where everybody may ask", async () => {
    const before = await snapshot(server.database);
    for (const route of API_ROUTES.filter(({ access }) => access !== "public")) {
      const answer = await server.stranger.call(route, inputFor(route, ids[0] ?? ""));
      expect(answer.json(), nameOf(route)).toMatchObject({ status: 401, code: "SIGNED_OUT" });
    }
    expect(await snapshot(server.database)).toEqual(before);
  });

  test("refuses every change that a page of another origin asks for", async () => {
    const before = await snapshot(server.database);
    for (const route of API_ROUTES.filter(({ method }) => method !== "GET")) {
      const input = inputFor(route, ids[0] ?? "");
      const answer = await anna.call(route, { ...input, headers: { Origin: "https://evil.example" } });
      expect(answer.json(), nameOf(route)).toMatchObject({ status: 403, code: "ORIGIN" });
    }
    expect(await snapshot(server.database)).toEqual(before);
  });

  test("never lets one therapist read or change anything of another", async () => {
    const secrets = [berta.email, berta.name, berta.practiceName, berta.userId, berta.practiceId];
    secrets.push("kim@client.example", "colleague@praxis.example");
    for (const route of API_ROUTES) {
      await anna.signIn();
      const seen = async (): Promise<Snapshot> => {
        const rows = rowsOf(await snapshot(server.database), berta);
        return route.access === "public" ? withoutMails(rows) : rows;
      };
      const before = await seen();
      expect(Object.values(before).flat().length).toBeGreaterThan(8);
      const wanted = route.path.includes(":") ? ids : ids.slice(0, 1);
      for (const id of wanted) {
        const answer = await anna.call(route, inputFor(route, id));
        expect(answer.status, nameOf(route)).toBeLessThan(500);
        if (route.path.includes(":")) expect(isProblem(answer), `${nameOf(route)} ${id}`).toBe(true);
        const text = textOf(answer);
        for (const one of secrets) expect(text, nameOf(route)).not.toContain(one);
      }
      expect(await seen(), nameOf(route)).toEqual(before);
    }
  }, 120_000);

  test("lets a therapist do nothing that is the operator's", async () => {
    await anna.signIn();
    for (const route of Object.values(operatorApi)) {
      const answer = await anna.call(route, inputFor(route, berta.userId));
      expect(answer.json(), nameOf(route)).toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test("refuses malformed, oversized and hostile input with a code, and changes nothing", async () => {
    await anna.signIn();
    for (const route of API_ROUTES) {
      const { body } = inputFor(route, ids[0] ?? "");
      if (body === undefined) continue;
      const fields = Object.keys(body as object);
      const { required = [] } = operationOf(route)?.requestBody?.content["application/json"]?.schema ?? {};
      const bodies: unknown[] = ["{", "null", "[]", '"a"', "1", '{"__proto__":{"isOperator":true}}'];
      bodies.push({ ...(body as object), isOperator: true }, { ...(body as object), prf: "AAAA" });
      bodies.push("[".repeat(8_000));
      for (const field of fields) {
        const { [field]: present, ...without } = body as Record<string, unknown>;
        if (required.includes(field)) bodies.push(without);
        // A line of text may say what it likes, and an empty credential is what most wraps have.
        const isText = ["name", "practiceName", "reason", "text"].includes(field);
        const isFine = (value: unknown): boolean =>
          value === present ||
          (isText && HARMLESS.includes(value)) ||
          (field === "credentialId" && value === "");
        bodies.push(
          ...[...HOSTILE, ...HARMLESS]
            .filter((value) => !isFine(value))
            .map((value) => ({ ...without, [field]: value })),
        );
      }
      const before = withoutCounts(await snapshot(server.database));
      for (const one of bodies) {
        const answer = await anna.call(route, { params: { id: ids[0] ?? "" }, body: one });
        const what = `${nameOf(route)} ${JSON.stringify(one).slice(0, 200)}`;
        expect(isProblem(answer), `${what} → ${answer.status} ${answer.text.slice(0, 200)}`).toBe(true);
        expect(answer.text, what).not.toMatch(/ at |node_modules|script|OR 1=1|xxxx/);
      }
      expect(withoutCounts(await snapshot(server.database)), nameOf(route)).toEqual(before);
    }
  }, 180_000);

  test("refuses parameters that are no ids", async () => {
    await anna.signIn();
    for (const route of API_ROUTES.filter(({ path }) => path.includes(":"))) {
      for (const id of ["%00", "..%2f..%2fetc", "a".repeat(65), "%F0%9F%92%A9", "'--"]) {
        const answer = await anna.call(route, { ...inputFor(route, "x"), params: { id } });
        expect([400, 403, 404], `${nameOf(route)} ${id}: ${answer.status}`).toContain(answer.status);
      }
    }
  });
});
