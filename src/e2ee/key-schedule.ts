// From a finished handshake to the keys of the lanes (docs/protocol.md, "Sealed channel").
import type { Lane, Role } from "../protocol/sealed.ts";
import type { Bytes } from "./bytes.ts";
import { KEY_SIZE, kdf, NONCE_SIZE, sealingKey } from "./primitives.ts";

export const CHANNEL_ID_SIZE = 8;

interface DirectionKeys {
  readonly key: CryptoKey;
  readonly iv: Bytes;
}

/** Keys of one lane as one side holds them. */
export interface LaneKeys {
  readonly lane: Lane;
  /** The own role. */
  readonly role: Role;
  readonly chanId: Bytes;
  readonly send: DirectionKeys;
  readonly receive: DirectionKeys;
}

export type ChannelKeys = Readonly<Record<Lane, LaneKeys>>;

async function deriveDirection(
  master: Bytes,
  th: Bytes,
  name: string,
  usage: "encrypt" | "decrypt",
): Promise<DirectionKeys> {
  const [key, iv] = await Promise.all([
    kdf(master, th, `${name} key`, "", KEY_SIZE),
    kdf(master, th, `${name} iv`, "", NONCE_SIZE),
  ]);
  return { key: await sealingKey(key, [usage]), iv };
}

async function deriveLane(master: Bytes, th: Bytes, role: Role, lane: Lane): Promise<LaneKeys> {
  const [out, back] = role === "host" ? (["h2g", "g2h"] as const) : (["g2h", "h2g"] as const);
  const [chanId, send, receive] = await Promise.all([
    kdf(master, th, `${lane} chan`, "", CHANNEL_ID_SIZE),
    deriveDirection(master, th, `${out} ${lane}`, "encrypt"),
    deriveDirection(master, th, `${back} ${lane}`, "decrypt"),
  ]);
  return { lane, role, chanId, send, receive };
}

/** The keys of the lanes for one side; each direction can only be used its own way. */
export async function deriveChannelKeys(master: Bytes, th: Bytes, role: Role): Promise<ChannelKeys> {
  const [sig, ctl, face] = await Promise.all([
    deriveLane(master, th, role, "sig"),
    deriveLane(master, th, role, "ctl"),
    deriveLane(master, th, role, "face"),
  ]);
  return { sig, ctl, face };
}
