// A practice's page that was taken over sends pictures that are none.
import { crc32, deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Bytes, randomBytes, toBase64Url } from "../../src/e2ee/bytes.ts";
import { createLooseLane, createSigLane } from "../../src/e2ee/channel.ts";
import { LOGO_MAX, LOGO_PART, LOGO_SIDE } from "../../src/protocol/limits.ts";
import type { LogoBody } from "../../src/protocol/sealed.ts";
import { PAIRS, proof } from "../proof/proof.ts";
import { eventually, pause } from "../support/eventually.ts";
import { hostByHand } from "./attacker.ts";
import { newMember } from "./member.ts";
import { closeAll, newGuest, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey picture that every browser shows, or what is made of it by another header. */
function png(side: number, saidSide = side, extra: Buffer = Buffer.alloc(0)): Bytes {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(saidSide, 0);
  header.writeUInt32BE(saidSide, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(side * (side + 1), 128);
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;
  const chunks = [
    chunk("IHDR", header),
    extra,
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Uint8Array.from(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks]));
}

function partsOf(bytes: Bytes): readonly LogoBody[] {
  const parts = Math.max(1, Math.ceil(bytes.length / LOGO_PART));
  return Array.from({ length: parts }, (_, part) => ({
    type: "logo",
    part,
    parts,
    format: "png",
    bytes: bytes.slice(part * LOGO_PART, (part + 1) * LOGO_PART),
  }));
}

const CASES: readonly { readonly what: string; readonly bytes: Bytes; readonly isShown: boolean }[] = [
  { what: "one that is", bytes: png(40), isShown: true },
  { what: "noise", bytes: randomBytes(900), isShown: false },
  {
    what: "a document",
    bytes: new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    isShown: false,
  },
  {
    what: "one that moves",
    bytes: png(40, 40, chunk("acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))),
    isShown: false,
  },
  { what: "one of 20,000 pixels", bytes: png(40, 20_000), isShown: false },
  { what: "one pixel too wide", bytes: png(LOGO_SIDE + 1), isShown: false },
  { what: "one that was cut", bytes: png(40).slice(0, 20), isShown: false },
];

describe("a picture that is none", () => {
  proof(
    "A32",
    "is not shown, and the guest waits on",
    async ({ pair, figure }) => {
      for (const { what, bytes, isShown } of CASES) {
        expect(bytes.length, what).toBeLessThan(LOGO_MAX);
        const room = await stage.newRoom();
        const member = await newMember(stage.relay.url, stage.origin);
        await member.join([room.tagText]);
        const guest = await newGuest(stage, room, { at: pair.guest, media: false });
        await guest.knock("Kim");
        const { secrets, tag, route } = await hostByHand(member, room, randomBytes(32));
        const say = (frame: Bytes | null) => member.send(tag, route, toBase64Url(frame ?? new Uint8Array(0)));
        const waiting = { type: "state", state: "waiting", practice: "Praxis", phone: "" } as const;
        say(await createSigLane(secrets.keys.sig).send(waiting, Date.now()));
        await eventually(async () => expect((await guest.see()).phase).toBe("waiting"));
        const face = createLooseLane(secrets.keys.face);
        for (const part of partsOf(bytes)) say(await face.send(part));
        if (isShown)
          await eventually(async () => expect((await guest.see()).practice?.hasPicture).toBe(true));
        else await pause(1_000);
        const seen = await guest.see();
        expect(seen.practice, what).toEqual({ name: "Praxis", hasPicture: isShown });
        expect(seen.phase, what).toBe("waiting");
        expect(seen.ended, what).toBeNull();
        member.close();
        await closeAll(guest);
      }
      figure(`${CASES.length - 1} kinds of picture refused, and one that is one was shown`);
    },
    { pairs: PAIRS.filter((pair) => pair.host === pair.guest) },
  );
});
