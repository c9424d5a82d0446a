// What a guest's page has to make or find before it can knock: keys of the link, of this device, and a certificate.
import type { Bytes } from "../../e2ee/bytes.ts";
import { createIdentity, type Identity } from "../../e2ee/handshake.ts";
import { deriveInviteKeys, type InviteKeys, type LinkPayload, relayOriginOf } from "../../e2ee/link.ts";
import { createCertificate } from "./certificate.ts";
import { findRemembered, type RememberedDevice } from "./device-memory.ts";

export interface GuestKeys {
  readonly keys: InviteKeys;
  readonly identity: Identity;
  readonly certificate: RTCCertificate;
  readonly fingerprint: Bytes;
}

/** `recall` hears what this browser remembers of the room before anything else is made of it. */
export async function makeGuestKeys(input: {
  readonly payload: LinkPayload;
  readonly relayUrl: string;
  /** Of the device key, where none is remembered. */
  readonly seed: Bytes;
  readonly recall: (kept: RememberedDevice) => void;
}): Promise<GuestKeys> {
  const { payload, relayUrl, seed } = input;
  const [keys, kept, certificate] = await Promise.all([
    deriveInviteKeys(payload, relayOriginOf(relayUrl)),
    findRemembered(payload),
    createCertificate(),
  ]);
  if (kept) input.recall(kept);
  return { keys, identity: kept?.identity ?? (await createIdentity(seed)), ...certificate };
}
