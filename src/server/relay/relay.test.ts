import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RELAY_CLOSE } from "../../protocol/relay.ts";
import { RELAY_LIMITS, type RelayLimits } from "./limits.ts";
import { createRelay, type Effect, type Seat } from "./relay.ts";

type Name = string;

function tagNumber(number: number): string {
  return String(number).padStart(22, "A");
}

function setUp(changed: Partial<RelayLimits> = {}) {
  let routes = 0;
  const relay = createRelay<Name>({
    limits: { ...RELAY_LIMITS, ...changed },
    randomRoute: () => `r${routes++}`.padEnd(16, "_"),
  });
  let now = 0;
  let requests = 0;
  const seat = (name: Name, address: string = name): Seat<Name> => {
    const opening = relay.open(name, address, now);
    if (!opening.admitted) throw new Error("not admitted");
    return opening.seat;
  };
  const say = (from: Seat<Name>, message: object) =>
    relay.receive(from, JSON.stringify({ n: ++requests, ...message }), now);
  const join = (from: Seat<Name>, ...tags: string[]): (string | null)[] => {
    const [effect] = say(from, { t: "join", tags });
    const answer = effect?.kind === "send" ? JSON.parse(effect.text) : null;
    if (answer?.t !== "joined") throw new Error(`not joined: ${JSON.stringify(effect)}`);
    return answer.routes;
  };
  return {
    relay,
    seat,
    say,
    join,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    tick: () => relay.tick(now),
    heard: (from: Seat<Name>) => relay.heard(from, now),
    open: (address: string) => relay.open("extra", address, now),
    raw: (from: Seat<Name>, text: string) => relay.receive(from, text, now),
  };
}

/** Effects without what differs by chance: whom, and the parsed text or the code. */
function plain(effects: readonly Effect<Name>[]): unknown[] {
  return effects.map((effect) =>
    effect.kind === "send"
      ? [effect.seat.handle, JSON.parse(effect.text)]
      : [effect.seat.handle, effect.kind, ...(effect.kind === "close" ? [effect.code] : [])],
  );
}

const TAG = tagNumber(1);

describe("forwarding", () => {
  it("reaches a route, everybody else with *, and nobody outside the tag", () => {
    const { seat, say, join } = setUp();
    const [a, b, c, stranger] = [seat("a"), seat("b"), seat("c"), seat("stranger")];
    const [fromA] = join(a, TAG);
    const [toB] = join(b, TAG);
    join(c, TAG);
    join(stranger, tagNumber(2));
    expect(plain(say(a, { t: "send", tag: TAG, to: toB, b: "QUJD" }))).toEqual([
      ["b", { t: "msg", tag: TAG, from: fromA, b: "QUJD" }],
    ]);
    expect(
      plain(say(a, { t: "send", tag: TAG, to: "*", b: "QUJD" })).map((effect) => (effect as [string])[0]),
    ).toEqual(["b", "c"]);
    expect(plain(say(stranger, { t: "send", tag: TAG, to: toB, b: "QUJD" }))).toMatchObject([
      ["stranger", { t: "err", code: "NOT_JOINED" }],
    ]);
  });

  it("knows a route only within its own tag", () => {
    const { seat, say, join } = setUp();
    const [a, b] = [seat("a"), seat("b")];
    join(a, TAG);
    const [elsewhere] = join(b, tagNumber(2));
    expect(plain(say(a, { t: "send", tag: TAG, to: elsewhere, b: "" }))).toMatchObject([
      ["a", { code: "NO_ROUTE" }],
    ]);
  });

  it("gives the same route when a tag is joined again, a new one after leaving", () => {
    const { seat, say, join } = setUp();
    const a = seat("a");
    const [first] = join(a, TAG);
    expect(join(a, TAG, TAG)).toEqual([first, first]);
    expect(say(a, { t: "leave", tags: [TAG] })).toEqual([]);
    expect(join(a, TAG)).not.toEqual([first]);
  });

  it("forgets a tag with its last member and an address once its allowance is full again", () => {
    const { relay, seat, join, pass, tick } = setUp();
    const [a, b] = [seat("a"), seat("b")];
    join(a, TAG);
    join(b, TAG);
    relay.close(a);
    expect(relay.size()).toEqual({ sockets: 1, tags: 1, addresses: 2 });
    relay.close(b);
    relay.close(b);
    expect(relay.size().tags).toBe(0);
    pass(1_000);
    tick();
    expect(relay.size()).toEqual({ sockets: 0, tags: 0, addresses: 0 });
  });
});

