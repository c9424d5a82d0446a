// Somebody who stands between two handshakes of their own and passes on, from one channel to the other, what each
// side says. Nothing is changed: this is the attack that certificates of the others are borrowed for.

import { toBase64Url } from "../../src/e2ee/bytes.ts";
import { createSigLane, type SigLane } from "../../src/e2ee/channel.ts";
import type { LegSecrets } from "../../src/e2ee/handshake.ts";
import { bytesOf, isFrame } from "./attacker.ts";
import type { Member } from "./member.ts";

/** One end: the keys that the attacker shares with this person, and where that person is reached. */
export interface End {
  readonly secrets: LegSecrets;
  readonly tag: string;
  readonly route: string;
}

/** Passes on between the two ends from now on; gives the types of what was passed. */
export function standBetween(member: Member, ends: readonly [End, End]): readonly string[] {
  const passed: string[] = [];
  const lanes = ends.map(({ secrets }) => createSigLane(secrets.keys.sig));
  const say = (index: number, frame: Uint8Array<ArrayBuffer> | null) => {
    const end = ends[index];
    if (end !== undefined && frame !== null) member.send(end.tag, end.route, toBase64Url(frame));
  };
  const hear = async (lane: SigLane, index: number, b: string) => {
    const { bodies, acknowledgeDue } = await lane.receive(bytesOf(b), Date.now());
    const other = 1 - index;
    for (const body of bodies) {
      passed.push(body.type);
      say(other, (await lanes[other]?.send(body, Date.now())) ?? null);
    }
    if (acknowledgeDue) for (const frame of await lane.acknowledge(Date.now())) say(index, frame);
  };
  let turn: Promise<unknown> = Promise.resolve();
  const take = (b: string) => {
    if (!isFrame(b)) return;
    const index = lanes.findIndex((lane) => lane.matches(bytesOf(b)));
    const lane = lanes[index];
    if (lane !== undefined) turn = turn.then(() => hear(lane, index, b));
  };
  // What came while the handshakes were under way is part of the conversation.
  for (const { b } of member.inbox) take(b);
  member.onMessage(({ b }) => take(b));
  return passed;
}
