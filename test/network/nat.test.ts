// The lab is what it says it is: each kind of router is probed as RFC 4787 and RFC 5780 would.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, openLab, whyNoLab } from "./lab.ts";
import { ROUTER_KINDS, type RouterKind } from "./nat.ts";
import { outputOf, type Place } from "./place.ts";
import type { Seen } from "./stun-probe.ts";
import type { TurnServer } from "./turn-server.ts";

describe.skipIf(whyNoLab() !== null)("a router of the kind", () => {
  let lab: Lab;
  let turn: TurnServer;
  beforeAll(async () => {
    lab = openLab();
    turn = await lab.startTurn();
  });
  afterAll(() => lab?.close());

  const probe = async (place: Place): Promise<Seen> =>
    JSON.parse(
      await outputOf(place, process.execPath, [
        join(import.meta.dirname, "stun-probe.ts"),
        ...turn.addresses,
      ]),
    );

  const expected: Readonly<
    Record<RouterKind, readonly [same: boolean | null, port: boolean, address: boolean]>
  > = {
    open: [true, true, true],
    restricted: [true, true, false],
    "port-restricted": [true, false, false],
    symmetric: [false, false, false],
    "no-udp": [null, false, false],
    "only-443": [null, false, false],
  };
  for (const [kind, [same, otherPort, otherAddress]] of ROUTER_KINDS.map(
    (one) => [one, expected[one]] as const,
  )) {
    for (const isImpaired of [false, true]) {
      test(`${kind}${isImpaired ? ", on a line with a delay" : ""}`, async () => {
        const place = lab.newPlace(kind);
        if (isImpaired) await place.impair({ up: { delay: 20 }, down: { delay: 30 } });
        const seen = await probe(place);
        const [one, other] = seen.mapped;
        if (same === null) expect(seen.mapped).toEqual([null, null]);
        else {
          expect([typeof one, typeof other]).toEqual(["string", "string"]);
          expect(one === other).toBe(same);
          expect(place.addresses()).toContain(one?.split(":")[0]);
        }
        expect([seen.otherPort, seen.otherAddress]).toEqual([otherPort, otherAddress]);
        place.remove();
      });
    }
  }
});
