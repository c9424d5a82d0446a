// F4: on every network that lets something through, a call comes about by the best way that there is; where nothing
// gets through, both people are told.
import { afterAll, beforeAll, expect } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { proof } from "../proof/proof.ts";
import { newGuest, newTherapist } from "../support/people.ts";
import { whyNoLab } from "./lab.ts";
import {
  ALL_COMBINATIONS,
  type Cell,
  matrixFigure,
  matrixTable,
  SOME_COMBINATIONS,
  tryCombination,
} from "./matrix.ts";
import { CHROMIUM_ONLY, openScene, type Scene } from "./scene.ts";

const LIMIT = 10_000;
const cannot = whyNoLab();

let scene: Scene;
beforeAll(async () => {
  if (cannot === null) scene = await openScene({ host: "open", guest: "open" });
});
afterAll(() => scene?.close());

proof(
  "F4",
  async ({ figure, repeats }) => {
    const cells: Cell[] = [];
    for (const one of repeats > 1 ? ALL_COMBINATIONS : SOME_COMBINATIONS) {
      const cell = await tryCombination(scene, one);
      expect(cell.pictureAfter, `${cell.host} and ${cell.guest}`).toBeLessThan(LIMIT);
      cells.push(cell);
    }
    if (repeats > 1) console.log(matrixTable(cells));
    figure(matrixFigure(cells));
  },
  { pairs: CHROMIUM_ONLY, timeout: 400_000, cannot },
);

proof(
  "F4",
  "where nothing gets through, both screens say so within ten seconds, and neither speaks of a line that never was",
  async ({ figure }) => {
    scene.host.place.move("no-udp");
    scene.guest.place.move("no-udp");
    const { origin } = scene.stage.instance;
    const context = { ignoreHTTPSErrors: true };
    // The instance has no TURN server, and the pages with screens know no other.
    const therapist = await newTherapist(scene.host.browser, origin, { context });
    const guest = await newGuest(scene.guest.browser, origin, { context });
    await therapist.openPractice();
    const link = await therapist.createRoom("Lab");
    await therapist.openNow("Lab");
    await therapist.startDevices();
    await guest.openLink(link);
    await guest.fillLobby({ name: "Kim", devices: true });
    await guest.knock();
    await therapist.seesWaiting("Kim");
    await therapist.admit("Kim");
    const admitted = performance.now();
    await Promise.all([guest, therapist].map(({ hands }) => hands.sees(de.call.connecting, 2_000)));
    await Promise.all([guest, therapist].map(({ hands }) => hands.sees(de.call.noWay, LIMIT + 1_000)));
    const said = performance.now() - admitted;
    expect(said).toBeLessThan(LIMIT + 1_000);
    // The guest's page gives its first try up after half a minute and changes its screen.
    await guest.hands.sees(de.call.bar.hangUp, 40_000);
    for (const { page } of [guest, therapist]) {
      const shown = await page.evaluate(() => document.body.textContent);
      expect(shown).toContain(de.call.noWay);
      expect(shown).not.toContain(de.truth.encrypted);
      expect(shown).not.toContain(de.call.reconnecting);
    }
    await Promise.all([therapist.context.close(), guest.context.close()]);
    figure(`told after ${(said / 1_000).toFixed(1)} s`);
  },
  { pairs: CHROMIUM_ONLY, timeout: 120_000, cannot },
);
