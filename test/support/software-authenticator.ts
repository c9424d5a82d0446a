// An authenticator in software, for tests without a browser: what WebAuthn level 3 asks of one, section 6.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

function head(major: number, value: number): Buffer {
  const kind = major << 5;
  if (value < 24) return Buffer.of(kind | value);
  return value < 256 ? Buffer.of(kind | 24, value) : Buffer.of(kind | 25, value >> 8, value & 0xff);
}

/** The part of CBOR (RFC 8949) that a key and an attestation without statement need. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
}

/** COSE key of ES256 (RFC 9053, 7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const pairs: [number, Cbor][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ];
  return cbor(new Map(pairs));
}

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();
const base64 = (data: Buffer): string => data.toString("base64url");
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export interface SoftwareAuthenticatorOptions {
  /** Of the page that asks. */
  readonly origin: string;
  /** Whether it asked for a finger or a number. */
  readonly isVerified?: boolean;
  /** The id that its credential gets. */
  readonly credentialId?: string;
}

/** What a page posts after `navigator.credentials.create` and `get`, field by field. */
export function softwareAuthenticator({
  origin,
  isVerified = true,
  credentialId = base64(randomBytes(32)),
}: SoftwareAuthenticatorOptions) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = Buffer.from(credentialId, "base64url");
  const flags = USER_PRESENT | (isVerified ? USER_VERIFIED : 0);
  const rpHash = sha256(new URL(origin).hostname);
  let counter = 0;

  const clientData = (type: string, challenge: unknown): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function authenticatorData(more: number, rest: Buffer): Buffer {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([rpHash, Buffer.of(flags | more), count, rest]);
  }

  return {
    credentialId,
    create({ challenge }: { readonly challenge?: unknown }) {
      const length = Buffer.of(id.length >> 8, id.length & 0xff);
      const data = authenticatorData(
        HAS_CREDENTIAL,
        Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]),
      );
      const attestation: [string, Cbor][] = [
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", data],
      ];
      return {
        id: credentialId,
        rawId: credentialId,
        type: "public-key",
        response: {
          clientDataJSON: base64(clientData("webauthn.create", challenge)),
          attestationObject: base64(cbor(new Map(attestation))),
          transports: ["internal"],
        },
      };
    },
    get({ challenge }: { readonly challenge?: unknown }) {
      const data = authenticatorData(0, Buffer.alloc(0));
      const client = clientData("webauthn.get", challenge);
      return {
        id: credentialId,
        rawId: credentialId,
        type: "public-key",
        response: {
          clientDataJSON: base64(client),
          authenticatorData: base64(data),
          signature: base64(sign("sha256", Buffer.concat([data, sha256(client)]), privateKey)),
        },
      };
    },
  };
}
