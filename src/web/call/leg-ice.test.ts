import { describe, expect, it, vi } from "vitest";
import type { Caps, LegSecrets } from "../../e2ee/handshake.ts";
import { createLegIce } from "./leg-ice.ts";
import { createGuestServers } from "./leg-servers.ts";

type Ends = Pick<LegSecrets, "role" | "own" | "peer">;

function open(role: "host" | "guest", flags: { readonly host: boolean; readonly guest: boolean }) {
  const caps = (relayOnly: boolean): Caps => ({ max: 1, relayOnly, group: false });
  const [own, peer] = role === "host" ? [flags.host, flags.guest] : [flags.guest, flags.host];
  const secrets = { role, own: { caps: caps(own) }, peer: { caps: caps(peer) } } as unknown as Ends;
  const counted: string[] = [];
  let configured = 0;
  const ice = createLegIce(
    { secrets, servers: createGuestServers({ configured: [], now: () => 0 }) },
    {
      send: () => {},
      configure: () => {
        configured += 1;
      },
      counted: (code) => counted.push(code),
      changed: () => {},
    },
  );
  return { ice, counted, configured: () => configured };
}

describe("who hides", () => {
  it.each([
    ["host", { host: false, guest: false }, { policy: "all", self: false, peer: false }],
    ["guest", { host: false, guest: false }, { policy: "all", self: false, peer: false }],
    // The host's flag is for both.
    ["host", { host: true, guest: false }, { policy: "relay", self: true, peer: true }],
    ["guest", { host: true, guest: false }, { policy: "relay", self: true, peer: true }],
    // The guest's hides the guest alone.
    ["host", { host: false, guest: true }, { policy: "all", self: false, peer: true }],
    ["guest", { host: false, guest: true }, { policy: "relay", self: true, peer: false }],
  ] as const)("a %s under %o", (role, flags, { policy, self, peer }) => {
    const { ice } = open(role, flags);
    expect(ice.next().iceTransportPolicy).toBe(policy);
    expect(ice.view()).toMatchObject({ hidesSelf: self, hidesPeer: peer, isMissing: false });
    ice.close();
  });
});

describe("a relay that is demanded and does not answer", () => {
  const HIDDEN = { host: false, guest: true };

  it("is told ten seconds after the first try, however many follow", () => {
    vi.useFakeTimers();
    const { ice, counted } = open("guest", HIDDEN);
    for (let second = 0; second < 9; second += 1) {
      ice.next();
      vi.advanceTimersByTime(1_000);
    }
    expect(ice.view().isMissing).toBe(false);
    ice.next();
    vi.advanceTimersByTime(1_000);
    expect(ice.view().isMissing).toBe(true);
    expect(counted).toEqual(["E_NO_RELAY"]);
    ice.gathered(false);
    ice.next();
    vi.advanceTimersByTime(9_999);
    expect(ice.view().isMissing).toBe(false);
    vi.advanceTimersByTime(1);
    expect(ice.view().isMissing).toBe(true);
    ice.close();
    vi.useRealTimers();
  });

  it("is E_NO_RELAY when nothing was gathered, until something is", () => {
    const { ice, counted } = open("guest", HIDDEN);
    ice.next();
    ice.gathered(true);
    expect(ice.view().isMissing).toBe(true);
    ice.gathered(true);
    ice.gathered(false);
    expect(ice.view().isMissing).toBe(false);
    expect(counted).toEqual(["E_NO_RELAY"]);
    const other = open("guest", { host: false, guest: false });
    other.ice.next();
    other.ice.gathered(true);
    expect(other.ice.view().isMissing).toBe(false);
  });

  it("is told after ten seconds at the latest, while the browser looks on", () => {
    vi.useFakeTimers();
    const { ice } = open("guest", HIDDEN);
    ice.next();
    vi.advanceTimersByTime(9_999);
    expect(ice.view().isMissing).toBe(false);
    vi.advanceTimersByTime(1);
    expect(ice.view().isMissing).toBe(true);
    vi.useRealTimers();
  });

  it("ends when the person shows the address, who alone decides about it", () => {
    const { ice, configured } = open("guest", HIDDEN);
    ice.next();
    ice.gathered(true);
    ice.showAddress();
    expect(configured()).toBe(1);
    expect(ice.next().iceTransportPolicy).toBe("all");
    expect(ice.view()).toMatchObject({ isMissing: false, hidesSelf: false });
  });
});
