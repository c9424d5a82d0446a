// Writes the test vectors of docs/protocol.md: `node tools/make-vectors.ts`. All chance is replaced by counted
// bytes, so that every run gives the same content; a test compares it. Biome lays the files out afterwards.
import { writeFile } from "node:fs/promises";
import { type Bytes, encode, pad, type RandomSource, toBase64Url, utf8 } from "../src/e2ee/bytes.ts";
import { createLooseLane, createSigLane } from "../src/e2ee/channel.ts";
import { sealClaim } from "../src/e2ee/claim.ts";
import { sealEnvelope } from "../src/e2ee/envelope.ts";
import { openExport, sealExport } from "../src/e2ee/export-file.ts";
import {
  createIdentity,
  decodeProof,
  deriveMaster,
  encodeCaps,
  hashProof,
  keyMaterial,
  proofContext,
  proofKey,
} from "../src/e2ee/handshake.ts";
import { acceptK2, startGuest } from "../src/e2ee/handshake-guest.ts";
import { acceptK3, answerK1 } from "../src/e2ee/handshake-host.ts";
import {
  deriveInviteKeys,
  deriveRoomKeys,
  formatLink,
  type InviteKeys,
  type RoomKeys,
} from "../src/e2ee/link.ts";
import { agree, ephemeralPair, open, sealingKey, sha256 } from "../src/e2ee/primitives.ts";
import { createRecoveryCode, recoveryKey } from "../src/e2ee/recovery-code.ts";
import { sealDocument } from "../src/e2ee/vault-document.ts";
import { derivePassword, passkeyInput, passkeyKey, wrapKey } from "../src/e2ee/vault-keys.ts";
import { digits, WORDS, wordIndices } from "../src/e2ee/words.ts";

const RELAY_ORIGIN = "https://relay:8443";
const DAY = 20_780;
const NOW = 1_795_392_000_000;

/** Bytes `first`, `first` + 1, … modulo 256. */
function counted(first: number, length: number): Bytes {
  return Uint8Array.from({ length }, (_, i) => (first + i) % 256);
}

/** Hands out prepared values in order; a wrong length or one value too few is an error in this file. */
function prepared(...values: Bytes[]): RandomSource {
  return (length) => {
    const value = values.shift();
    if (value === undefined || value.length !== length) {
      throw new Error("the prepared random values do not fit");
    }
    return value.slice();
  };
}

