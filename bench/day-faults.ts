// What goes wrong during a day of use, each as something that a network or a person does to a running call.
import { dice, pick } from "../test/fuzz/mutate.ts";
import { reloadGuest } from "../test/hostile/stage.ts";
import { ROUTER_KINDS, type RouterKind } from "../test/network/nat.ts";
import type { Call, Scene } from "../test/network/scene.ts";
import { pause } from "../test/support/eventually.ts";

export interface Moment {
  readonly scene: Pick<Scene, "stage" | "guest">;
  readonly call: Call;
  /** Where the guest goes, if it goes. */
  readonly next: RouterKind;
}

const FAULTS = ["none", "relay-socket", "loss", "cut", "move", "reload"] as const;
export type Fault = (typeof FAULTS)[number];

export interface Plan {
  readonly number: number;
  /** The guest's router when the call begins. */
  readonly router: RouterKind;
  readonly next: RouterKind;
  readonly fault: Fault;
  /** Most people hang up, some close the window. */
  readonly hangsUp: boolean;
}

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
  move: async ({ scene, next }) => {
    scene.guest.place.move(next);
  },
  reload: async ({ scene, call }) => {
    await reloadGuest(scene.stage, call.room, call.guest, { browser: scene.guest.browser });
    await call.guest.knock("Kim");
  },
};

/** A day by chance; the same seed gives the same day. */
export function planDay(calls: number, seed: number): Plan[] {
  const roll = dice(seed);
  return Array.from({ length: calls }, (_, number) => ({
    number,
    router: pick(roll, ROUTER_KINDS),
    next: pick(roll, ROUTER_KINDS),
    fault: pick(roll, FAULTS),
    hangsUp: roll(4) < 3,
  }));
}
