// `npm run bench:recovery`: how long two people see and hear nothing after a change of network, and after ten seconds
// of nothing, beside the least that two browsers need for it; and what `npm run bench:call` measures, the set-up.
//
// One person sits in a network of their own (test/network), the other at this machine. Their browsers hold two calls
// at once, one of the product's call code and one of a bare page (bench/floor/recovering-page.ts), so that every
// break hits both in the same moment. The bare page is what a plain good page does: perfect negotiation, an ICE
// restart when the browser says "disconnected", "failed" or "online", its socket kept open all the time, where the
// product's guest has hung up on the relay and has to call it again, and opened anew at these signs.
//
// - change of network: from the moment at which the old network is gone until the first picture on both sides.
// - nothing: the line swallows everything for ten seconds; from its return until the first picture on both sides.
//
// `node bench/recovery.ts [runs] [setup|move|nothing]`. One JSON line on stdout, milliseconds; exit 1 if the ratio of
// medians or of 90th percentiles is over the limit. Needs root, iproute2, nftables (docs/decisions/0043).
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { admit, bothLive, newGuest, newHost, openStage } from "../test/hostile/stage.ts";
import { openLab } from "../test/network/lab.ts";
import { launchChromium, newPerson, type Person } from "../test/support/browsers.ts";
import { framesArrive, openSockets, type ProbedPage } from "../test/support/call-stats.ts";
import { eventually, pause } from "../test/support/eventually.ts";
import { type Return, watchSound, whenBack } from "../test/support/gaps.ts";
import { findBrowsers } from "../test/support/machine.ts";
import { median, quantile } from "./figures.ts";
import { runRecoveringFloor } from "./floor/recovering-page.ts";
import { startFloor } from "./floor/server.ts";

const RATIO_MAX = 1.3;
const NOTHING = 10_000;
const runs = Math.max(1, Number(process.argv[2] ?? 20));
const parts = ["setup", "move", "nothing"].filter((part) => (process.argv[3] ?? part) === part);

type Call = readonly [outside: ProbedPage, inside: ProbedPage];

interface Figures {
  readonly picture: number[];
  readonly sound: number[];
}

const round = (figure: number): number => Math.round(figure * 10) / 10;
const summary = (figures: readonly number[]) => ({
  median: round(median(figures)),
  p90: round(quantile(figures, 0.9)),
});

/** After a change of network some of the old one is still to be played; no way back is as short as that. */
const LEFT_OVER = 400;

async function measure(call: Call, from: number): Promise<readonly Return[]> {
  return Promise.all(call.map((page) => eventually(() => whenBack(page, from), { withinMs: 30_000 })));
}

/** The call is on, and its sound is watched from now on. */
async function begin(call: Call): Promise<void> {
  for (const page of call) {
    await framesArrive(page);
    await page.evaluate(watchSound);
  }
}

function note(figures: Figures, backs: readonly Return[], at: number): string {
  const sound = Math.max(...backs.map((back) => back.sound)) - at;
  const picture = Math.max(...backs.map((back) => back.picture)) - at;
  figures.sound.push(sound);
  figures.picture.push(picture);
  const sides = backs.map((back) => `${Math.round(back.sound - at)}/${Math.round(back.picture - at)}`);
  return `sound/picture ${sides.join(" and ")}`;
}

/** Both calls through the same breaks. */
async function breaks(): Promise<Record<string, { readonly ours: Figures; readonly floor: Figures }>> {
  const lab = openLab();
  const place = lab.newPlace("open");
  const stage = await openStage({ honest: true, secure: lab.secure });
  const floor = await startFloor(lab.secure);
  const { chromium } = findBrowsers();
  if (chromium === null) throw new Error("no Chromium on this machine");
  const inside = await launchChromium({
    executablePath: place.wrap(chromium),
    args: ["--ignore-certificate-errors"],
  });
  const empty = (): Figures => ({ picture: [], sound: [] });
  const results: Record<string, { readonly ours: Figures; readonly floor: Figures }> = {};
  try {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    const guest = await newGuest(stage, room, { browser: inside });
    await guest.knock("Kim");
    await admit(host, "Kim");
    await bothLive(host, guest);
    const ours: Call = [host.page, guest.page];
    await begin(ours);
    const openBare = async (): Promise<readonly [Person, Person]> => {
      const people = [
        await newPerson(stage.browser, [floor.origin]),
        await newPerson(inside, [floor.origin]),
      ] as const;
      const relay = floor.origin.replace(/^http/, "ws");
      for (const { page } of people) await page.goto(floor.origin);
      await people[1].page.evaluate(runRecoveringFloor, { offers: false, relay });
      await people[0].page.evaluate(runRecoveringFloor, { offers: true, relay });
      await begin([people[0].page, people[1].page]);
      return people;
    };
    let people = await openBare();

    const settle = async (): Promise<void> => {
      await eventually(
        async () => {
          if ((await openSockets(guest.page)) > 0) throw new Error("the guest has not hung up");
        },
        { withinMs: 60_000, everyMs: 200 },
      );
      for (const page of [...ours, ...people.map(({ page }) => page)]) await framesArrive(page, 20);
    };
    for (const part of parts.filter((one) => one !== "setup")) {
      const figures = { ours: empty(), floor: empty() };
      results[part] = figures;
      for (let run = 0; run < runs; run += 1) {
        await settle();
        if (part === "nothing") {
          place.cut();
          await pause(NOTHING);
        }
        // The line is back before the command that mends it says so; an old network is gone only after it.
        const before = Date.now();
        if (part === "move") place.move("open");
        else place.mend();
        const at = part === "move" ? Date.now() : before;
        const from = part === "move" ? at + LEFT_OVER : at;
        const bare: Call = [people[0].page, people[1].page];
        // A bare page that is stuck is begun anew and counts for nothing, which is in its favour.
        const [mine, theirs] = await Promise.all([
          measure(ours, from),
          measure(bare, from).catch(() => null),
        ]);
        const said = theirs === null ? "did not come back" : note(figures.floor, theirs, at);
        console.error(`${part} ${run + 1}: ours ${note(figures.ours, mine, at)}; floor ${said}`);
        if (theirs !== null) continue;
        await Promise.all(people.map(({ context }) => context.close()));
        people = await openBare();
      }
    }
  } finally {
    await inside.close();
    await floor.close();
    await stage.close();
    lab.close();
  }
  return results;
}

/** The figures of `npm run bench:call`, which says on its own whether they are within the limit. */
function setUp(): Record<string, unknown> {
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "call.ts"), String(runs)],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) process.exitCode = 1;
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

const output: Record<string, unknown> = { n: runs };
if (parts.includes("setup")) output["setup"] = setUp();
if (parts.some((part) => part !== "setup")) {
  for (const [part, { ours, floor }] of Object.entries(await breaks())) {
    const ratio = (share: (figures: readonly number[]) => number): number =>
      Math.round((share(ours.picture) / share(floor.picture)) * 1_000) / 1_000;
    const ratios = { median: ratio(median), p90: ratio((figures) => quantile(figures, 0.9)) };
    const of = (figures: Figures) => ({ picture: summary(figures.picture), sound: summary(figures.sound) });
    const stuck = ours.picture.length - floor.picture.length;
    output[part] = { ours: of(ours), floor: { ...of(floor), stuck }, ratio: ratios };
    if (ratios.median > RATIO_MAX || ratios.p90 > RATIO_MAX) process.exitCode = 1;
  }
}
console.log(JSON.stringify(output));
