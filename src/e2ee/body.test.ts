import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHAT_MAX,
  LOGO_PART,
  PHONE_MAX,
  PRACTICE_NAME_MAX,
  SDP_MAX,
  TURN_TEXT_MAX,
  TURN_URLS,
} from "../protocol/limits.ts";
import { CONSENT_VERSION_FORM, FRAME_TYPE, type SealedBody } from "../protocol/sealed.ts";
import { decodeBody, encodeBody } from "./body.ts";
import { encode, u64, utf8 } from "./bytes.ts";

const text = (limit: number) =>
  fc.string({ unit: "grapheme", maxLength: limit }).filter((value) => utf8(value).length <= limit);
const VERSION = "2026-11-25.0123456789abcdef";
const u32 = fc.nat({ max: 0xffff_ffff });
const flag = fc.boolean();
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((array) => new Uint8Array(array));
const state = fc.constant("state" as const);

const turnUrl = fc
  .tuple(
    fc.constantFrom("turn", "turns"),
    fc.oneof(fc.domain(), fc.ipV4(), fc.constant("[2001:db8::1]")),
    fc.option(fc.integer({ min: 1, max: 65_535 })),
    fc.constantFrom("", "?transport=udp", "?transport=tcp"),
  )
  .map(([scheme, host, port, rest]) => `${scheme}:${host}${port === null ? "" : `:${port}`}${rest}`)
  .filter((url) => url.length <= TURN_TEXT_MAX);

const bodies: fc.Arbitrary<SealedBody> = fc.oneof(
  fc.constant<SealedBody>({ type: "ack" }),
  fc.record({
    type: state,
    state: fc.constant("waiting" as const),
    practice: text(PRACTICE_NAME_MAX),
    phone: text(PHONE_MAX),
  }),
  fc.record({
    type: state,
    state: fc.constantFrom("admitted", "denied", "removed", "busy", "moved", "soon", "occupied"),
  }),
  fc.record({ type: state, state: fc.constant("ended" as const), elsewhere: flag }),
  fc.record({
    type: fc.constant("sdp" as const),
    kind: fc.constantFrom("offer", "answer", "new-offer"),
    neg: u32,
    re: u32,
    sdp: text(200),
  }),
  fc.record({
    type: fc.constant("ice" as const),
    ufrag: text(40),
    mid: text(10),
    candidates: fc.array(text(100)),
  }),
  fc.record({
    type: fc.constant("resume" as const),
    ice: fc.constantFrom("none", "connected", "disconnected", "failed"),
    wantsRestart: flag,
    wantsTurn: flag,
  }),
  fc.record({
    type: fc.constant("media" as const),
    microphone: flag,
    camera: flag,
    screen: flag,
    held: flag,
    path: fc.constantFrom("unknown", "direct", "relayed"),
    quality: fc.constantFrom(0, 1, 2, 3, 4),
  }),
  fc.record({
    type: fc.constant("bind" as const),
    role: fc.constantFrom("host", "guest"),
    local: hash,
    remote: hash,
  }),
  fc.record({ type: fc.constant("sas" as const), match: flag }),
  fc.record({ type: fc.constant("bye" as const), returns: flag }),
  fc.record({ type: fc.constant("alive" as const), answer: flag }),
  fc.record({
    type: fc.constant("chat" as const),
    kind: fc.constant("text" as const),
    id: u32,
    text: text(200),
  }),
  fc.record({ type: fc.constant("chat" as const), kind: fc.constant("received" as const), id: u32 }),
  fc.record({
    type: fc.constant("logo" as const),
    part: fc.constant(0),
    parts: fc.constantFrom(1, 2),
    format: fc.constantFrom("png", "webp"),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }).map((array) => new Uint8Array(array)),
  }),
  fc.record({
    type: fc.constant("turn" as const),
    expiry: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    username: fc.stringMatching(/^\d{10}:[0-9a-f]{16}$/),
    credential: fc.base64String({ minLength: 4, maxLength: TURN_TEXT_MAX }),
    urls: fc.array(turnUrl, { minLength: 1, maxLength: TURN_URLS }),
  }),
  fc.record({
    type: fc.constant("consent" as const),
    by: fc.constantFrom("self", "custody"),
    language: fc.constantFrom("de", "en"),
    givenAt: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    withdrawnAt: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
    version: fc.stringMatching(CONSENT_VERSION_FORM),
  }),
) as fc.Arbitrary<SealedBody>;

