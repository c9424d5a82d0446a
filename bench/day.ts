// `npm run bench:day`: a day of use in some minutes. Calls between people behind all kinds of routers, several at a
// time, through one server process and one coturn, while sockets are cut, lines lose and break, pages are reloaded and
// the server is killed. One JSON line on stdout; exit 1 if a call was lost that the network could carry, if the server
// kept memory, or if a socket or an allocation was left behind.
//   npm run bench:day -- 40     forty calls
import { readFileSync } from "node:fs";
import { bothLive, openStage } from "../test/hostile/stage.ts";
import { openLab } from "../test/network/lab.ts";
import { ROUTER_KINDS, type RouterKind } from "../test/network/nat.ts";
import { type Call, callBetween, newSeat, pathsOf, type Seat } from "../test/network/scene.ts";
import { framesArrive } from "../test/support/call-stats.ts";
import { eventually, pause } from "../test/support/eventually.ts";
import { causeFault, FAULTS, type Fault } from "./day-faults.ts";
import { median, quantile } from "./figures.ts";
import { heapBytes } from "./heap.ts";

const calls = Math.max(8, Number(process.argv[2] ?? 200));
const LINES = 3;
/** Calls between two deaths of the server; in the second half it lives, so that its memory can be compared. */
const BETWEEN_KILLS = 12;
const BACK_WITHIN = 20_000;
const ALLOCATION_SECONDS = 60;
/** What a heap may differ by without anything having been kept: caches, compiled code. */
const HEAP_SLACK = 1_000_000;

interface Lost {
  readonly router: RouterKind;
  readonly fault: Fault;
  readonly why: string;
}

// The same day at every run: which faults meet which routers is not left to chance, when they meet is.
const plan = Array.from({ length: calls }, (_, number) => ({
  number,
  router: ROUTER_KINDS[number % ROUTER_KINDS.length] ?? "open",
  fault: FAULTS[Math.floor(number / ROUTER_KINDS.length) % FAULTS.length] ?? "none",
}));

const lab = openLab();
const turn = await lab.startTurn({ allocationSeconds: ALLOCATION_SECONDS });
const stage = await openStage({ honest: true, secure: lab.secure, iceServers: turn.iceServers() });
const practice = await newSeat(lab, "port-restricted");
const lines = await Promise.all(Array.from({ length: LINES }, () => newSeat(lab, "open")));

const lost: Lost[] = [];
const setUps: number[] = [];
const returns: number[] = [];
const ways = { direct: 0, relayed: 0 };
let done = 0;
let kills = 0;
let heapBefore = 0;

/** Both see each other, now. */
async function carries(call: Call): Promise<void> {
  await bothLive(call.host, call.guest, BACK_WITHIN);
  await Promise.all([
    framesArrive(call.host.page, 5, BACK_WITHIN),
    framesArrive(call.guest.page, 5, BACK_WITHIN),
  ]);
}

async function oneCall(seat: Seat, { number, router, fault }: (typeof plan)[number]): Promise<void> {
  if (seat.place.kind() !== router) seat.place.move(router);
  const scene = { stage, host: practice, guest: seat };
  let call: Call | null = null;
  try {
    call = await callBetween(scene);
    setUps.push(call.pictureAfter);
    await carries(call);
    await causeFault[fault]({ scene, call });
    const mended = performance.now();
    await carries(call);
    if (fault !== "none") returns.push(performance.now() - mended);
    const [way] = await pathsOf(call);
    if (way === "direct" || way === "relayed") ways[way] += 1;
    // Most people hang up, some close the window.
    if (number % 4 !== 0) await call.guest.page.evaluate(() => window.bare.leave());
  } catch (error) {
    const why = String(error).slice(0, 300);
    lost.push({ router, fault, why });
    console.error(`lost: ${router}, ${fault}: ${why}`);
  } finally {
    await call?.close();
    done += 1;
  }
}

/** In the middle of whatever is under way: knocks, set-ups, calls. */
async function serverDies(): Promise<void> {
  kills += 1;
  await stage.instance.kill();
  await pause(500);
  await stage.instance.start();
}

async function readHeap(): Promise<number> {
  const bytes = heapBytes(await stage.instance.heapSnapshot());
  console.error(`heap of the server after ${done} calls: ${(bytes / 1e6).toFixed(2)} MB`);
  return bytes;
}

/** Sockets to the server that are open, as the kernel knows them. */
function openSockets(): number {
  const port = stage.instance.port.toString(16).toUpperCase().padStart(4, "0");
  const isOpen = new RegExp(`^\\s*\\d+: [0-9A-F]+:${port} [0-9A-F]+:[0-9A-F]+ 01 `);
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .filter((line) => isOpen.test(line)).length;
}

/** In the first half the server dies now and then; in the second it lives, and its heap is compared. */
async function watchOver(): Promise<void> {
  const half = Math.floor(calls / 2);
  let nextKill = BETWEEN_KILLS;
  while (done < half) {
    if (done >= nextKill) {
      nextKill += BETWEEN_KILLS;
      await serverDies();
    }
    await pause(200);
  }
  // Everything that is loaded and compiled once is there after some calls.
  while (done < half + Math.floor(calls / 10)) await pause(200);
  heapBefore = await readHeap();
}

const started = performance.now();
let left = { sockets: -1, allocations: -1 };
let heapAfter = Number.NaN;
try {
  const queue = [...plan];
  const work = async (seat: Seat) => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await oneCall(seat, next);
      if (done % 10 === 0) console.error(`${done} of ${calls} calls, ${lost.length} lost`);
    }
  };
  await Promise.all([watchOver(), ...lines.map(work)]);
  heapAfter = await readHeap();
  await eventually(
    () => {
      left = { sockets: openSockets(), allocations: turn.allocations() };
      if (left.sockets + left.allocations > 0) throw new Error("something is left");
    },
    { withinMs: (ALLOCATION_SECONDS + 15) * 1_000, everyMs: 1_000 },
  ).catch(() => {});
} finally {
  await Promise.all([practice, ...lines].map(({ browser }) => browser.close()));
  await stage.close();
  lab.close();
}

const round = (figure: number) => Math.round(figure);
const summary = (figures: readonly number[]) => ({
  median: round(median(figures)),
  p90: round(quantile(figures, 0.9)),
});
const heapGrowth = heapAfter - heapBefore;
console.log(
  JSON.stringify({
    calls,
    minutes: Math.round((performance.now() - started) / 6_000) / 10,
    lost: lost.length,
    serverDeaths: kills,
    ways,
    pictureAfter: summary(setUps),
    backAfterFault: summary(returns),
    heap: { before: heapBefore, after: heapAfter },
    left,
  }),
);
const isFlat = heapGrowth <= HEAP_SLACK;
process.exitCode = lost.length === 0 && isFlat && left.sockets + left.allocations === 0 ? 0 : 1;
