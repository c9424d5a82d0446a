// The relay as a machine: each line of an input is a message of one of four sockets, its first character says whose.
import { parseServerMessage } from "../../../src/protocol/relay.ts";
import { RELAY_LIMITS } from "../../../src/server/relay/limits.ts";
import { createRelay, type Effect, type Seat } from "../../../src/server/relay/relay.ts";
import { bytesOf, textOf } from "../mutate.ts";
import { promise, type Target } from "../target.ts";

const [TAG, SECOND] = ["A".repeat(22), "B".repeat(22)];
const SEATS = 4;
const line = (seat: number, message: object): string => `${seat}${JSON.stringify(message)}`;

function checkEffects(effects: readonly Effect<number>[], sender: Seat<number>, length: number): void {
  promise(effects.length <= SEATS + 2, "one message causes more than one for each member");
  for (const effect of effects) {
    if (effect.kind !== "send") continue;
    const message = parseServerMessage(effect.text);
    promise(message !== null, "the relay says what no page reads");
    promise(effect.text.length <= length + 2_000, "the relay says much more than it was told");
    if (message.t !== "msg") {
      promise(effect.seat === sender, "an answer goes to somebody else");
      continue;
    }
    promise(
      effect.seat.memberships.some(({ tag }) => tag === message.tag),
      "a message goes to somebody outside its tag",
    );
    promise(
      sender.memberships.some(({ tag, route }) => tag === message.tag && route === message.from),
      "a message comes from another route than its sender's",
    );
  }
}

export const relayMachine: Target = {
  name: "relay-machine",
  seeds: [
    [line(0, { t: "join", n: 1, tags: [TAG] }), line(1, { t: "join", n: 1, tags: [TAG, SECOND] })],
    [
      line(0, { t: "join", n: 1, tags: [TAG] }),
      line(1, { t: "join", n: 1, tags: [TAG] }),
      line(0, { t: "send", n: 2, tag: TAG, to: "*", b: "QUJD" }),
      line(1, { t: "send", n: 2, tag: TAG, to: "r0______________", b: "QUJD" }),
      line(0, { t: "leave", n: 3, tags: [TAG, SECOND] }),
      line(0, { t: "send", n: 4, tag: TAG, to: "*", b: "QUJD" }),
    ],
  ].map((lines) => bytesOf(lines.join("\n"))),
  words: [
    "\n0",
    "\n1",
    "\n2",
    "\n3",
    `"${TAG}"`,
    `"${SECOND}"`,
    '"n":1',
    line(2, { t: "join", n: 1, tags: [TAG] }),
  ],
  check(input) {
    let routes = 0;
    const relay = createRelay<number>({
      limits: RELAY_LIMITS,
      randomRoute: () => `r${routes++}`.padEnd(16, "_"),
    });
    const seats = Array.from({ length: SEATS }, (_, handle) => {
      const opening = relay.open(handle, `address ${handle % 2}`, 0);
      promise(opening.admitted, "a first socket is not admitted");
      return opening.seat;
    });
    let now = 0;
    for (const text of textOf(input).split("\n")) {
      const seat = seats[(text.codePointAt(0) ?? 0) % SEATS];
      if (seat === undefined) continue;
      now += 20;
      checkEffects(relay.receive(seat, text.slice(1), now), seat, text.length);
      const { sockets, tags, addresses } = relay.size();
      const open = seats.filter((one) => one.open);
      promise(sockets === open.length && addresses <= 2, "the relay miscounts its sockets");
      const held = new Set(open.flatMap((one) => one.memberships.map(({ tag }) => tag)));
      promise(tags === held.size, "the relay keeps a tag without members, or has lost one");
      promise(
        open.every(({ memberships }) => memberships.length <= RELAY_LIMITS.tagsPerSocket),
        "a socket has more tags than allowed",
      );
    }
    for (const seat of seats) relay.close(seat);
    relay.tick(now + 24 * 3_600_000);
    const left = relay.size();
    promise(left.sockets + left.tags + left.addresses === 0, "something is left of sockets that are gone");
  },
};
