// `npm run bench:speech`: how much of the speech is made up by the receiving browser at 5, 15 and 30 % loss and on a
// line of 100 kbit/s, beside a bare page with the browser's defaults in the same network. Runs alternate.
// One JSON line on stdout (shares of all played samples, ms); exit 1 unless ours is lower at every point.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeAll } from "../test/hostile/stage.ts";
import { type Hearing, listen, voice } from "../test/network/hearing.ts";
import type { Impairment } from "../test/network/impairment.ts";
import { callBetween, openScene, type Scene } from "../test/network/scene.ts";
import { atChromium } from "../test/support/any-browser.ts";
import { pause } from "../test/support/eventually.ts";

const DELAY = 20;
const LINES: readonly (readonly [name: string, line: Impairment])[] = [
  ["loss5", { loss: 0.05, delay: DELAY }],
  ["loss15", { loss: 0.15, delay: DELAY }],
  ["loss30", { loss: 0.3, delay: DELAY }],
  ["rate100", { rate: 100, delay: DELAY }],
];
const rounds = Math.max(1, Number(process.argv[2] ?? 2));
const heardFor = Math.max(5, Number(process.argv[3] ?? 20));
/** Both have as long to find out what the line takes before it counts. */
const SETTLE = 20_000;

interface BareSide {
  readonly iceServers: RTCIceServer[];
  readonly remote: RTCSessionDescriptionInit | null;
}

/** One side of a bare call, run in its page; gives its description with all candidates. */
async function bareSide({ iceServers, remote }: BareSide): Promise<RTCSessionDescriptionInit> {
  const connection = new RTCPeerConnection({ iceServers });
  const own = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const video = document.createElement("video");
  video.autoplay = true;
  document.body.append(video);
  connection.addEventListener("track", ({ streams }) => {
    video.srcObject = streams[0] ?? null;
  });
  if (remote) await connection.setRemoteDescription(remote);
  for (const track of own.getTracks()) connection.addTrack(track, own);
  await connection.setLocalDescription();
  const end = performance.now() + 3_000;
  while (connection.iceGatheringState !== "complete" && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const { type, sdp } = connection.localDescription ?? { type: "offer", sdp: "" };
  return { type, sdp };
}

async function bareCall(scene: Scene) {
  const { stage } = scene;
  const open = async (browser: Scene["host"]["browser"]) => {
    const person = await atChromium(browser).newPerson([stage.origin, stage.relayUrl], {});
    await person.page.goto(stage.origin);
    return person;
  };
  const [host, guest] = [await open(scene.host.browser), await open(scene.guest.browser)];
  const iceServers = [...stage.iceServers] as RTCIceServer[];
  const offer = await host.page.evaluate(bareSide, { iceServers, remote: null });
  const answer = await guest.page.evaluate(bareSide, { iceServers, remote: offer });
  await host.page.evaluate(async (remote) => {
    await window.callProbe.connections.at(-1)?.setRemoteDescription(remote);
  }, answer);
  return { host, guest, close: () => closeAll(host, guest) };
}

/** What both hear, together. */
async function hear(scene: Scene, isOurs: boolean, line: Impairment): Promise<Hearing> {
  const call = isOurs ? await callBetween(scene) : await bareCall(scene);
  try {
    await scene.guest.place.impair({ up: line, down: line });
    await pause(SETTLE);
    const [one, other] = await Promise.all([
      listen(call.host.page, heardFor),
      listen(call.guest.page, heardFor),
    ]);
    return {
      concealed: (one.concealed + other.concealed) / 2,
      longestGap: Math.max(one.longestGap, other.longestGap),
    };
  } finally {
    await scene.guest.place.impair({});
    await call.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "connect-voice-"));
const file = join(folder, "voice.wav");
writeFileSync(file, voice());
const scene = await openScene({
  host: "open",
  guest: "open",
  flags: [`--use-file-for-fake-audio-capture=${file}`],
});
const all: Record<string, { ours: Hearing; bare: Hearing }> = {};
const sumUp = (heard: readonly Hearing[]): Hearing => ({
  concealed: Math.round((heard.reduce((sum, one) => sum + one.concealed, 0) / heard.length) * 1e4) / 1e4,
  longestGap: Math.max(...heard.map((one) => one.longestGap)),
});
try {
  for (const [name, line] of LINES) {
    const ours: Hearing[] = [];
    const bare: Hearing[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await hear(scene, true, line));
      bare.push(await hear(scene, false, line));
    }
    all[name] = { ours: sumUp(ours), bare: sumUp(bare) };
    console.error(name, JSON.stringify(all[name]));
  }
} finally {
  await scene.close();
  rmSync(folder, { recursive: true });
}
console.log(JSON.stringify({ rounds, heardFor, ...all }));
const isLower = Object.values(all).every(
  ({ ours, bare }) => ours.concealed < bare.concealed && ours.longestGap <= bare.longestGap,
);
process.exitCode = isLower ? 0 : 1;
