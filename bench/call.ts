// `npm run bench:call`: from the click on admit to the first remote frame on both sides, beside the least that
// two browsers can do (bench/floor). Runs alternate, so that noise of the machine hits both alike.
// One JSON line on stdout, milliseconds; exit 1 if the ratio of the medians is over the limit.
import type { Browser, Page } from "playwright";
import { launchChromium, newPerson, type Person } from "../test/support/browsers.ts";
import { eventually } from "../test/support/eventually.ts";
import { startInstance } from "../test/support/instance.ts";
import { newGuest, newTherapist } from "../test/support/people.ts";
import { median, quantile } from "./figures.ts";
import { runFloor } from "./floor/page.ts";
import { startFloor } from "./floor/server.ts";

const RATIO_MAX = 1.3;
const runs = Math.max(1, Number(process.argv[2] ?? 20));

/** The later of both first frames, counted from the last click before them on `clicker`, in ms. */
async function firstFrames(clicker: Page, other: Page): Promise<number> {
  const click = await clicker.evaluate(() => window.callProbe.clicks.at(-1) ?? Number.NaN);
  const first = (page: Page) =>
    eventually(async () => {
      const times = await page.evaluate(() => window.callProbe.frames);
      const at = times.find((time) => time > click);
      if (at === undefined) throw new Error("no remote frame");
      return at;
    });
  return Math.max(...(await Promise.all([first(clicker), first(other)]))) - click;
}

const closeBoth = (...people: readonly Person[]) =>
  Promise.all(people.map((person) => person.context.close()));

async function productRun(browser: Browser, origin: string): Promise<[number, MediaStreamConstraints]> {
  const therapist = await newTherapist(browser, origin);
  const guest = await newGuest(browser, origin);
  await therapist.openPractice();
  const link = await therapist.createRoom("Bench");
  await therapist.openNow("Bench");
  await therapist.startDevices();
  await guest.openLink(link);
  await guest.fillLobby({ name: "Kim", devices: true });
  await guest.knock();
  await therapist.seesWaiting("Kim");
  await therapist.admit("Kim");
  const ms = await firstFrames(therapist.page, guest.page);
  const asked = await guest.page.evaluate(() => window.callProbe.asked);
  const constraints: MediaStreamConstraints = Object.assign({}, ...asked);
  await closeBoth(therapist, guest);
  return [ms, constraints];
}

async function floorRun(
  browser: Browser,
  origin: string,
  constraints: MediaStreamConstraints,
): Promise<number> {
  const relay = origin.replace(/^http/, "ws");
  const host = await newPerson(browser, [origin]);
  const guest = await newPerson(browser, [origin]);
  await Promise.all([host.page.goto(origin), guest.page.goto(origin)]);
  await guest.page.evaluate(runFloor, { offers: false, relay, constraints });
  await host.page.evaluate(runFloor, { offers: true, relay, constraints });
  await host.page.getByRole("button").click();
  const ms = await firstFrames(host.page, guest.page);
  await closeBoth(host, guest);
  return ms;
}

const browser = await launchChromium();
const instance = await startInstance();
const floor = await startFloor();
const ours: number[] = [];
const bare: number[] = [];
try {
  for (let run = 0; run < runs; run += 1) {
    const [ms, constraints] = await productRun(browser, instance.origin);
    ours.push(ms);
    bare.push(await floorRun(browser, floor.origin, constraints));
    console.error(
      `run ${run + 1}: ours ${Math.round(ours[run] ?? 0)} ms, floor ${Math.round(bare[run] ?? 0)} ms`,
    );
  }
} finally {
  await browser.close();
  await floor.close();
  await instance.remove();
}

const round = (figure: number) => Math.round(figure * 10) / 10;
const summary = (figures: readonly number[]) => ({
  median: round(median(figures)),
  p90: round(quantile(figures, 0.9)),
});
const ratio = Math.round((median(ours) / median(bare)) * 1_000) / 1_000;
console.log(JSON.stringify({ n: runs, admitToFrame: summary(ours), floor: summary(bare), ratio }));
process.exitCode = ratio <= RATIO_MAX ? 0 : 1;
