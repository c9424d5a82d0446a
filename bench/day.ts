// `npm run bench:day`: a day of use in some minutes. Calls between people behind all kinds of routers, several at a
// time, through one server process and one coturn, while sockets are cut, lines lose and break, people walk into other
// networks, pages are reloaded and the server is killed, all by chance.
//   npm run bench:day                200 calls
//   npm run bench:day -- 40          forty calls
//   npm run bench:day -- 40 7        forty calls, with the chances of seed 7
//
// The server is killed in the first part of the day alone: from there on it is one process, and what it holds is
// compared at two quiet moments, after a warm-up and at the end. Every line of this network lets a call through, at
// least over TCP 443, so every call that does not come about or does not come back is lost.
// One JSON line on stdout; exit 1 if a promise is broken. Needs root, iproute2, nftables (docs/decisions/0043).
import { bothLive, openStage } from "../test/hostile/stage.ts";
import { openLab } from "../test/network/lab.ts";
import { type Call, callBetween, newSeat, pathsOf, type Seat } from "../test/network/scene.ts";
import { framesArrive } from "../test/support/call-stats.ts";
import { eventually, pause } from "../test/support/eventually.ts";
import { causeFault, type Plan, planDay } from "./day-faults.ts";
import { heldSockets, type Memory, readMemory } from "./day-server.ts";
import { median, quantile } from "./figures.ts";

const calls = Math.max(10, Number(process.argv[2] ?? 200));
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 100_000) + 1);
const LINES = 3;
/** The part of the day with deaths of the server, and the part after which it is warm. */
const ROUGH = 0.4;
const WARM = 0.5;
const BETWEEN_DEATHS = 10;
const BACK_WITHIN = 20_000;
const ALLOCATION_SECONDS = 60;
/** What may differ without anything having been kept: compiled code, caches; pages that the allocator holds. */
const SLACK: Memory = { heap: 500_000, rss: 16_000_000 };

const plan = planDay(calls, seed);
const lab = openLab();
const turn = await lab.startTurn({ allocationSeconds: ALLOCATION_SECONDS });
const stage = await openStage({ honest: true, secure: lab.secure, iceServers: turn.iceServers() });
const practice = await newSeat(lab, "port-restricted");
const lines = await Promise.all(Array.from({ length: LINES }, () => newSeat(lab, "open")));

const say = (text: string) => console.error(text);
const lost: string[] = [];
const setUps: number[] = [];
const returns: number[] = [];
const ways = { direct: 0, relayed: 0 };
const faults: Record<string, number> = {};
let done = 0;
let deaths = 0;

/** Both see each other, now. */
async function carries(call: Call): Promise<void> {
  await bothLive(call.host, call.guest, BACK_WITHIN);
  await Promise.all([
    framesArrive(call.host.page, 5, BACK_WITHIN),
    framesArrive(call.guest.page, 5, BACK_WITHIN),
  ]);
}

async function oneCall(seat: Seat, { number, router, next, fault, hangsUp }: Plan): Promise<void> {
  if (seat.place.kind() !== router) seat.place.move(router);
  const scene = { stage, host: practice, guest: seat };
  let call: Call | null = null;
  try {
    call = await callBetween(scene);
    setUps.push(call.pictureAfter);
    await carries(call);
    await causeFault[fault]({ scene, call, next });
    const mended = performance.now();
    await carries(call);
    if (fault !== "none") returns.push(performance.now() - mended);
    const [way] = await pathsOf(call);
    if (way === "direct" || way === "relayed") ways[way] += 1;
    if (hangsUp) await call.guest.page.evaluate(() => window.bare.leave());
  } catch (error) {
    const why = String(error).slice(0, 400);
    lost.push(`call ${number}, behind ${router}, ${fault === "move" ? `move to ${next}` : fault}: ${why}`);
    say(`lost: ${lost.at(-1)}`);
  } finally {
    await call?.close();
    faults[fault] = (faults[fault] ?? 0) + 1;
    done += 1;
    if (done % 10 === 0) say(`${done} of ${calls} calls, ${lost.length} lost`);
  }
}

