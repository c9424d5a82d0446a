// A24, F5, F6: calls that go over a relay alone, credentials that end during a call, and relays that do not answer.
import { afterAll, beforeAll, expect } from "vitest";
import type { TurnCredential } from "../../src/web/call/call-view.ts";
import { admit, closeAll, newGuest, newHost } from "../hostile/stage.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive, longestGap } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { whyNoLab } from "./lab.ts";
import { type Call, CHROMIUM_ONLY, callBetween, openScene, pathsOf, type Scene } from "./scene.ts";
import type { Traffic } from "./traffic.ts";

const cannot = whyNoLab();
const options = { pairs: CHROMIUM_ONLY, timeout: 180_000, cannot };
const DAY = 75 * 60;
/** What coturn gives at first, and ten minutes with each refresh. Chromium refreshes after half of the first. */
const ALLOCATION_SECONDS = 30;
/** Seconds that the short credentials last: they have ended by the first refresh. */
const SHORT = 12;
const STRETCH = 20_000;
const BREAK = 4_000;

let scene: Scene;
beforeAll(async () => {
  if (cannot === null)
    scene = await openScene({
      host: "open",
      guest: "open",
      turn: { allocationSeconds: ALLOCATION_SECONDS },
    });
});
afterAll(() => scene?.close());

const onPath = (call: Call, path: "direct" | "relayed") =>
  eventually(async () => expect(await pathsOf(call)).toEqual([path, path]));

/** Packets that this side exchanged with any address that the other one has or had. */
function packetsBetween(): () => number {
  const watched: [Traffic, readonly string[]][] = [
    [scene.host.place.watch(), scene.guest.place.addresses()],
    [scene.guest.place.watch(), scene.host.place.addresses()],
  ];
  return () =>
    watched
      .flatMap(([traffic, addresses]) => addresses.map((address) => traffic.read().get(address) ?? 0))
      .reduce((sum, packets) => sum + packets, 0);
}

/** Candidates that a page has told or could tell: its own descriptions hold all that it gathered. */
const candidatesOf = (page: Call["host"]["page"]) =>
  page.evaluate(() =>
    window.callProbe.connections.flatMap((connection) =>
      (connection.localDescription?.sdp ?? "").split("\r\n").filter((line) => line.startsWith("a=candidate")),
    ),
  );

proof(
  "A24",
  async ({ figure }) => {
    const countDirect = packetsBetween();
    const direct = await callBetween(scene);
    await onPath(direct, "direct");
    const seen = countDirect();
    // What counts nothing here would prove nothing below.
    expect(seen).toBeGreaterThan(100);
    await direct.close();

    const count = packetsBetween();
    const relay = scene.host.place.watch();
    const call = await callBetween(scene, {
      iceServers: [],
      hides: true,
      turn: scene.turn.credentials(4, DAY),
    });
    await onPath(call, "relayed");
    await Promise.all([
      framesArrive(call.host.page, 100, 30_000),
      framesArrive(call.guest.page, 100, 30_000),
    ]);
    expect(relay.read().get(scene.turn.addresses[0]) ?? 0).toBeGreaterThan(100);
    expect(count()).toBe(0);
    const own = [...scene.host.place.addresses(), ...scene.guest.place.addresses()];
    for (const { page } of [call.host, call.guest]) {
      const candidates = await candidatesOf(page);
      expect(candidates.length).toBeGreaterThan(0);
      expect(candidates.filter((line) => !line.includes(" typ relay "))).toEqual([]);
      expect(own.filter((address) => candidates.some((line) => line.includes(` ${address} `)))).toEqual([]);
    }
    await call.close();
    figure(`0 packets between the two, ${seen} in a direct call beside it`);
  },
  options,
);

