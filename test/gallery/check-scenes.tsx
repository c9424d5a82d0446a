import type { ComponentChild } from "preact";
import { createSource } from "../../src/web/call/observable.ts";
import type { CheckView, Finding } from "../../src/web/check/check-view.ts";
import { CheckScreen } from "../../src/web/screens/check/check-screen.tsx";
import { devicesOn, fakeMedia, OFF } from "./fake-call.ts";

const nothing = (): void => {};

const GOOD: readonly Finding[] = [
  { step: "microphone", is: "heard" },
  { step: "camera", is: "seen" },
  { step: "speaker", is: "heard" },
  { step: "relay", is: "open" },
  { step: "udp", is: "open" },
  { step: "station", is: "open", ways: ["udp", "tcp", "tls"] },
  { step: "line", is: "enough", down: 48_211, up: 9_870 },
];
const SLOW: readonly Finding[] = [
  { step: "microphone", is: "heard" },
  { step: "camera", is: "dark" },
  { step: "speaker", is: "heard" },
  { step: "relay", is: "open" },
  { step: "udp", is: "open" },
  { step: "station", is: "later", ways: [] },
  { step: "line", is: "low", down: 1_604, up: 612 },
];
const BLOCKED: readonly Finding[] = [
  { step: "microphone", is: "silent" },
  { step: "camera", is: "still" },
  { step: "speaker", is: "unheard" },
  { step: "relay", is: "open" },
  { step: "udp", is: "blocked" },
  { step: "station", is: "open", ways: ["tls"] },
  { step: "line", is: "weak", down: 240, up: 96 },
];
const NOTHING: readonly Finding[] = [
  { step: "microphone", is: "denied" },
  { step: "camera", is: "missing" },
  { step: "speaker", is: "heard" },
  { step: "relay", is: "closed" },
  { step: "udp", is: "blocked" },
  { step: "station", is: "silent", ways: [] },
  { step: "line", is: "failed", down: null, up: null },
];

function check(view: Partial<CheckView>, devices = OFF, isTherapist = false): ComponentChild {
  const source = createSource<CheckView>({ running: null, findings: [], isDone: false, ...view });
  return (
    <CheckScreen
      view={source}
      media={fakeMedia(devices)}
      start={nothing}
      answer={nothing}
      stop={nothing}
      isTherapist={isTherapist}
      onLanguage={nothing}
    />
  );
}

export const CHECK_DRAW: Readonly<Record<string, () => ComponentChild>> = {
  "check-begin": () => check({}, OFF, true),
  "check-asking": () => check({ running: "microphone" }, { ...OFF, microphone: "asking", camera: "asking" }),
  "check-microphone": () => check({ running: "microphone" }, devicesOn()),
  "check-speaker": () => check({ running: "speaker", findings: GOOD.slice(0, 2) }, devicesOn()),
  "check-line": () => check({ running: "line", findings: SLOW.slice(0, 6) }, devicesOn()),
  "check-good": () => check({ findings: GOOD, isDone: true }),
  "check-slow": () => check({ findings: SLOW, isDone: true }),
  "check-blocked": () => check({ findings: BLOCKED, isDone: true }),
  "check-nothing": () => check({ findings: NOTHING, isDone: true }),
};
