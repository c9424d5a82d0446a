// Both sides change the connection in the same moment.
import { afterAll, beforeAll, describe, expect } from "vitest";
import {
  bothLive,
  closeAll,
  connect,
  openStage,
  type Stage,
  type StageGuest,
  type StageHost,
} from "../hostile/stage.ts";
import { proof } from "../proof/proof.ts";
import type { AnyPerson } from "../support/any-browser.ts";
import { framesArrive, longestGap, statsOf } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ honest: true });
});
afterAll(() => stage?.close());

/** Long enough for both pages to have heard of the moment. */
const AHEAD = 120;

/** Does the same in both pages in the same millisecond, as far as timers go. */
function together(people: readonly AnyPerson[], what: "screen" | "restart"): Promise<unknown> {
  const at = Date.now() + AHEAD;
  return Promise.all(
    people.map(({ page }) =>
      page.evaluate(
        async (moment) => {
          await new Promise((resolve) => setTimeout(resolve, moment.at - Date.now() - 5));
          while (Date.now() < moment.at);
          if (moment.what === "screen") await window.bare.shareScreen();
          else window.callProbe.connections.findLast((one) => one.connectionState !== "closed")?.restartIce();
        },
        { at, what },
      ),
    ),
  );
}

/** Names of the present ICE session of both ends, as this page knows them. */
const sessionOf = ({ page }: AnyPerson) =>
  page.evaluate(() => {
    const connection = window.callProbe.connections.findLast((one) => one.connectionState !== "closed");
    const name = (sdp: string | undefined) => /a=ice-ufrag:(\S+)/.exec(sdp ?? "")?.[1] ?? "";
    return {
      state: connection?.signalingState ?? "",
      ice: connection?.iceConnectionState ?? "",
      local: name(connection?.currentLocalDescription?.sdp),
      remote: name(connection?.currentRemoteDescription?.sdp),
    };
  });

/** Where there is no screen to share: a moving picture takes its place. */
function drawScreen(): void {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 180];
    const pen = canvas.getContext("2d");
    let hue = 0;
    const timer = setInterval(() => {
      if (pen === null) return;
      hue += 7;
      pen.fillStyle = `hsl(${hue} 80% 50%)`;
      pen.fillRect(0, 0, 320, 180);
    }, 50);
    const stream = canvas.captureStream(15);
    stream.getVideoTracks()[0]?.addEventListener("ended", () => clearInterval(timer));
    return stream;
  };
}

const isStable = async (people: readonly [StageHost, StageGuest]) => {
  const [one, two] = await Promise.all(people.map(sessionOf));
  for (const side of [one, two]) {
    expect(side?.state).toBe("stable");
    expect(side?.ice).toMatch(/^(connected|completed)$/);
  }
  // Each side uses the session that the other one means.
  expect(one?.local).toBe(two?.remote);
  expect(two?.local).toBe(one?.remote);
  return `${one?.local} ${two?.local}`;
};

describe("glare", () => {
  proof(
    "F8",
    "both share their screen in the same tick",
    async ({ pair, repeats, figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await connect(stage, room, pair);
      for (const { page } of [host, guest]) await page.evaluate(drawScreen);
      for (let run = 0; run < repeats; run += 1) {
        await together([host, guest], "screen");
        await eventually(
          async () => {
            for (const { page } of [host, guest])
              expect(await page.evaluate(() => window.bare.seesScreen())).toBe(true);
          },
          { everyMs: 20 },
        );
        await isStable([host, guest]);
        for (const { page } of [host, guest]) await page.evaluate(() => window.bare.stopScreen());
        await eventually(
          async () => {
            for (const { page } of [host, guest])
              expect(await page.evaluate(() => window.bare.seesScreen())).toBe(false);
          },
          { everyMs: 20 },
        );
      }
      const [atHost] = await statsOf(host.page);
      // A screen has its place from the beginning: sharing it needs no negotiation at all.
      expect(atHost?.localDescriptions).toBe(1);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      figure(`${repeats} runs, negotiated ${atHost?.localDescriptions} time in all`);
      await closeAll(host, guest);
    },
    { repeats: [20, 50], timeout: 600_000 },
  );

  proof(
    "F8",
    "both negotiate in the same tick",
    async ({ pair, repeats, figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await connect(stage, room, pair);
      await framesArrive(guest.page);
      const offers = () =>
        Promise.all(
          [host, guest].map(async ({ page }) =>
            (await statsOf(page)).reduce((sum, one) => sum + one.localDescriptions, 0),
          ),
        );
      let collisions = 0;
      let session = await isStable([host, guest]);
      const start = Date.now();
      for (let run = 0; run < repeats; run += 1) {
        const before = await offers();
        await together([host, guest], "restart");
        session = await eventually(
          async () => {
            const next = await isStable([host, guest]);
            const [here, there] = next.split(" ");
            const [wasHere, wasThere] = session.split(" ");
            expect(here).not.toBe(wasHere);
            expect(there).not.toBe(wasThere);
            return next;
          },
          { everyMs: 20, withinMs: 30_000 },
        );
        // Both tracks still go both ways, before anything else happens.
        await Promise.all([framesArrive(host.page, 2, 30_000), framesArrive(guest.page, 2, 30_000)]);
        const after = await offers();
        collisions += after.every((count, index) => count > (before[index] ?? 0)) ? 1 : 0;
      }
      const gap = await longestGap(guest.page, start, Date.now());
      expect(collisions).toBeGreaterThan(repeats / 4);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      await bothLive(host, guest);
      // Where a browser does not find its way back from its own offer, the call makes a connection anew.
      const renewed = (await guest.page.evaluate(() => window.callProbe.connections.length)) - 1;
      figure(
        `${repeats} runs, ${collisions} with offers of both sides, ${renewed} connections made anew, longest gap of the picture ${Math.round(gap)} ms`,
      );
      await closeAll(host, guest);
    },
    { repeats: [20, 50], timeout: 600_000 },
  );
});
