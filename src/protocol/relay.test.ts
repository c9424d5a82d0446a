import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClientMessage,
  parseClientMessage,
  parseServerMessage,
  RELAY_ERRORS,
  type ServerMessage,
} from "./relay.ts";

const ALPHABET = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
const letters = (length: number) =>
  fc
    .array(fc.constantFrom(...ALPHABET), { minLength: length, maxLength: length })
    .map((parts) => parts.join(""));
const tag = letters(22);
const route = letters(16);
const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("base64url"));
const tags = fc.array(tag, { minLength: 1, maxLength: 64 });

const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({ t: fc.constant("join" as const), n: count, tags }),
  fc.record({ t: fc.constant("leave" as const), n: count, tags }),
  fc.record({
    t: fc.constant("send" as const),
    n: count,
    tag,
    to: fc.oneof(route, fc.constant("*")),
    b: body,
  }),
);
const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(
  fc.record({ t: fc.constant("joined" as const), n: count, routes: fc.array(fc.option(route)) }),
  fc.record({ t: fc.constant("msg" as const), tag, from: route, b: body }),
  fc.record({ t: fc.constant("err" as const), n: fc.nat(), code: fc.constantFrom(...RELAY_ERRORS) }),
  fc.record({
    t: fc.constant("err" as const),
    n: fc.nat(),
    code: fc.constantFrom(...RELAY_ERRORS),
    retryAfter: fc.nat(),
  }),
);

describe("relay messages", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(clientMessage, (message) => {
        expect(parseClientMessage(JSON.stringify(message))).toEqual(message);
      }),
    );
    fc.assert(
      fc.property(serverMessage, (message) => {
        expect(parseServerMessage(JSON.stringify(message))).toEqual(message);
      }),
    );
  });

  it("refuses a field too many, a field too few and a value of another kind", () => {
    const broken = (message: ClientMessage | ServerMessage, key: string, value: unknown) => [
      { ...message, extra: 1 },
      { ...message, [key]: undefined },
      { ...message, [key]: value },
    ];
    fc.assert(
      fc.property(
        clientMessage,
        fc.nat(2),
        fc.constantFrom(null, -1, 0.5, {}, [], "", "é", true),
        (message, at, bad) => {
          const key = Object.keys(message)[at] ?? "t";
          // An empty body is a body, and an empty list of routes a list.
          for (const wrong of broken(message, key, bad)) {
            expect(parseClientMessage(JSON.stringify(wrong))).toBeNull();
          }
        },
      ),
    );
    fc.assert(
      fc.property(serverMessage, (message) => {
        expect(parseServerMessage(JSON.stringify({ ...message, extra: 1 }))).toBeNull();
      }),
    );
  });

  it("refuses any other text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseClientMessage(text)).toBeNull();
        expect(parseServerMessage(text)).toBeNull();
      }),
    );
  });

  it("refuses tags and bodies that are not base64url", () => {
    const send = { t: "send", n: 1, tag: "A".repeat(22), to: "*", b: "QUJD" };
    expect(parseClientMessage(JSON.stringify(send))).toEqual(send);
    for (const wrong of [
      { b: "QUJ=" },
      { b: "QUJDR" },
      { b: "QU\u0141D" },
      { b: "QU+/" },
      { b: "A".repeat(32_772) },
      { tag: "A".repeat(21) },
      { tag: "A".repeat(23) },
      { tag: `${"A".repeat(21)} ` },
      { to: "" },
      { to: "A".repeat(15) },
      { n: 2 ** 53 },
    ]) {
      expect(parseClientMessage(JSON.stringify({ ...send, ...wrong }))).toBeNull();
    }
  });

  it("leaves no trace of a tag in the engine's memory of the last match", () => {
    const secret = "Zz".repeat(11);
    parseClientMessage(JSON.stringify({ t: "join", n: 1, tags: [secret] }));
    expect(RegExp.input).not.toContain(secret);
  });
});
