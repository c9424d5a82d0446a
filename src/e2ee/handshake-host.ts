// The host's side of the handshake (docs/protocol.md, "Handshake"; rule numbers are those of that section).
import type { HandshakeCode } from "../protocol/errors.ts";
import { type Bytes, equal, type RandomSource, randomBytes } from "./bytes.ts";
import {
  type Caps,
  commitTo,
  decodeCaps,
  decodeProof,
  deriveMaster,
  deriveSas,
  encodeCaps,
  encodeCore,
  hashK1,
  hashK2,
  hashProof,
  isDowngrade,
  type K1,
  type K2,
  type K3,
  keyMaterial,
  type LegSecrets,
  mirrors,
  PROTOCOL_VERSION,
  proofContext,
  proofKey,
  readName,
} from "./handshake.ts";
import { deriveChannelKeys } from "./key-schedule.ts";
import type { InviteKeys, RoomKeys } from "./link.ts";
import {
  agree,
  ephemeralPair,
  KEY_SIZE,
  type KeyPair,
  NONCE_SIZE,
  open,
  sign,
  verify,
} from "./primitives.ts";

export interface HostAnswer {
  readonly k2: K2;
  readonly hk1: Bytes;
  readonly hk2: Bytes;
  readonly keys: InviteKeys;
  readonly commit: Bytes;
  readonly coreH: Bytes;
  readonly fingerprint: Bytes;
  readonly caps: Caps;
  /** Null once a `k3` has opened (rule 3). */
  ephemeral: KeyPair | null;
}

/** Makes the answer to a knock; null for a version that this code does not speak (rule 6). */
export async function answerK1(
  input: {
    readonly room: RoomKeys;
    readonly keys: InviteKeys;
    readonly tag: Bytes;
    readonly k1: K1;
    readonly fingerprint: Bytes;
    readonly caps: Caps;
    readonly callId: Bytes;
  },
  random: RandomSource = randomBytes,
): Promise<HostAnswer | null> {
  const { room, keys, tag, k1, fingerprint, caps, callId } = input;
  if (k1.version !== PROTOCOL_VERSION) {
    return null;
  }
  const nH = random(KEY_SIZE);
  const ephemeral = await ephemeralPair(random);
  const eH = ephemeral.publicKey;
  const capsH = encodeCaps(caps);
  const hk1 = await hashK1(k1);
  const coreH = await encodeCore({
    n: nH,
    e: eH,
    identity: room.payload.hostPk,
    fp: fingerprint,
    caps: capsH,
  });
  const sigH = await sign(room.hostSk, "sig-k2", tag, hk1, coreH, callId);
  const k2: K2 = { type: "k2", hk1, nH, eH, fpH: fingerprint, capsH, callId, sigH };
  return { k2, hk1, hk2: await hashK2(k2), keys, commit: k1.commit, coreH, fingerprint, caps, ephemeral };
}

export type K3Result =
  /** Not for this answer, or not sealed by who made the knock: nothing has happened. */
  | { readonly opened: false }
  /** The answer is used up; drop it. */
  | { readonly opened: true; readonly leg: LegSecrets }
  | { readonly opened: true; readonly code: HandshakeCode };

/** Rule 3: the first `k3` that opens uses the answer up, before anything in it is checked. */
export async function acceptK3(answer: HostAnswer, k3: K3): Promise<K3Result> {
  const { keys, hk1, hk2, k2 } = answer;
  const ephemeral = answer.ephemeral;
  if (ephemeral === null || !equal(k3.hk2, hk2)) {
    return { opened: false };
  }
  const shared = await agree(ephemeral.privateKey, k3.eG);
  if (shared === null) {
    return { opened: false };
  }
  const ikm = keyMaterial(shared, keys.payload.invite);
  const key = await proofKey(ikm, hk1, hk2);
  const plain = await open(key, new Uint8Array(NONCE_SIZE), proofContext(hk1, hk2, k3.eG), k3.ct);
  if (plain === null || answer.ephemeral === null) {
    return { opened: false };
  }
  answer.ephemeral = null;

  const proof = decodeProof(plain);
  const name = proof === null ? null : readName(proof.displayName);
  const capsG = proof === null ? null : decodeCaps(proof.capsG);
  if (proof === null || name === null || capsG === null) {
    return { opened: true, code: "E_SIG" };
  }
  const { idPkG, fpG } = proof;
  const coreG = await encodeCore({ n: proof.nG, e: k3.eG, identity: idPkG, fp: fpG, caps: proof.capsG });
  if (!equal(await commitTo(keys.inviteId, coreG), answer.commit)) {
    return { opened: true, code: "E_COMMIT" };
  }
  // `verify` refuses public keys of small order.
  if (!(await verify(idPkG, proof.sigG, "sig-k3", hk1, hk2, coreG))) {
    return { opened: true, code: "E_SIG" };
  }
  const own = { identity: keys.payload.hostPk, e: k2.eH, fp: answer.fingerprint };
  const peer = { identity: idPkG, e: k3.eG, fp: fpG };
  if (mirrors(own, peer)) {
    return { opened: true, code: "E_SELF" };
  }
  if (isDowngrade(answer.caps, capsG, PROTOCOL_VERSION)) {
    return { opened: true, code: "E_DOWNGRADE" };
  }

  const { th, master } = await deriveMaster(ikm, hk1, hk2, await hashProof(k3.eG, proof));
  const leg: LegSecrets = {
    role: "host",
    callId: k2.callId,
    sas: await deriveSas(keys.inviteId, coreG, answer.coreH),
    keys: await deriveChannelKeys(master, th, "host"),
    own: { fp: answer.fingerprint, caps: answer.caps },
    peer: { ...peer, name, caps: capsG },
  };
  return { opened: true, leg };
}
