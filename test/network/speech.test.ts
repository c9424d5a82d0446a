// What loss and a narrow line do to a call: the picture goes, is said to be gone, and comes back; speech stays.
import { afterAll, beforeAll, expect } from "vitest";
import { proof } from "../proof/proof.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";
import { listen } from "./hearing.ts";
import { whyNoLab } from "./lab.ts";
import { CHROMIUM_ONLY, callBetween, openScene, type Scene } from "./scene.ts";

const cannot = whyNoLab();
let scene: Scene | null = null;
beforeAll(async () => {
  if (cannot === null) scene = await openScene({ host: "open", guest: "open" });
}, 60_000);
afterAll(() => scene?.close());

/** Seconds until both sides say the same of the host's picture. */
async function untilHeld(call: Awaited<ReturnType<typeof callBetween>>, isHeld: boolean): Promise<number> {
  const start = performance.now();
  await eventually(
    async () => {
      const [host, guest] = await Promise.all([call.host.see(), call.guest.see()]);
      const told = [host.peers[0]?.held.self, guest.host?.held.peer];
      if (told.some((one) => one !== isHeld)) throw new Error(`held: ${told.join(", ")}`);
    },
    { withinMs: 60_000 },
  );
  return Math.round((performance.now() - start) / 1_000);
}

const CONCEALED_MAX = 0.15;

proof(
  "F7",
  async ({ figure }) => {
    if (scene === null) throw new Error("no lab");
    const call = await callBetween(scene);
    await scene.host.place.impair({ up: { loss: 0.3, delay: 20 }, down: { delay: 20 } });
    const gone = await untilHeld(call, true);
    const { concealed } = await listen(call.guest.page, 10);
    expect(concealed).toBeLessThan(CONCEALED_MAX);
    await scene.host.place.impair({});
    const back = await untilHeld(call, false);
    await framesArrive(call.guest.page, 10);
    await scene.host.place.impair({ up: { rate: 100, delay: 20 }, down: { delay: 20 } });
    const narrow = await untilHeld(call, true);
    await scene.host.place.impair({});
    const again = await untilHeld(call, false);
    await framesArrive(call.guest.page, 10);
    const share = Math.round(concealed * 1_000) / 10;
    figure(
      `30 % loss: picture held after ${gone} s, ${share} % concealed, back after ${back} s; 100 kbit/s: ${narrow} and ${again} s`,
    );
    await call.close();
  },
  { pairs: CHROMIUM_ONLY, cannot, timeout: 280_000 },
);
