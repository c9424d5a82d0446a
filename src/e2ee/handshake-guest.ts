// The guest's side of the handshake (docs/protocol.md, "Handshake"; rule numbers are those of that section).
import { CallError } from "../protocol/errors.ts";
import { type Bytes, equal, type RandomSource, randomBytes, utf8 } from "./bytes.ts";
import {
  type Caps,
  cleanName,
  commitTo,
  decodeCaps,
  deriveMaster,
  deriveSas,
  encodeCaps,
  encodeCore,
  encodeProof,
  hashK1,
  hashK2,
  hashProof,
  type Identity,
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
} from "./handshake.ts";
import { deriveChannelKeys } from "./key-schedule.ts";
import type { InviteKeys } from "./link.ts";
import {
  agree,
  ephemeralPair,
  KEY_SIZE,
  type KeyPair,
  NONCE_SIZE,
  seal,
  sign,
  verify,
} from "./primitives.ts";

export interface GuestStart {
  readonly k1: K1;
  /** Names this knock; a `k2` with another `hk1` answers another one. */
  readonly hk1: Bytes;
  readonly keys: InviteKeys;
  readonly identity: Identity;
  readonly fingerprint: Bytes;
  readonly caps: Caps;
  readonly nonce: Bytes;
  readonly coreG: Bytes;
  /** Null once it has sealed its one `k3` (rule 4). */
  ephemeral: KeyPair | null;
}

/** Begins one knock with fresh values. */
export async function startGuest(
  input: {
    readonly keys: InviteKeys;
    readonly identity: Identity;
    readonly fingerprint: Bytes;
    readonly caps: Caps;
  },
  random: RandomSource = randomBytes,
): Promise<GuestStart> {
  const { keys, identity, fingerprint, caps } = input;
  const nonce = random(KEY_SIZE);
  const ephemeral = await ephemeralPair(random);
  const coreG = await encodeCore({
    n: nonce,
    e: ephemeral.publicKey,
    identity: identity.publicKey,
    fp: fingerprint,
    caps: encodeCaps(caps),
  });
  const k1: K1 = { type: "k1", version: PROTOCOL_VERSION, commit: await commitTo(keys.inviteId, coreG) };
  return { k1, hk1: await hashK1(k1), keys, identity, fingerprint, caps, nonce, coreG, ephemeral };
}

/**
 * Checks an answer and makes the `k3` for it.
 * Throws CallError: E_REPLAY for an answer to another knock, and for any answer once a `k3` was made;
 * E_HOST_KEY, E_SELF, E_DOWNGRADE for an invalid one, after which the knock goes on unchanged.
 */
export async function acceptK2(
  start: GuestStart,
  input: { readonly tag: Bytes; readonly k2: K2; readonly displayName: string },
): Promise<{ readonly k3: K3; readonly leg: LegSecrets }> {
  const { keys, identity, hk1, coreG } = start;
  const { tag, k2 } = input;
  const { hostPk, invite } = keys.payload;
  if (start.ephemeral === null || !equal(k2.hk1, hk1)) {
    throw new CallError("E_REPLAY");
  }
  const eG = start.ephemeral.publicKey;

  const coreH = await encodeCore({ n: k2.nH, e: k2.eH, identity: hostPk, fp: k2.fpH, caps: k2.capsH });
  const capsH = decodeCaps(k2.capsH);
  if (capsH === null || !(await verify(hostPk, k2.sigH, "sig-k2", tag, hk1, coreH, k2.callId))) {
    throw new CallError("E_HOST_KEY");
  }
  const own = { identity: identity.publicKey, e: eG, fp: start.fingerprint };
  const peer = { identity: hostPk, e: k2.eH, fp: k2.fpH };
  if (mirrors(own, peer)) {
    throw new CallError("E_SELF");
  }
  if (isDowngrade(start.caps, capsH, PROTOCOL_VERSION)) {
    throw new CallError("E_DOWNGRADE");
  }
  const shared = await agree(start.ephemeral.privateKey, k2.eH);
  if (shared === null) {
    throw new CallError("E_HOST_KEY");
  }

  const hk2 = await hashK2(k2);
  const proof = {
    nG: start.nonce,
    idPkG: identity.publicKey,
    fpG: start.fingerprint,
    capsG: encodeCaps(start.caps),
    displayName: utf8(cleanName(input.displayName)),
    sigG: await sign(identity.privateKey, "sig-k3", hk1, hk2, coreG),
  };
  const ikm = keyMaterial(shared, invite);
  const key = await proofKey(ikm, hk1, hk2);
  // Rule 4: k3key is used with an all-zero nonce, so a second `k3` under it must be impossible, also when
  // two answers are being checked at once. Nothing may wait between this test and the assignment.
  if (start.ephemeral === null) {
    throw new CallError("E_REPLAY");
  }
  start.ephemeral = null;

  const ct = await seal(key, new Uint8Array(NONCE_SIZE), proofContext(hk1, hk2, eG), encodeProof(proof));
  const { th, master } = await deriveMaster(ikm, hk1, hk2, await hashProof(eG, proof));
  const leg: LegSecrets = {
    role: "guest",
    callId: k2.callId,
    sas: await deriveSas(keys.inviteId, coreG, coreH),
    keys: await deriveChannelKeys(master, th, "guest"),
    own: { fp: start.fingerprint, caps: start.caps },
    peer: { ...peer, name: "", caps: capsH },
  };
  return { k3: { type: "k3", hk2, eG, ct }, leg };
}
