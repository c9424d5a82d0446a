// What goes wrong during a day of use, each as something that a network or a person does to a running call.
import { reloadGuest } from "../test/hostile/stage.ts";
import type { Call, Scene } from "../test/network/scene.ts";
import { pause } from "../test/support/eventually.ts";

export interface Moment {
  readonly scene: Pick<Scene, "stage" | "guest">;
  readonly call: Call;
}

export const FAULTS = ["none", "relay-socket", "loss", "cut", "reload"] as const;
export type Fault = (typeof FAULTS)[number];

const LOSS = { share: 0.1, ms: 3_000 } as const;
const CUT = 3_000;

const cutSockets = (page: Call["host"]["page"]): Promise<void> =>
  page.evaluate(() => {
    for (const socket of window.callProbe.sockets) socket.close();
  });

/** Does it and undoes it; what the call makes of it is for the caller to see. */
export const causeFault: Readonly<Record<Fault, (moment: Moment) => Promise<void>>> = {
  none: async () => {},
  "relay-socket": async ({ call }) => {
    await Promise.all([cutSockets(call.host.page), cutSockets(call.guest.page)]);
  },
  loss: async ({ scene }) => {
    const { place } = scene.guest;
    await place.impair({ up: { loss: LOSS.share }, down: { loss: LOSS.share } });
    await pause(LOSS.ms);
    await place.impair({});
  },
  cut: async ({ scene }) => {
    scene.guest.place.cut();
    await pause(CUT);
    scene.guest.place.mend();
  },
  reload: async ({ scene, call }) => {
    await reloadGuest(scene.stage, call.room, call.guest, { browser: scene.guest.browser });
    await call.guest.knock("Kim");
  },
};