/** Bytes as base64url, through any depth. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return toBase64Url(new Uint8Array(value));
  }
  if (Array.isArray(value)) {
    return value.map(readable);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, readable(field)]));
  }
  return value;
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new Error("a step of the vectors failed");
  }
  return value;
}

async function makeLink(seed: Bytes, room: RoomKeys, keys: InviteKeys) {
  const days = [0, DAY, DAY + 1];
  return {
    seed,
    ...room.payload,
    link: formatLink("https://practice", room.payload),
    relayOrigin: RELAY_ORIGIN,
    inviteId: keys.inviteId,
    tags: await Promise.all(days.map(async (day) => ({ day, tag: await keys.tag(day) }))),
  };
}

async function makeHandshake(room: RoomKeys, keys: InviteKeys) {
  const tag = await keys.tag(DAY);
  const inputs = {
    tag,
    identitySeed: counted(0x20, 32),
    nG: counted(0x40, 32),
    eGSecret: counted(0x60, 32),
    fpG: counted(0x80, 32),
    nH: counted(0xa0, 32),
    eHSecret: counted(0xc0, 32),
    fpH: counted(0xe0, 32),
    callId: counted(0x10, 16),
    capsG: { max: 1, relayOnly: false, group: false },
    capsH: { max: 1, relayOnly: true, group: false },
    displayName: "Zoë",
  };
  const identity = await createIdentity(inputs.identitySeed);
  const guest = { keys, identity, fingerprint: inputs.fpG, caps: inputs.capsG };
  const start = await startGuest(guest, prepared(inputs.nG, inputs.eGSecret));
  const { callId, capsH: caps, displayName } = inputs;
  const host = { room, keys, tag, k1: start.k1, fingerprint: inputs.fpH, caps, callId };
  const answer = present(await answerK1(host, prepared(inputs.nH, inputs.eHSecret)));
  const { k3, leg } = await acceptK2(start, { tag, k2: answer.k2, displayName });
  const result = await acceptK3(answer, k3);
  if (!result.opened || !("leg" in result)) {
    throw new Error("the handshake of the vectors failed");
  }

  const pair = await ephemeralPair(prepared(inputs.eGSecret));
  const shared = present(await agree(pair.privateKey, answer.k2.eH));
  const ikm = keyMaterial(shared, room.payload.invite);
  const key = await proofKey(ikm, start.hk1, answer.hk2);
  const context = proofContext(start.hk1, answer.hk2, k3.eG);
  const plain = present(await open(key, new Uint8Array(12), context, k3.ct));
  const hk3 = await hashProof(k3.eG, present(decodeProof(plain)));
  const { th, master } = await deriveMaster(ikm, start.hk1, answer.hk2, hk3);

  const claim = { time: NOW, random: counted(0x30, 16) };
  const h0 = {
    type: "h0",
    ...(await sealClaim(room.kClaim, tag, claim, prepared(counted(0x50, 12)))),
  } as const;
  const messages = [start.k1, answer.k2, k3, h0];
  const envelopes = await Promise.all(
    messages.map(async (message, i) => {
      const nonce = counted(0x70 + i, 12);
      return { message, nonce, body: await sealEnvelope(keys, tag, message, prepared(nonce)) };
    }),
  );
  const vector = {
    day: DAY,
    inputs: { ...inputs, capsG: encodeCaps(inputs.capsG), capsH: encodeCaps(inputs.capsH) },
    idPkG: identity.publicKey,
    coreG: start.coreG,
    coreH: answer.coreH,
    hk1: start.hk1,
    hk2: answer.hk2,
    hk3,
    shared,
    k3Plain: plain,
    th,
    master,
    sas: leg.sas,
    claim,
    envelopes,
  };
  return { vector, guest: leg, host: result.leg };
}

async function makeChannel(legs: Pick<Awaited<ReturnType<typeof makeHandshake>>, "guest" | "host">) {
  const { guest, host } = legs;
  const [guestSig, hostSig] = [createSigLane(guest.keys.sig), createSigLane(host.keys.sig)];
  const frames: { lane: string; from: string; what: string; frame: Bytes }[] = [];
  const add = (lane: string, from: string, what: string, frame: Bytes | null | undefined): Bytes => {
    const made = present(frame);
    frames.push({ lane, from, what, frame: made });
    return made;
  };
  const ask = { type: "alive", answer: false } as const;
  const waiting = { type: "state", state: "waiting", practice: "Praxis Ötz", phone: "+43 1 234" } as const;
  await hostSig.receive(add("sig", "guest", "alive, ask", await guestSig.send(ask, NOW)), NOW);
  await guestSig.receive(add("sig", "host", "state, waiting", await hostSig.send(waiting, NOW)), NOW);
  const [ack] = await guestSig.acknowledge(NOW);
  await hostSig.receive(add("sig", "guest", "ack", ack), NOW);
  const candidates = Array.from(
    { length: 20 },
    (_, i) => `candidate:${i} 1 udp 1 192.0.2.1 ${i} typ host ${"x".repeat(40)}`,
  );
  const ice = { type: "ice", ufrag: "ufrag", mid: "0", candidates } as const;
  add("sig", "host", "ice, 20 candidates", await hostSig.send(ice, NOW));
  const turn = {
    type: "turn",
    expiry: 1_795_396_500_000,
    username: "1795396500:0011223344556677",
    credential: "5X8HBb8ZLcdlTRXaLJYDsQ5qGm4=",
    urls: ["turn:turn.example.org:3478", "turns:turn.example.org:443?transport=tcp"],
  } as const;
  add("sig", "host", "turn, two addresses", await hostSig.send(turn, NOW));
  const consent = {
    type: "consent",
    by: "custody",
    language: "de",
    givenAt: 1_795_392_000_000,
    withdrawnAt: null,
    version: "2026-11-25.0123456789abcdef",
  } as const;
  add("sig", "guest", "consent, given", await guestSig.send(consent, NOW));
  const bind = { type: "bind", role: "host", local: host.own.fp, remote: host.peer.fp } as const;
  add("ctl", "host", "bind", await createLooseLane(host.keys.ctl).send(bind));
  const chat = { type: "chat", kind: "text", id: 1, text: "Grüß Gott" } as const;
  add("ctl", "guest", "chat, text", await createLooseLane(guest.keys.ctl).send(chat));
  const logo = { type: "logo", part: 0, parts: 1, format: "png", bytes: counted(0, 100) } as const;
  add("face", "host", "logo, one part", await createLooseLane(host.keys.face).send(logo));
  return {
    chanIdSig: host.keys.sig.chanId,
    chanIdCtl: host.keys.ctl.chanId,
    chanIdFace: host.keys.face.chanId,
    ivs: {
      "h2g sig": host.keys.sig.send.iv,
      "g2h sig": guest.keys.sig.send.iv,
      "h2g ctl": host.keys.ctl.send.iv,
      "g2h ctl": guest.keys.ctl.send.iv,
      "h2g face": host.keys.face.send.iv,
    },
    frames,
  };
}

function makeWords() {
  const all = [
    Uint8Array.of(0, 0, 0, 0),
    Uint8Array.of(255, 255, 255, 255),
    Uint8Array.of(1, 2, 3, 4),
    counted(0xfe, 4),
  ];
  return all.map((sas) => {
    const pairs = wordIndices(sas).map((index) => present(WORDS[index]));
    return { sas, de: pairs.map(([de]) => de), en: pairs.map(([, en]) => en), digits: digits(sas) };
  });
}

async function makeRecovery() {
  const random = counted(0x05, 26);
  const code = await createRecoveryCode(() => random);
  const plain = utf8('{"rooms":[]}');
  const nonce = counted(0x15, 12);
  const file = await sealExport(code, plain, prepared(nonce));
  present(await openExport(code, file));
  return {
    random,
    code,
    plain,
    nonce,
    size: file.length,
    head: file.slice(0, 64),
    sha256: await sha256(file),
  };
}

async function makeVault() {
  const inputs = {
    webOrigin: "https://practice:8443",
    // Neither normalised: fullwidth letters and a combining mark have to become what everybody types.
    email: " Zoe\u0308.Müller@Praxis.EXAMPLE ",
    password: "Ｇｒüner Tee, viermal",
    accountId: "kX3vAccount",
    vaultKey: counted(0x00, 32),
    keyId: counted(0x20, 16),
    credentialId: counted(0x30, 20),
    prf: counted(0x50, 32),
    recoveryCode: await createRecoveryCode(() => counted(0x05, 26)),
    document: utf8('{"schema":1}'),
    version: 7,
  };
  const { accountId, vaultKey, keyId, credentialId } = inputs;
  const { auth, kek } = await derivePassword(inputs);
  const none = counted(0, 0);
  const made = [
    { kind: 1, credentialId: none, kek },
    { kind: 2, credentialId, kek: await passkeyKey(inputs.prf, credentialId) },
    { kind: 3, credentialId: none, kek: present(await recoveryKey(inputs.recoveryCode)) },
  ] as const;
  const wraps = await Promise.all(
    made.map(async ({ kek, ...place }) => {
      const nonce = counted(0x70 + place.kind, 12);
      const wrap = await wrapKey(kek, { ...place, accountId, keyId }, vaultKey, prepared(nonce));
      return { ...place, nonce, wrap };
    }),
  );
  const key = await sealingKey(vaultKey);
  const nonce = counted(0x80, 12);
  const document = await sealDocument(key, inputs, inputs.document, prepared(nonce));
  return {
    inputs,
    auth,
    passkeyInput: await passkeyInput(),
    wraps,
    document: { nonce, sha256: await sha256(document), size: document.length, head: document.slice(0, 64) },
  };
}

/** File name to content, as written to src/e2ee/vectors. */
export async function makeVectors(): Promise<Map<string, string>> {
  const seed = counted(0, 32);
  const room = await deriveRoomKeys(seed);
  const keys = await deriveInviteKeys(room.payload, RELAY_ORIGIN);
  const { vector, guest, host } = await makeHandshake(room, keys);
  const contents = {
    encoding: {
      enc: { parts: [utf8(""), utf8("é"), counted(1, 3)], encoded: encode("", "é", counted(1, 3)) },
      pad: { bytes: counted(1, 3), size: 12, padded: pad(counted(1, 3), 12) },
    },
    link: await makeLink(seed, room, keys),
    handshake: vector,
    channel: await makeChannel({ guest, host }),
    words: makeWords(),
    recovery: await makeRecovery(),
    vault: await makeVault(),
  };
  return new Map(
    Object.entries(contents).map(([name, content]) => [
      `${name}.json`,
      `${JSON.stringify(readable(content), null, 2)}\n`,
    ]),
  );
}

if (import.meta.main) {
  for (const [name, content] of await makeVectors()) {
    await writeFile(new URL(`../src/e2ee/vectors/${name}`, import.meta.url), content);
  }
}