describe("bodies", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(decodeBody(FRAME_TYPE[body.type], encodeBody(body))).toEqual(body);
      }),
      { numRuns: 1_000 },
    );
  });

  it("have one encoding, and other bytes are refused without failing", () => {
    const type = fc.oneof(fc.constantFrom(...Object.values(FRAME_TYPE)), fc.nat(255));
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ maxLength: 12, max: 4 }));
    fc.assert(
      fc.property(type, bytes, (number, array) => {
        const payload = new Uint8Array(array);
        const body = decodeBody(number, payload);
        if (body !== null) {
          expect(FRAME_TYPE[body.type]).toBe(number);
          expect(encodeBody(body)).toEqual(payload);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("keep their numbers on the wire", () => {
    const first = (body: SealedBody) => encodeBody(body)[0];
    const states = ["admitted", "denied", "removed", "busy", "moved", "soon", "occupied"] as const;
    expect(states.map((name) => first({ type: "state", state: name }))).toEqual([2, 3, 4, 6, 7, 8, 9]);
    expect([...encodeBody({ type: "state", state: "ended", elsewhere: true })]).toEqual([5, 1]);
    expect(first({ type: "state", state: "waiting", practice: "", phone: "" })).toBe(1);
    expect(first({ type: "sdp", kind: "new-offer", neg: 0, re: 0, sdp: "" })).toBe(3);
    const resume = { type: "resume", ice: "failed", wantsRestart: false, wantsTurn: true } as const;
    expect([...encodeBody(resume)]).toEqual([3, 2]);
    const logo = { type: "logo", part: 1, parts: 2, format: "webp", bytes: Uint8Array.of(9) } as const;
    expect([...encodeBody(logo)]).toEqual([1, 2, 2, 9]);
    const consent = { type: "consent", by: "custody", language: "en", version: VERSION } as const;
    expect(FRAME_TYPE.consent).toBe(128);
    expect([...encodeBody({ ...consent, givenAt: 258, withdrawnAt: null })]).toEqual([
      2,
      2,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
      2,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...utf8(VERSION),
    ]);
  });

  it("over their limits are not sent and not accepted", () => {
    const long = (length: number) => "x".repeat(length);
    const tooLong: SealedBody[] = [
      { type: "state", state: "waiting", practice: long(PRACTICE_NAME_MAX + 1), phone: "" },
      { type: "state", state: "waiting", practice: "", phone: long(PHONE_MAX + 1) },
      { type: "sdp", kind: "offer", neg: 1, re: 0, sdp: long(SDP_MAX + 1) },
      { type: "chat", kind: "text", id: 1, text: long(CHAT_MAX + 1) },
      { type: "logo", part: 0, parts: 1, format: "png", bytes: new Uint8Array(LOGO_PART + 1) },
      { type: "logo", part: 0, parts: 1, format: "png", bytes: new Uint8Array(0) },
      { type: "logo", part: 0, parts: 3, format: "png", bytes: new Uint8Array(1) },
      { type: "logo", part: 1, parts: 1, format: "png", bytes: new Uint8Array(1) },
      {
        type: "consent",
        by: "self",
        language: "de",
        givenAt: 1,
        withdrawnAt: null,
        version: `${VERSION}0`,
      },
    ];
    for (const body of tooLong) {
      expect(() => encodeBody(body)).toThrow(expect.objectContaining({ code: "E_PROTO" }));
    }
    expect(decodeBody(FRAME_TYPE.chat, new Uint8Array(5 + CHAT_MAX))).not.toBeNull();
    expect(decodeBody(FRAME_TYPE.chat, new Uint8Array(6 + CHAT_MAX))).toBeNull();
    expect(decodeBody(FRAME_TYPE.sdp, Uint8Array.of(1, ...new Uint8Array(9 + SDP_MAX)))).toBeNull();
    const part = (...head: number[]) => decodeBody(FRAME_TYPE.logo, Uint8Array.of(...head, 7));
    expect(part(0, 2, 1)).not.toBeNull();
    for (const head of [
      [0, 0, 1],
      [0, 3, 1],
      [2, 2, 1],
      [0, 1, 0],
      [0, 1, 3],
    ]) {
      expect(part(...head)).toBeNull();
    }
    expect(decodeBody(FRAME_TYPE.logo, Uint8Array.of(0, 1, 1))).toBeNull();
    const full = Uint8Array.of(0, 1, 1, ...new Uint8Array(LOGO_PART));
    expect(decodeBody(FRAME_TYPE.logo, full)).not.toBeNull();
    expect(decodeBody(FRAME_TYPE.logo, Uint8Array.of(...full, 0))).toBeNull();
    const consent = (head: readonly number[], version = VERSION) =>
      decodeBody(FRAME_TYPE.consent, Uint8Array.of(...head, ...new Uint8Array(16), ...utf8(version)));
    expect(consent([1, 1])).not.toBeNull();
    for (const head of [[0, 1], [3, 1], [1, 0], [1, 3], [1]]) expect(consent(head)).toBeNull();
  });

  it("names a wording of a consent and holds no other text, which would become lines of a receipt", () => {
    const consent = { type: "consent", by: "self", language: "de", givenAt: 1, withdrawnAt: null } as const;
    const others = [
      "",
      "v",
      `${VERSION}\n`,
      `${VERSION}\nGegeben`,
      `\u202e${VERSION}`,
      VERSION.toUpperCase(),
    ];
    for (const version of others) {
      const payload = Uint8Array.of(1, 1, ...new Uint8Array(16), ...utf8(version));
      expect(decodeBody(FRAME_TYPE.consent, payload)).toBeNull();
      expect(() => encodeBody({ ...consent, version })).toThrow(expect.objectContaining({ code: "E_PROTO" }));
    }
  });

  it("hand over nothing that is no TURN server, or that a browser would choke on", () => {
    const turn = { type: "turn", expiry: 258, username: "1:a", credential: "c", urls: ["turn:x"] } as const;
    expect(FRAME_TYPE.turn).toBe(18);
    const good = encodeBody(turn);
    expect(decodeBody(FRAME_TYPE.turn, good)).toEqual(turn);
    const long = "x".repeat(TURN_TEXT_MAX + 1);
    const wrong = [
      { ...turn, urls: [] },
      { ...turn, urls: Array.from({ length: TURN_URLS + 1 }, () => "turn:x") },
      ...[
        "stun:x",
        "turn:",
        "turn:x:0",
        "turn:x:65536",
        "turn:x?transport=sctp",
        "turn:a b",
        "https://x",
      ].map((url) => ({ ...turn, urls: ["turn:x", url] })),
      { ...turn, urls: [`turn:${long}`] },
      { ...turn, username: "" },
      { ...turn, username: long },
      { ...turn, credential: "" },
      { ...turn, credential: "ü" },
    ];
    for (const body of wrong) {
      expect(() => encodeBody(body)).toThrow(expect.objectContaining({ code: "E_PROTO" }));
      const payload = encode(u64(body.expiry), body.username, body.credential, ...body.urls);
      expect(decodeBody(FRAME_TYPE.turn, payload)).toBeNull();
    }
    expect(decodeBody(FRAME_TYPE.turn, good.slice(0, -1))).toBeNull();
    expect(decodeBody(FRAME_TYPE.turn, encode(Uint8Array.of(0, 0, 1, 2), "1:a", "c", "turn:x"))).toBeNull();
  });
});