describe("what a stranger can learn", () => {
  it("answers alike in empty and occupied tags", () => {
    const { seat, say, join } = setUp();
    join(seat("somebody"), TAG);
    const probe = (tag: string) => {
      const prober = seat("prober");
      const joined = plain(say(prober, { t: "join", n: 7, tags: [tag] }));
      const shape = JSON.stringify(joined).replace(/"r\d+_*"/, '"route"');
      return [shape, plain(say(prober, { t: "send", n: 8, tag, to: "x".repeat(16), b: "" }))];
    };
    expect(probe(TAG)).toEqual(probe(tagNumber(2)));
  });

  it("says nothing about whether * reached anybody", () => {
    const { seat, say, join } = setUp();
    const a = seat("a");
    join(a, TAG);
    expect(say(a, { t: "send", tag: TAG, to: "*", b: "" })).toEqual([]);
  });
});

describe("limits", () => {
  it("refuses the 121st socket of an address within a moment, and says when to come back", () => {
    const { relay, open, pass } = setUp();
    for (let i = 0; i < 120; i++) expect(open("one").admitted).toBe(true);
    expect(open("one")).toEqual({ admitted: false, retryAfter: 500 });
    expect(open("another").admitted).toBe(true);
    pass(500);
    expect(open("one").admitted).toBe(true);
    expect(relay.size().sockets).toBe(122);
  });

  it("holds at most so many sockets of an address, and of all", () => {
    const { open } = setUp({ socketsPerAddress: 2, sockets: 3 });
    expect(
      [open("a"), open("a"), open("a"), open("b"), open("b")].map((opening) => opening.admitted),
    ).toEqual([true, true, false, true, false]);
  });

  it("closes a socket that joins nothing within ten seconds", () => {
    const { seat, join, pass, tick } = setUp();
    const joiner = seat("joiner");
    seat("lurker");
    join(joiner, TAG);
    pass(9_999);
    expect(tick()).toEqual([]);
    pass(1);
    expect(plain(tick())).toEqual([["lurker", "close", RELAY_CLOSE.joinTimeout]]);
  });

  it("pings every 25 seconds and closes after 60 without an answer", () => {
    const { seat, join, pass, tick, heard } = setUp();
    const [alive, dead] = [seat("alive"), seat("dead")];
    join(alive, TAG);
    join(dead, TAG);
    pass(25_000);
    expect(plain(tick())).toEqual([
      ["alive", "ping"],
      ["dead", "ping"],
    ]);
    heard(alive);
    pass(25_000);
    tick();
    heard(alive);
    pass(10_000);
    expect(plain(tick())).toEqual([["dead", "close", RELAY_CLOSE.idle]]);
  });

  it("refuses a 65th tag, and more joins than the allowance", () => {
    const { seat, say, join } = setUp();
    const a = seat("a");
    join(a, ...Array.from({ length: 64 }, (_, index) => tagNumber(index)));
    expect(plain(say(a, { t: "join", tags: [tagNumber(100)] }))).toMatchObject([["a", { code: "TOO_MANY" }]]);
    join(a, ...Array.from({ length: 64 }, (_, index) => tagNumber(index)));
    expect(plain(say(a, { t: "join", tags: [TAG] }))).toMatchObject([
      ["a", { code: "RATE", retryAfter: 2_000 }],
    ]);
  });

  it("lets 32 into a tag and answers null to the next", () => {
    const { seat, join } = setUp();
    for (let i = 0; i < 32; i++) expect(join(seat(`s${i}`), TAG)[0]).not.toBeNull();
    expect(join(seat("late"), TAG, tagNumber(2))).toEqual([null, expect.any(String)]);
  });

  it("lets 16 of an address into a tag; the oldest makes room only if it is silent", () => {
    const { seat, say, join, pass, heard } = setUp();
    const crowd = Array.from({ length: 16 }, (_, index) => seat(`s${index}`, "home"));
    for (const member of crowd) join(member, TAG);
    const late = seat("late", "home");
    expect(join(late, TAG)).toEqual([null]);
    pass(30_000);
    for (const member of crowd.slice(1)) heard(member);
    expect(plain(say(late, { t: "join", tags: [TAG] }))).toEqual([
      ["s0", "close", RELAY_CLOSE.idle],
      ["late", { t: "joined", n: expect.any(Number), routes: [expect.any(String)] }],
    ]);
    const next = seat("next", "home");
    expect(join(next, TAG)).toEqual([null]);
  });

  it("refuses bodies over their size, for all and for one", () => {
    const { seat, say, join } = setUp();
    const a = seat("a");
    join(a, TAG);
    const body = (bytes: number) => Buffer.alloc(bytes).toString("base64url");
    const code = (to: string, bytes: number) => plain(say(a, { t: "send", tag: TAG, to, b: body(bytes) }))[0];
    expect(code("*", 1_100)).toBeUndefined();
    expect(code("*", 1_101)).toMatchObject(["a", { code: "TOO_BIG" }]);
    expect(code("x".repeat(16), 16_500)).toMatchObject(["a", { code: "NO_ROUTE" }]);
    expect(code("x".repeat(16), 16_501)).toMatchObject(["a", { code: "TOO_BIG" }]);
  });

  it("lets 12 messages a minute go to all", () => {
    const { seat, say, join, pass } = setUp();
    const a = seat("a");
    join(a, TAG);
    const send = () => plain(say(a, { t: "send", tag: TAG, to: "*", b: "" }));
    for (let i = 0; i < 12; i++) expect(send()).toEqual([]);
    expect(send()).toMatchObject([["a", { code: "RATE", retryAfter: 5_000 }]]);
    pass(5_000);
    expect(send()).toEqual([]);
  });

  it("refuses what is too fast, and closes who does not listen to that", () => {
    const { seat, say, join, pass } = setUp();
    const a = seat("a");
    join(a, TAG);
    const send = () => plain(say(a, { t: "send", tag: TAG, to: "x".repeat(16), b: "" }));
    for (let i = 0; i < 59; i++) expect(send()).toMatchObject([["a", { code: "NO_ROUTE" }]]);
    expect(send()).toMatchObject([["a", { code: "RATE", retryAfter: 50 }]]);
    pass(50);
    expect(send()).toMatchObject([["a", { code: "NO_ROUTE" }]]);
    for (let i = 0; i < 18; i++) expect(send()).toMatchObject([["a", { code: "RATE" }]]);
    expect(send()).toMatchObject([
      ["a", { code: "RATE" }],
      ["a", "close", RELAY_CLOSE.rate],
    ]);
    expect(send()).toEqual([]);
  });

  it("lets 256 KiB a second through", () => {
    const { seat, say, join, pass } = setUp();
    const a = seat("a");
    join(a, TAG);
    const b = Buffer.alloc(16_000).toString("base64url");
    const send = () => plain(say(a, { t: "send", tag: TAG, to: "x".repeat(16), b }))[0];
    for (let i = 0; i < 12; i++) expect(send()).toMatchObject(["a", { code: "NO_ROUTE" }]);
    expect(send()).toMatchObject(["a", { code: "RATE" }]);
    pass(1_000);
    expect(send()).toMatchObject(["a", { code: "NO_ROUTE" }]);
  });

  it("closes at the first message that is none", () => {
    const { seat, raw, relay } = setUp();
    for (const text of [
      "",
      "{}",
      "[]",
      "null",
      '{"t":"join","n":1,"tags":[]}',
      '{"t":"join","n":0,"tags":["x"]}',
    ]) {
      const a = seat("a");
      expect(plain(raw(a, text))).toEqual([
        ["a", { t: "err", n: 0, code: "BAD_MSG" }],
        ["a", "close", RELAY_CLOSE.badMessage],
      ]);
      expect(raw(a, text)).toEqual([]);
    }
    expect(relay.receiveRubbish(seat("b"))).toMatchObject([{ kind: "close", code: RELAY_CLOSE.badMessage }]);
    expect(relay.size().sockets).toBe(0);
  });
});

