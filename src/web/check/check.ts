// The check as a whole: one step after the other, the loudspeaker by asking the person.
import type { LocalMedia, Observable } from "../call/call-view.ts";
import { createSource } from "../call/observable.ts";
import type { CheckView, Finding, StepName } from "./check-view.ts";
import { checkCamera, checkMicrophone } from "./devices.ts";
import { checkLine } from "./line.ts";
import { checkRelay } from "./relay.ts";
import { askServers, judgeStation, judgeUdp } from "./station.ts";

export interface Check {
  readonly view: Observable<CheckView>;
  /** From the beginning, also for another time. */
  readonly start: () => void;
  /** What the person heard of the tone. */
  readonly answer: (isHeard: boolean) => void;
  /** Ends it where it is and releases the devices. */
  readonly stop: () => void;
}

export interface CheckParts {
  readonly media: LocalMedia;
  readonly relayUrl: string;
  /** STUN and TURN as this person knows them; asked for when their turn comes. */
  readonly servers: () => Promise<readonly RTCIceServer[]>;
}

const NOT_BEGUN: CheckView = { running: null, findings: [], isDone: false };

export function createCheck({ media, relayUrl, servers }: CheckParts): Check {
  const view = createSource<CheckView>(NOT_BEGUN);
  let run = new AbortController();
  let answer: (isHeard: boolean) => void = () => {};

  async function go(signal: AbortSignal): Promise<void> {
    const step = async (name: StepName, look: () => Finding | Promise<Finding>): Promise<void> => {
      if (signal.aborted) return;
      view.set({ ...view.get(), running: name });
      const finding = await look();
      if (!signal.aborted) view.set({ ...view.get(), findings: [...view.get().findings, finding] });
    };
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    view.set({ ...NOT_BEGUN, running: "microphone" });
    await media.start({ camera: true, microphone: true });
    await step("microphone", () => checkMicrophone(media, signal));
    await step("camera", () => checkCamera(media, signal));
    await step("speaker", async () => ({ step: "speaker", is: (await asked) ? "heard" : "unheard" }));
    await step("relay", () => checkRelay(relayUrl));
    let answers: Awaited<ReturnType<typeof askServers>> = [];
    await step("udp", async () => {
      answers = await askServers(await servers());
      return judgeUdp(answers);
    });
    await step("station", () => judgeStation(answers));
    await step("line", () => checkLine(() => performance.now()));
    if (signal.aborted) return;
    media.stop();
    view.set({ ...view.get(), running: null, isDone: true });
  }

  return {
    view,
    start() {
      run.abort();
      run = new AbortController();
      void go(run.signal);
    },
    answer: (isHeard) => answer(isHeard),
    stop() {
      run.abort();
      media.stop();
      view.set(NOT_BEGUN);
    },
  };
}
