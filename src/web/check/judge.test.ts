import { describe, expect, test } from "vitest";
import { type Finding, gradeOfAll } from "./check-view.ts";
import { judgeLine } from "./line.ts";
import { type Answer, judgeStation, judgeUdp, readServer, type ServerAnswer } from "./station.ts";

const stun = (answer: Answer): ServerAnswer => ({ kind: "stun", way: "udp", answer });
const turn = (way: ServerAnswer["way"], answer: Answer): ServerAnswer => ({ kind: "turn", way, answer });

describe("addresses of servers", () => {
  test.each([
    ["stun:turn.example.org", "stun", "udp"],
    ["turn:turn.example.org:3478", "turn", "udp"],
    ["turn:turn.example.org:3478?transport=tcp", "turn", "tcp"],
    ["turns:turn.example.org:443?transport=tcp", "turn", "tls"],
    ["turns:[2001:db8::1]:5349", "turn", "tls"],
  ])("%s", (url, kind, way) => expect(readServer(url)).toEqual({ kind, way }));
  test.each(["https://example.org", "turn:", "", "turn:x?transport=sctp"])("%s is none", (url) =>
    expect(readServer(url)).toBeNull(),
  );
});

describe("UDP", () => {
  test.each([
    [[], "unasked"],
    [[turn("tcp", "open")], "unasked"],
    [[stun("silent"), turn("udp", "open")], "open"],
    [[turn("udp", "refused")], "open"],
    [[stun("silent"), turn("udp", "silent"), turn("tls", "open")], "blocked"],
    [[stun("silent"), turn("udp", "unknown")], "unknown"],
  ] as const)("%j is %s", (answers, is) => expect(judgeUdp(answers).is).toBe(is));
});

describe("the intermediate station", () => {
  test.each([
    [[stun("open")], "later", []],
    [[turn("udp", "silent"), turn("tls", "open")], "open", ["tls"]],
    [[turn("tls", "open"), turn("udp", "open")], "open", ["udp", "tls"]],
    [[turn("udp", "refused"), turn("tcp", "silent")], "refused", []],
    [[turn("udp", "silent")], "silent", []],
    [[turn("udp", "silent"), turn("tcp", "unknown")], "unknown", []],
  ] as const)("%j is %s", (answers, is, ways) =>
    expect(judgeStation(answers)).toEqual({ step: "station", is, ways }),
  );
});

describe("the line", () => {
  test.each([
    [2_000, 2_000, "enough"],
    [50_000, 1_999, "low"],
    [1_999, 50_000, "low"],
    [299, 5_000, "weak"],
  ])("%i down and %i up is %s", (down, up, is) => expect(judgeLine(down, up).is).toBe(is));
});

describe("all together", () => {
  const talking: readonly Finding[] = [
    { step: "microphone", is: "heard" },
    { step: "speaker", is: "heard" },
    { step: "relay", is: "open" },
  ];
  const cases: readonly (readonly [readonly Finding[], string])[] = [
    [[], "good"],
    [[{ step: "station", is: "later", ways: [] }], "good"],
    [[{ step: "camera", is: "missing" }], "warning"],
    [[{ step: "udp", is: "blocked" }], "warning"],
    [[{ step: "station", is: "silent", ways: [] }], "warning"],
    [
      [
        { step: "udp", is: "blocked" },
        { step: "station", is: "silent", ways: [] },
      ],
      "failed",
    ],
    [[{ step: "microphone", is: "silent" }], "failed"],
    [[{ step: "relay", is: "closed" }], "failed"],
  ];
  test.each(cases)("%j is %s", (findings, grade) =>
    expect(gradeOfAll([...talking, ...findings])).toBe(grade),
  );
});
