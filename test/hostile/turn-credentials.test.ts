// TURN credentials in a call: handed over sealed, each to one side, and new ones when a restart finds them running out.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTurnCredential } from "../../src/server/practice/turn.ts";
import type { TurnCredential } from "../../src/web/call/call-view.ts";
import { PAIRS } from "../proof/proof.ts";
import { hasChromium, hasFirefox } from "../support/browsers.ts";
import { framesArrive, statsOf } from "../support/call-stats.ts";
import { type Coturn, isOnLoopback, startCoturn } from "../support/coturn.ts";
import { eventually } from "../support/eventually.ts";
import { findBrowsers } from "../support/machine.ts";
import { admit, bothLive, closeAll, newGuest, newHost, openStage, type Stage } from "./stage.ts";

const MINUTE = 60_000;

const pairs = PAIRS.filter(
  ({ host, guest }) => (hasFirefox() && !isOnLoopback()) || (host === "chromium" && guest === "chromium"),
);

describe.skipIf(!hasChromium() || findBrowsers().coturn === null)("TURN credentials in a call", () => {
  let stage: Stage;
  let coturn: Coturn;
  beforeAll(async () => {
    coturn = await startCoturn();
    stage = await openStage();
  });
  afterAll(async () => {
    await stage?.close();
    await coturn?.stop();
  });

  /** Four of them; the first two are good for five minutes more, which is too short for a restart. */
  function four(): readonly TurnCredential[] {
    const { CONNECT_TURN_URLS: url, CONNECT_TURN_SECRET: secret } = coturn.env;
    return [5, 5, 75, 75].map((minutes) => {
      const expiry = Math.floor((Date.now() + minutes * MINUTE) / 1_000);
      return { ...makeTurnCredential(secret, expiry), expiry: expiry * 1_000, urls: [url] };
    });
  }

  test.each(pairs)(
    "are renewed on both sides by an ICE restart ($host, $guest)",
    async ({ host: at, guest: there }) => {
      const room = await stage.newRoom();
      const turn = four();
      const seen = new Set(coturn.users());
      const used = () => coturn.users().filter((name) => !seen.has(name));
      const host = await newHost(stage, room, { at, turn, hides: true });
      const guest = await newGuest(stage, room, { at: there });
      await guest.knock("Kim");
      await admit(host, "Kim");
      await bothLive(host, guest);
      const names = turn.map(({ username }) => username);
      expect(new Set(used())).toEqual(new Set(names.slice(0, 2)));

      await host.page.evaluate(() => {
        dispatchEvent(new Event("online"));
      });
      await eventually(() => {
        expect(new Set(used())).toEqual(new Set(names));
      });
      await Promise.all([host.page, guest.page].map((page) => framesArrive(page, 20)));
      for (const { page } of [host, guest]) {
        const connections = await statsOf(page);
        expect(connections).toHaveLength(1);
        expect(connections[0]?.pair?.split("/")[0]).toBe("relay");
      }
      await closeAll(host, guest);
    },
  );
});