async function someCalls(part: readonly Plan[]): Promise<void> {
  const queue = [...part];
  const work = async (seat: Seat) => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await oneCall(seat, next);
  };
  await Promise.all(lines.map(work));
}

/** In the middle of whatever is under way: knocks, set-ups, calls. */
async function serverDiesDuring(work: Promise<void>, until: number): Promise<void> {
  let isOver = false;
  const watched = work.finally(() => {
    isOver = true;
  });
  for (let next = Math.min(BETWEEN_DEATHS, until) / 2; !isOver; await pause(200)) {
    if (done < next) continue;
    next += BETWEEN_DEATHS;
    deaths += 1;
    await stage.instance.kill();
    await pause(500);
    await stage.instance.start();
  }
  await watched;
}

interface Left {
  readonly sockets: number;
  readonly allocations: number;
}

/** What is still there when nobody is, at most as long after the last call as coturn keeps what nobody refreshes. */
async function leftBehind(): Promise<Left> {
  const read = () => ({ sockets: heldSockets(stage.instance), allocations: turn.allocations() });
  await eventually(
    () => {
      const { sockets, allocations } = read();
      if (sockets + allocations > 0) throw new Error("something is left");
    },
    { withinMs: (ALLOCATION_SECONDS + 15) * 1_000, everyMs: 500 },
  ).catch(() => {});
  return read();
}

async function quietMoment(name: string): Promise<{ readonly left: Left; readonly memory: Memory }> {
  const left = await leftBehind();
  const memory = await readMemory(stage.instance);
  const [heap, rss] = [memory.heap, memory.rss].map((bytes) => (bytes / 1e6).toFixed(2));
  say(`${name}: heap ${heap} MB, process ${rss} MB, ${JSON.stringify(left)} left behind`);
  return { left, memory };
}

async function wholeDay() {
  const [rough, warm] = [Math.floor(calls * ROUGH), Math.floor(calls * WARM)];
  await serverDiesDuring(someCalls(plan.slice(0, rough)), rough);
  await someCalls(plan.slice(rough, warm));
  const before = await quietMoment("warm");
  await someCalls(plan.slice(warm));
  const after = await quietMoment("at the end");
  return { before, after, compared: calls - warm };
}

const round = (figure: number) => Math.round(figure);
const summary = (figures: readonly number[]) => ({
  median: round(median(figures)),
  p90: round(quantile(figures, 0.9)),
});

say(`${calls} calls, seed ${seed}`);
const started = performance.now();
try {
  const { before, after, compared } = await wholeDay();
  const growth = {
    heap: after.memory.heap - before.memory.heap,
    rss: after.memory.rss - before.memory.rss,
  };
  const left = [before.left, after.left].map(({ sockets, allocations }) => sockets + allocations);
  const promises = {
    noCallLost: lost.length === 0,
    memoryFlat: growth.heap <= SLACK.heap && growth.rss <= SLACK.rss,
    nothingLeftBehind: left.every((number) => number === 0),
  };
  for (const [name, isKept] of Object.entries(promises)) say(`${isKept ? "kept  " : "BROKEN"} ${name}`);
  console.log(
    JSON.stringify({
      ...{ calls, seed, minutes: Math.round((performance.now() - started) / 6_000) / 10 },
      ...{ promises, lost: lost.length, serverDeaths: deaths, faults, ways },
      ...{ pictureAfter: summary(setUps), backAfterFault: summary(returns) },
      memory: { calls: compared, before: before.memory, after: after.memory },
      left: after.left,
    }),
  );
  process.exitCode = Object.values(promises).every(Boolean) ? 0 : 1;
} finally {
  await Promise.all([practice, ...lines].map(({ browser }) => browser.close()));
  await stage.close();
  lab.close();
}
