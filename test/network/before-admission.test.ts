// A23: who waits is no neighbour yet. Counted by the kernel on both sides' own networks.
import { afterAll, beforeAll, expect } from "vitest";
import { admit, bothLive, closeAll, newGuest, newHost } from "../hostile/stage.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { whyNoLab } from "./lab.ts";
import type { Place } from "./place.ts";
import { CHROMIUM_ONLY, openScene, type Scene } from "./scene.ts";
import type { Traffic } from "./traffic.ts";

const cannot = whyNoLab();

let scene: Scene;
beforeAll(async () => {
  if (cannot === null) scene = await openScene({ host: "open", guest: "open" });
});
afterAll(() => scene?.close());

const packetsWith = (traffic: Traffic, other: Place): number => {
  const packets = traffic.read();
  return other.addresses().reduce((sum, address) => sum + (packets.get(address) ?? 0), 0);
};

proof(
  "A23",
  "on the network: packets to the server alone before admission, and between the two after it",
  async ({ figure }) => {
    const { stage, host, guest, lab } = scene;
    const room = await stage.newRoom();
    const atHost = host.place.watch();
    const atGuest = guest.place.watch();
    const therapist = await newHost(stage, room, { browser: host.browser });
    const client = await newGuest(stage, room, { browser: guest.browser });
    await client.knock("Kim");
    await eventually(async () => expect((await therapist.see()).waiting).toHaveLength(1));
    await pause(5_000);
    expect(packetsWith(atHost, guest.place)).toBe(0);
    expect(packetsWith(atGuest, host.place)).toBe(0);
    const withServer = atGuest.read().get(lab.secure.host) ?? 0;
    expect(withServer).toBeGreaterThan(10);
    // No STUN and no TURN server is asked either: nobody hears that the two will talk.
    for (const address of scene.turn.addresses) expect(atGuest.read().get(address) ?? 0).toBe(0);

    await admit(therapist, "Kim");
    await bothLive(therapist, client);
    await Promise.all([therapist, client].map(({ page }) => framesArrive(page)));
    const between = packetsWith(atGuest, host.place);
    expect(between).toBeGreaterThan(50);
    figure(
      `0 packets between the two and ${withServer} with the server before, ${between} between the two after`,
    );
    await closeAll(therapist, client);
  },
  { pairs: CHROMIUM_ONLY, cannot },
);