proof(
  "F5",
  "credentials that end during the call, then a break of the line: the next ones are used",
  async ({ figure, repeats }) => {
    const given = [...scene.turn.credentials(2, SHORT), ...scene.turn.credentials(2, DAY)];
    const issued = Date.now();
    const [short, unused] = [given.slice(0, 2), given.slice(2)];
    const call = await callBetween(scene, { iceServers: [], hides: true, turn: given });
    const saidFor = (what: string, { username }: TurnCredential) =>
      scene.turn.output().split(`${what}, realm=<lab>, username=<${username}>`).length - 1;
    const isUsed = (one: TurnCredential) => saidFor(" new", one) > 0;
    await eventually(() => expect(short.map(isUsed)).toEqual([true, true]));
    const asked = () =>
      call.host.page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const before = await asked();

    await pause(Math.max(0, issued + SHORT * 1_000 - Date.now()));
    const ended = Date.now();
    const refreshed = short.map((one) => saidFor("refreshed", one));
    await pause(repeats * STRETCH);
    const gap = await longestGap(call.guest.page, ended, Date.now());
    expect(gap).toBeLessThan(2_000);
    // Otherwise the call would live on what was given before the end.
    for (const [index, one] of short.entries())
      expect(saidFor("refreshed", one)).toBeGreaterThan(refreshed[index] ?? 0);
    expect(unused.map(isUsed)).toEqual([false, false]);

    scene.guest.place.cut();
    await pause(BREAK);
    scene.guest.place.mend();
    const mended = Date.now();
    await eventually(() => expect(unused.map(isUsed)).toEqual([true, true]), { withinMs: 30_000 });
    await Promise.all([framesArrive(call.host.page, 10, 30_000), framesArrive(call.guest.page, 10, 30_000)]);
    const back = Date.now() - mended;
    await onPath(call, "relayed");
    expect(await asked()).toEqual(before);
    await call.close();
    const seconds = [(repeats * STRETCH) / 1_000, Math.round(gap) / 1_000, Math.round(back / 100) / 10];
    figure(
      `${seconds[0]} s past their end, longest gap ${seconds[1]} s; on the next ones after ${seconds[2]} s`,
    );
  },
  { ...options, repeats: [1, 30], timeout: 900_000 },
);

/** A relay alone is demanded, and it does not work: what both sides are told, and after how long. */
async function withoutRelay(turn: readonly TurnCredential[]): Promise<number> {
  const count = packetsBetween();
  const room = await scene.stage.newRoom();
  const hidden = { iceServers: [], hides: true, turn };
  const host = await newHost(scene.stage, room, { ...hidden, browser: scene.host.browser });
  const guest = await newGuest(scene.stage, room, { iceServers: [], browser: scene.guest.browser });
  await guest.knock("Kim");
  await admit(host, "Kim");
  const admitted = performance.now();
  await eventually(
    async () => {
      const [seen, other] = await Promise.all([host.see(), guest.see()]);
      expect([seen.peers[0]?.way.isMissing, other.host?.way.isMissing]).toEqual([true, true]);
      expect([seen.counters["E_NO_RELAY"], other.counters["E_NO_RELAY"]]).toEqual([1, 1]);
    },
    { withinMs: 12_000 },
  );
  const told = performance.now() - admitted;
  // It is not given up for a way that would show the addresses.
  await pause(2_000);
  expect((await host.see()).peers[0]?.connection).not.toBe("live");
  expect(count()).toBe(0);
  await closeAll(host, guest);
  return told;
}

proof(
  "F6",
  async ({ figure }) => {
    const wrongServers = scene.turn.iceServers(undefined, { secret: "another secret" });
    const wrong = await callBetween(scene, { iceServers: wrongServers });
    await onPath(wrong, "direct");
    await wrong.close();
    const forged = scene.turn.credentials(4, DAY).map((one) => ({ ...one, credential: "AAAA" }));
    const toldWrong = await withoutRelay(forged);

    await scene.turn.stop();
    const dead = await callBetween(scene);
    await onPath(dead, "direct");
    await dead.close();
    const toldDead = await withoutRelay(scene.turn.credentials(4, DAY));
    await scene.turn.start();
    const again = await callBetween(scene, {
      iceServers: [],
      hides: true,
      turn: scene.turn.credentials(4, DAY),
    });
    await onPath(again, "relayed");
    await again.close();
    const seconds = [toldWrong, toldDead].map((ms) => (ms / 1_000).toFixed(1));
    figure(`direct both times; relay alone: told after ${seconds.join(" and ")} s, no packet between`);
  },
  options,
);