describe("any order of events", () => {
  const PEOPLE = 5;
  const action = fc.oneof(
    fc.record({ do: fc.constant("open" as const), who: fc.nat(PEOPLE - 1) }),
    fc.record({ do: fc.constant("close" as const), who: fc.nat(PEOPLE - 1) }),
    fc.record({ do: fc.constant("join" as const), who: fc.nat(PEOPLE - 1), tag: fc.nat(3) }),
    fc.record({ do: fc.constant("leave" as const), who: fc.nat(PEOPLE - 1), tag: fc.nat(3) }),
    fc.record({
      do: fc.constant("send" as const),
      who: fc.nat(PEOPLE - 1),
      tag: fc.nat(3),
      to: fc.option(fc.nat(PEOPLE - 1)),
    }),
    fc.record({ do: fc.constant("pass" as const), ms: fc.nat(70_000) }),
  );

  it("delivers only to present members of the tag, never to the sender, and forgets everything in the end", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        const { relay, seat, say, pass, tick } = setUp();
        const seats = new Map<number, Seat<Name>>();
        const members = new Map<string, Map<Seat<Name>, string>>();
        const forget = (gone: Seat<Name>) => {
          for (const routes of members.values()) routes.delete(gone);
          for (const [who, one] of seats) if (one === gone) seats.delete(who);
        };
        const settle = (effects: readonly Effect<Name>[]) => {
          for (const effect of effects) if (effect.kind === "close") forget(effect.seat);
        };
        for (const step of actions) {
          if (step.do === "pass") {
            pass(step.ms);
            settle(tick());
            continue;
          }
          const present = seats.get(step.who);
          if (step.do === "open") {
            if (present === undefined) seats.set(step.who, seat(`s${step.who}`));
          } else if (present === undefined) {
            // Nobody there to act.
          } else if (step.do === "close") {
            relay.close(present);
            forget(present);
          } else {
            const tag = tagNumber(step.tag);
            const inTag = members.get(tag) ?? new Map<Seat<Name>, string>();
            members.set(tag, inTag);
            if (step.do === "leave") {
              settle(say(present, { t: "leave", tags: [tag] }));
              inTag.delete(present);
            } else if (step.do === "join") {
              const effects = say(present, { t: "join", tags: [tag] });
              settle(effects);
              for (const effect of effects) {
                const answer = effect.kind === "send" ? JSON.parse(effect.text) : null;
                if (answer?.t === "joined") inTag.set(present, answer.routes[0]);
              }
            } else {
              const target = step.to === null ? undefined : seats.get(step.to);
              const route = (target && inTag.get(target)) ?? "none".padEnd(16, "_");
              const effects = say(present, { t: "send", tag, to: step.to === null ? "*" : route, b: "QUJD" });
              settle(effects);
              for (const effect of effects) {
                const message = effect.kind === "send" ? JSON.parse(effect.text) : null;
                if (message?.t !== "msg") continue;
                expect(inTag.has(present)).toBe(true);
                expect(inTag.has(effect.seat)).toBe(true);
                if (step.to === null) expect(effect.seat).not.toBe(present);
                else expect(inTag.get(effect.seat)).toBe(route);
                expect(message.from).toBe(inTag.get(present));
              }
            }
          }
        }
        for (const one of seats.values()) relay.close(one);
        pass(120_000);
        tick();
        expect(relay.size()).toEqual({ sockets: 0, tags: 0, addresses: 0 });
      }),
    );
  });

  it("bears any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { seat, raw } = setUp();
        const effects = raw(seat("a"), text);
        expect(effects.at(-1)).toMatchObject({ kind: "close", code: RELAY_CLOSE.badMessage });
      }),
    );
  });
});
