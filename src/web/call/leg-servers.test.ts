import { describe, expect, it } from "vitest";
import { TURN_LEFT, TURN_TTL } from "../../protocol/limits.ts";
import type { TurnCredential } from "./call-view.ts";
import { createGuestServers, createHostServers } from "./leg-servers.ts";

const STUN: RTCIceServer = { urls: ["stun:x"] };

/** A host's page with so many credentials, and a clock that the test moves. */
function host(credentials: number) {
  let at = 1_000_000;
  let taken = 0;
  const servers = createHostServers({
    configured: [STUN],
    now: () => at,
    pool: {
      take(now): TurnCredential | null {
        if (taken >= credentials) return null;
        taken += 1;
        return { expiry: now + TURN_TTL, username: `u${taken}`, credential: "c", urls: ["turn:x"] };
      },
    },
  });
  const names = ({ servers: list, hand }: ReturnType<typeof servers.fresh>) => [
    ...list.flatMap(({ username }) => username ?? []),
    hand?.username ?? null,
  ];
  return {
    servers,
    next: () => names(servers.fresh()),
    pass(milliseconds: number) {
      at += milliseconds;
    },
  };
}

describe("the servers of a leg", () => {
  it("are two credentials, one of them for the guest, and an early restart keeps both", () => {
    const { servers, next, pass } = host(10);
    expect(next()).toEqual(["u1", "u2"]);
    expect(servers.hasRelay()).toBe(true);
    pass(TURN_TTL - TURN_LEFT);
    expect(next()).toEqual(["u1", null]);
    pass(1);
    expect(next()).toEqual(["u3", "u4"]);
  });

  it("are another one for a guest that says so, but not again and again", () => {
    const { servers, next, pass } = host(10);
    expect(next()).toEqual(["u1", "u2"]);
    servers.asked();
    expect(next()).toEqual(["u1", null]);
    pass(TURN_LEFT);
    expect(next()).toEqual(["u1", null]);
    servers.asked();
    expect(next()).toEqual(["u1", "u3"]);
  });

  it("are what is configured when the pool is used up, and the old one as long as it is good", () => {
    const { servers, next, pass } = host(1);
    expect(next()).toEqual(["u1", null]);
    pass(TURN_TTL - 1);
    expect(next()).toEqual(["u1", null]);
    pass(1);
    expect(next()).toEqual([null]);
    expect(servers.hasRelay()).toBe(false);
    expect(servers.fresh()).toEqual({ servers: [STUN], hand: null });
  });

  it("are for a guest what it was handed last, and nobody hands anything to a host", () => {
    let at = 0;
    const guest = createGuestServers({ configured: [STUN], now: () => at });
    expect([guest.fresh().servers, guest.hasRelay(), guest.isShort()]).toEqual([[STUN], false, false]);
    const turn = {
      type: "turn",
      expiry: TURN_TTL,
      username: "u",
      credential: "c",
      urls: ["turn:x"],
    } as const;
    expect(guest.receive(turn)).toBe(true);
    expect(guest.fresh()).toEqual({
      servers: [STUN, { urls: ["turn:x"], username: "u", credential: "c" }],
      hand: null,
    });
    expect([guest.hasRelay(), guest.isShort()]).toEqual([true, false]);
    at = TURN_TTL - TURN_LEFT + 1;
    expect(guest.isShort()).toBe(true);
    expect(host(1).servers.receive(turn)).toBe(false);
  });
});
