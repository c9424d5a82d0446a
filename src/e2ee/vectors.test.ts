// The vectors, checked twice: against this code, and against a second reading of docs/protocol.md that shares
// nothing with it but Node's own primitives.
import * as node from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeVectors } from "../../tools/make-vectors.ts";
import channel from "./vectors/channel.json" with { type: "json" };
import handshake from "./vectors/handshake.json" with { type: "json" };
import link from "./vectors/link.json" with { type: "json" };
import vault from "./vectors/vault.json" with { type: "json" };

const folder = new URL("./vectors/", import.meta.url);

it("are what the generator makes", async () => {
  const made = await makeVectors();
  expect(readdirSync(folder).sort()).toEqual([...made.keys()].sort());
  for (const [name, content] of made) {
    expect(JSON.parse(readFileSync(new URL(name, folder), "utf8")), name).toEqual(JSON.parse(content));
  }
});

const un = (text: string): Buffer => Buffer.from(text, "base64url");
const b64 = (bytes: Buffer): string => bytes.toString("base64url");

function enc(...parts: (Buffer | string)[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

function int(value: number, width: 1 | 2 | 4 | 8): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.subarray(8 - width);
}

const P = "psy-call/1";
const sha = (bytes: Buffer): Buffer => node.createHash("sha256").update(bytes).digest();
const H = (...parts: (Buffer | string)[]): Buffer => sha(enc(P, ...parts));

function kdf(ikm: Buffer, salt: Buffer, label: string, context: Buffer | string, length: number): Buffer {
  return Buffer.from(node.hkdfSync("sha256", ikm, salt, enc(P, label, context), length));
}

function openSealed(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const cipher = node.createDecipheriv("aes-256-gcm", key, nonce).setAAD(aad);
  cipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
}

function unpadded(bytes: Buffer): Buffer {
  const length = bytes.readUInt32BE(0);
  expect(bytes.subarray(4 + length).every((byte) => byte === 0)).toBe(true);
  return bytes.subarray(4, 4 + length);
}

function privateKey(kind: "6e" | "70", secret: Buffer): node.KeyObject {
  const der = Buffer.concat([Buffer.from(`302e020100300506032b65${kind}04220420`, "hex"), secret]);
  return node.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

const publicOf = (key: node.KeyObject): Buffer => {
  const jwk = node.createPublicKey(key).export({ format: "jwk" });
  return un(jwk.x ?? "");
};

function fields(type: string) {
  const envelope = handshake.envelopes.find(({ message }) => message.type === type);
  if (envelope === undefined) {
    throw new Error("no such message");
  }
  return envelope;
}

const seed = un(link.seed);
const invite = un(link.invite);
const hostPk = un(link.hostPk);
const si = H("invite-salt", hostPk);
const tag = un(handshake.inputs.tag);

describe("a second reading of the document", () => {
  it("finds the same link and tags", () => {
    const rs = H("room");
    expect(b64(kdf(seed, rs, "invite", "", 32))).toBe(link.invite);
    expect(b64(publicOf(privateKey("70", kdf(seed, rs, "host-sign", "", 32))))).toBe(link.hostPk);
    const payload = Buffer.concat([int(1, 1), invite, hostPk]);
    expect(link.link).toBe(`https://practice/call#1.${b64(payload)}`);
    expect(b64(kdf(invite, si, "id", "", 16))).toBe(link.inviteId);
    for (const { day, tag: expected } of link.tags) {
      expect(b64(kdf(invite, si, "tag", enc(link.relayOrigin, int(day, 4)), 16))).toBe(expected);
    }
  });

  it("finds the same handshake", () => {
    const { inputs } = handshake;
    const inviteId = un(link.inviteId);
    const [eG, eH] = [privateKey("6e", un(inputs.eGSecret)), privateKey("6e", un(inputs.eHSecret))];
    const idSk = privateKey("70", un(inputs.identitySeed));
    const capsHash = (caps: string) => H("caps", un(caps));
    const idPk = publicOf(idSk);
    const coreG = enc(un(inputs.nG), publicOf(eG), idPk, un(inputs.fpG), capsHash(inputs.capsG));
    const coreH = enc(un(inputs.nH), publicOf(eH), hostPk, un(inputs.fpH), capsHash(inputs.capsH));
    const commit = H("commit", inviteId, coreG);
    expect(fields("k1").message).toEqual({ type: "k1", version: 1, commit: b64(commit) });

    const hk1 = H("k1", int(1, 2), commit);
    const hostSk = privateKey("70", kdf(seed, H("room"), "host-sign", "", 32));
    const callId = un(inputs.callId);
    const sigH = node.sign(null, enc(P, "sig-k2", tag, hk1, coreH, callId), hostSk);
    const parts = [un(inputs.nH), publicOf(eH), un(inputs.fpH), un(inputs.capsH), callId, sigH];
    expect(fields("k2").message).toMatchObject({ hk1: b64(hk1), sigH: b64(sigH), eH: b64(publicOf(eH)) });
    const hk2 = H("k2", hk1, ...parts);
    expect([b64(hk1), b64(hk2)]).toEqual([handshake.hk1, handshake.hk2]);

    const shared = node.diffieHellman({ privateKey: eH, publicKey: node.createPublicKey(eG) });
    const ikm = Buffer.concat([shared, invite]);
    const hs = H("hs-salt", hk1, hk2);
    const sigG = node.sign(null, enc(P, "sig-k3", hk1, hk2, coreG), idSk);
    const proof = [un(inputs.nG), idPk, un(inputs.fpG), un(inputs.capsG), inputs.displayName, sigG];
    const { message } = fields("k3");
    const aad = enc(P, "k3-ct", hk1, hk2, publicOf(eG));
    const plain = openSealed(kdf(ikm, hs, "k3", "", 32), Buffer.alloc(12), aad, un(message.ct ?? ""));
    expect(plain).toEqual(enc(...proof));
    const hk3 = H("k3", publicOf(eG), ...proof);
    const th = H("th", hk1, hk2, hk3);
    expect(b64(th)).toBe(handshake.th);
    expect(b64(kdf(ikm, hs, "master", th, 32))).toBe(handshake.master);
    expect(b64(kdf(enc(coreG, coreH), inviteId, "sas", "", 4))).toBe(handshake.sas);
  });

  it("opens the same envelopes", () => {
    const kEnv = kdf(invite, si, "env", "", 32);
    const plains = handshake.envelopes.map(({ nonce, body }) => {
      const bytes = un(body);
      expect(bytes.length).toBe(1_053);
      expect(b64(bytes.subarray(0, 13))).toBe(b64(Buffer.concat([int(1, 1), un(nonce)])));
      return unpadded(openSealed(kEnv, un(nonce), enc(P, "hs", tag), bytes.subarray(13)));
    });
    expect(plains.map((plain) => plain[0])).toEqual([1, 2, 3, 4]);
    const { message } = fields("h0");
    expect(plains[3]?.subarray(1)).toEqual(enc(un(message.cn ?? ""), un(message.claim ?? "")));
    const kClaim = kdf(seed, H("room"), "host-claim", "", 32);
    const claim = openSealed(kClaim, un(message.cn ?? ""), enc(P, "claim", tag), un(message.claim ?? ""));
    expect(claim).toEqual(Buffer.concat([int(handshake.claim.time, 8), un(handshake.claim.random)]));
  });

  it("opens the same frames", () => {
    const [master, th] = [un(handshake.master), un(handshake.th)];
    const seen = channel.frames.map(({ lane, from, frame }) => {
      const direction = `${from === "host" ? "h2g" : "g2h"} ${lane}`;
      const iv = kdf(master, th, `${direction} iv`, "", 12);
      const chanId = kdf(master, th, `${lane} chan`, "", 8);
      const bytes = un(frame);
      const seq = bytes.subarray(9, 17);
      expect(bytes.subarray(0, 9)).toEqual(Buffer.concat([int(2, 1), chanId]));
      const nonce = iv.map((byte, i) => byte ^ (Buffer.concat([int(0, 4), seq])[i] ?? 0));
      const key = kdf(master, th, `${direction} key`, "", 32);
      const aad = enc(P, "ch", chanId, seq);
      const plain = unpadded(openSealed(key, Buffer.from(nonce), aad, bytes.subarray(17)));
      return { size: bytes.length, seq: seq[7], ack: plain.readUInt32BE(0), type: plain[4], first: plain[5] };
    });
    expect(seen).toEqual([
      { size: 1_057, seq: 0, ack: 0, type: 13, first: 0 },
      { size: 1_057, seq: 0, ack: 1, type: 1, first: 1 },
      { size: 1_057, seq: 1, ack: 1, type: 0, first: undefined },
      { size: 4_129, seq: 1, ack: 2, type: 4, first: 0 },
      { size: 1_057, seq: 2, ack: 2, type: 18, first: 0 },
      { size: 1_057, seq: 2, ack: 1, type: 128, first: 2 },
      { size: 1_057, seq: 0, ack: 0, type: 7, first: 1 },
      { size: 1_057, seq: 0, ack: 0, type: 15, first: 0 },
      { size: 16_417, seq: 0, ack: 0, type: 17, first: 0 },
    ]);
  });

  it("finds the same vault", () => {
    const { inputs } = vault;
    const V = "psy-vault/1";
    const vaultHash = (...parts: (Buffer | string)[]): Buffer => sha(enc(V, ...parts));
    const derive = (ikm: Buffer, salt: string, label: string, context: Buffer | string = ""): Buffer =>
      Buffer.from(node.hkdfSync("sha256", ikm, vaultHash(salt), enc(V, label, context), 32));
    const email = "zo\u00eb.müller@praxis.example";
    const salt = vaultHash("pw", "https://practice:8443", email);
    const root = node.pbkdf2Sync("Grüner Tee, viermal", salt, 600_000, 32, "sha256");
    expect(b64(derive(root, "auth", "auth"))).toBe(vault.auth);
    expect(b64(vaultHash("prf-input"))).toBe(vault.passkeyInput);

    const credentialId = un(inputs.credentialId);
    const code = Buffer.from(inputs.recoveryCode.replaceAll("-", "").slice(0, 26));
    const keks = [
      derive(root, "wrap", "vault-wrap"),
      derive(un(inputs.prf), "prf", "vault-prf", credentialId),
      derive(code, "recovery", "vault-recovery"),
    ];
    const ids = [Buffer.alloc(0), credentialId, Buffer.alloc(0)];
    const keyId = un(inputs.keyId);
    expect(vault.wraps.map(({ kind }) => kind)).toEqual([1, 2, 3]);
    for (const [i, { kind, wrap }] of vault.wraps.entries()) {
      const aad = enc(V, "wrap", int(kind, 1), ids[i] ?? "", inputs.accountId, keyId);
      const bytes = un(wrap);
      const opened = openSealed(keks[i] ?? root, bytes.subarray(0, 12), aad, bytes.subarray(12));
      expect(b64(opened)).toBe(inputs.vaultKey);
    }

    // Sealed once more instead of opened: the file holds only the beginning of the document.
    const padded = Buffer.alloc(16_384);
    const content = un(inputs.document);
    padded.writeUInt32BE(content.length);
    content.copy(padded, 4);
    const nonce = un(vault.document.nonce);
    const cipher = node.createCipheriv("aes-256-gcm", un(inputs.vaultKey), nonce);
    cipher.setAAD(enc(V, "vault", inputs.accountId, keyId, int(inputs.version, 8)));
    const sealed = Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
    expect(sealed.length).toBe(vault.document.size);
    expect(b64(sealed.subarray(0, 64))).toBe(vault.document.head);
    expect(b64(sha(sealed))).toBe(vault.document.sha256);
  });
});
