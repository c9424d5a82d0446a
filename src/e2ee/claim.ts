// Which of several host pages answers: the newest claim (docs/protocol.md, "Several devices and tabs").
import { type Bytes, concat, encode, type RandomSource, randomBytes, toNumber, u64 } from "./bytes.ts";
import type { H0 } from "./handshake.ts";
import { NONCE_SIZE, open, PROTOCOL, seal } from "./primitives.ts";

const TIME_SIZE = 8;
const RANDOM_SIZE = 16;

export interface Claim {
  /** Unix ms of the press or page load. */
  readonly time: number;
  /** 16 bytes that decide between claims of the same moment. */
  readonly random: Bytes;
}

export function createClaim(now: number): Claim {
  return { time: now, random: randomBytes(RANDOM_SIZE) };
}

/** Seals a claim for one tag; the same claim is repeated under a new `cn`. */
export async function sealClaim(
  kClaim: CryptoKey,
  tag: Bytes,
  claim: Claim,
  random: RandomSource = randomBytes,
): Promise<{ readonly cn: Bytes; readonly claim: Bytes }> {
  const cn = random(NONCE_SIZE);
  const plain = concat(u64(claim.time), claim.random);
  return { cn, claim: await seal(kClaim, cn, encode(PROTOCOL, "claim", tag), plain) };
}

/** Null if no page with this room's seed made it for this tag. */
export async function openClaim(
  kClaim: CryptoKey,
  tag: Bytes,
  h0: Pick<H0, "cn" | "claim">,
): Promise<Claim | null> {
  if (h0.cn.length !== NONCE_SIZE) {
    return null;
  }
  const plain = await open(kClaim, h0.cn, encode(PROTOCOL, "claim", tag), h0.claim);
  if (plain === null || plain.length !== TIME_SIZE + RANDOM_SIZE) {
    return null;
  }
  const time = toNumber(plain.slice(0, TIME_SIZE));
  return time === null ? null : { time, random: plain.slice(TIME_SIZE) };
}

/** True if `a` wins over `b`: later time, then the greater random value; equal claims are one claim. */
export function newerClaim(a: Claim, b: Claim): boolean {
  if (a.time !== b.time) {
    return a.time > b.time;
  }
  const index = a.random.findIndex((byte, i) => byte !== b.random[i]);
  return index >= 0 && (a.random[index] ?? 0) > (b.random[index] ?? 0);
}
