// Our relay beside a bare ws server in the same run: memory of an idle joined socket, joins and directed messages
// per second. One JSON line on standard output; exits with 1 when a ratio is out of bounds.
import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { median } from "./figures.ts";
import { closeAll, openMany, relayMessages } from "./relay-load.ts";

const IDLE_SOCKETS = 10_000;
const IDLE_ROUNDS = 3;
const RATE_ROUNDS = 9;
const WARM_UP_ROUNDS = 3;
const JOINS_PER_ROUND = 2_000;
const PARALLEL = 64;
const MESSAGES = { pairs: 64, window: 8, seconds: 1.2 };
const MIN_RATE_RATIO = 0.7;
const MAX_MEMORY_RATIO = 1.5;

type Which = "ours" | "bare";
const SERVERS: readonly Which[] = ["ours", "bare"];

type Child = { readonly process: ChildProcess; readonly port: number };

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One core for the server, another for the load, where there are two and the tool to say so. */
function pin(pid: number | undefined, core: number): void {
  if (pid === undefined || availableParallelism() < 2) return;
  spawnSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" });
}

function ask<T>(child: ChildProcess, question?: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("the server under test ended"));
    child.once("exit", onExit);
    child.once("message", (answer) => {
      child.removeListener("exit", onExit);
      resolve(answer as T);
    });
    if (question !== undefined) child.send(question);
  });
}

async function start(which: Which): Promise<Child> {
  const file = fileURLToPath(new URL(`./relay-${which}.ts`, import.meta.url));
  const child = fork(file, { execArgv: ["--expose-gc"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await ask<{ readonly port: number }>(child);
  pin(child.pid, 0);
  return { process: child, port };
}

function stop({ process: child }: Child): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

async function rss({ process: child }: Child): Promise<number> {
  return (await ask<{ readonly rss: number }>(child, "rss")).rss;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** kB of resident memory per idle joined socket, in a fresh process. */
async function measureIdle(which: Which): Promise<number> {
  const child = await start(which);
  // What the first sockets cost once (compiled code, buffers) is not part of the price of a socket.
  await closeAll((await openMany(child.port, 300, PARALLEL)).sockets);
  await wait(300);
  const before = await rss(child);
  const { sockets } = await openMany(child.port, IDLE_SOCKETS, PARALLEL);
  await wait(300);
  const after = await rss(child);
  await stop(child);
  await closeAll(sockets);
  return (after - before) / 1_024 / sockets.length;
}

async function measureJoins({ port }: Child): Promise<number> {
  const { sockets, seconds } = await openMany(port, JOINS_PER_ROUND, PARALLEL);
  await closeAll(sockets);
  await wait(100);
  return JOINS_PER_ROUND / seconds;
}

/** Rounds alternate, and so does who goes first, so that a busy moment of the machine hits both alike. */
async function alternate(
  rounds: number,
  measure: (which: Which) => Promise<number>,
): Promise<{ readonly ours: number; readonly bare: number; readonly ratio: number }> {
  const results: Record<Which, number[]> = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    for (const which of round % 2 === 0 ? SERVERS : SERVERS.toReversed())
      results[which].push(await measure(which));
  }
  const ours = median(results.ours);
  const bare = median(results.bare);
  const digits = bare < 100 ? 2 : 0;
  return {
    ours: Number(ours.toFixed(digits)),
    bare: Number(bare.toFixed(digits)),
    ratio: Number((ours / bare).toFixed(3)),
  };
}

say(
  `Relay bench: ${IDLE_SOCKETS} idle sockets from 100 loopback addresses, ${IDLE_ROUNDS} rounds; a join is a new socket ` +
    `with its join answered; messages of 1,057 bytes between ${MESSAGES.pairs} pairs. Limits on openings, messages and ` +
    "bytes are raised for this run; sockets per address are not.",
);
pin(process.pid, 1);
const idle = await alternate(IDLE_ROUNDS, measureIdle);
const servers = { ours: await start("ours"), bare: await start("bare") };
// Neither server is measured before its code has been compiled.
for (const which of SERVERS) {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) await measureJoins(servers[which]);
  await relayMessages(servers[which].port, MESSAGES);
}
const joins = await alternate(RATE_ROUNDS, (which) => measureJoins(servers[which]));
const messages = await alternate(RATE_ROUNDS, (which) => relayMessages(servers[which].port, MESSAGES));
await Promise.all(SERVERS.map((which) => stop(servers[which])));
console.log(JSON.stringify({ idle, joins, messages }));
const good =
  joins.ratio >= MIN_RATE_RATIO && messages.ratio >= MIN_RATE_RATIO && idle.ratio <= MAX_MEMORY_RATIO;
process.exit(good ? 0 : 1);
