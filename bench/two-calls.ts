// One person in a network of the lab, the other at this machine, and between their browsers two calls at once: one of
// the product's call code, one of a bare page. Every break hits both in the same moment.
import { admit, bothLive, newGuest, newHost, openStage } from "../test/hostile/stage.ts";
import { openLab } from "../test/network/lab.ts";
import type { Place } from "../test/network/place.ts";
import { launchChromium, newPerson } from "../test/support/browsers.ts";
import { framesArrive, openSockets, type ProbedPage } from "../test/support/call-stats.ts";
import { eventually } from "../test/support/eventually.ts";
import { forgetPlayed, watchSound } from "../test/support/gaps.ts";
import { findBrowsers } from "../test/support/machine.ts";
import { runRecoveringFloor } from "./floor/recovering-page.ts";
import { startFloor } from "./floor/server.ts";

/** The pages of one call. */
export type Call = readonly [outside: ProbedPage, inside: ProbedPage];

export interface TwoCalls {
  readonly place: Place;
  ours(): Call;
  bare(): Call;
  /** Until sound and picture run in both calls and the product's guest has hung up on the relay. */
  settle(): Promise<void>;
  /** Ends a call that did not come back and begins it anew. */
  renew(which: "ours" | "bare"): Promise<void>;
  close(): Promise<void>;
}

interface Opened {
  readonly call: Call;
  close(): Promise<unknown>;
}

/** Opens the lab and both calls. Needs root, iproute2, nftables (docs/decisions/0043). */
export async function openTwoCalls(): Promise<TwoCalls> {
  const { chromium } = findBrowsers();
  if (chromium === null) throw new Error("no Chromium on this machine");
  const lab = openLab();
  const place = lab.newPlace("open");
  const stage = await openStage({ honest: true, secure: lab.secure });
  const floor = await startFloor(lab.secure);
  const inside = await launchChromium({
    executablePath: place.wrap(chromium),
    args: ["--ignore-certificate-errors"],
  });

  /** The call is on, and its sound is watched from now on. */
  async function begin(call: Call): Promise<void> {
    await Promise.all(call.map((page) => framesArrive(page)));
    for (const page of call) await page.evaluate(watchSound);
  }

  async function openOurs(): Promise<Opened> {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    const guest = await newGuest(stage, room, { browser: inside });
    await guest.knock("Kim");
    await admit(host, "Kim");
    await bothLive(host, guest);
    const call = [host.page, guest.page] as const;
    await begin(call);
    return { call, close: () => Promise.all([host.context.close(), guest.context.close()]) };
  }

  async function openBare(constraints: MediaStreamConstraints): Promise<Opened> {
    const people = [
      await newPerson(stage.browser, [floor.origin]),
      await newPerson(inside, [floor.origin]),
    ] as const;
    const [{ page: outer }, { page: inner }] = people;
    const relay = floor.origin.replace(/^http/, "ws");
    await Promise.all([outer.goto(floor.origin), inner.goto(floor.origin)]);
    await inner.evaluate(runRecoveringFloor, { offers: false, relay, constraints });
    await outer.evaluate(runRecoveringFloor, { offers: true, relay, constraints });
    await begin([outer, inner]);
    return {
      call: [outer, inner],
      close: () => Promise.all(people.map(({ context }) => context.close())),
    };
  }

  let ours = await openOurs();
  // The bare page asks for the same sound and picture as the product did.
  const asked = await ours.call[1].evaluate(() => window.callProbe.asked);
  const constraints: MediaStreamConstraints = Object.assign({}, ...asked);
  let bare = await openBare(constraints);

  return {
    place,
    ours: () => ours.call,
    bare: () => bare.call,
    async settle() {
      await eventually(
        async () => {
          if ((await openSockets(ours.call[1])) > 0) throw new Error("the guest has not hung up");
        },
        { withinMs: 60_000, everyMs: 200 },
      );
      const pages = [...ours.call, ...bare.call];
      await Promise.all(pages.map((page) => framesArrive(page)));
      for (const page of pages) await page.evaluate(forgetPlayed);
    },
    async renew(which) {
      if (which === "ours") {
        await ours.close();
        ours = await openOurs();
      } else {
        await bare.close();
        bare = await openBare(constraints);
      }
    },
    async close() {
      await inside.close();
      await floor.close();
      await stage.close();
      lab.close();
    },
  };
}
