// Attacks on what connects two devices: certificates, and what leaks before anybody is admitted.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { PAIRS, type Pair, proof } from "../proof/proof.ts";
import { noFramesFor, statsOf } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { bytesOf, isFrame } from "./attacker.ts";
import {
  admit,
  closeAll,
  newGuest,
  newHost,
  newPair,
  openStage,
  type PageOptions,
  type Stage,
} from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Makes every peer connection of the page use a certificate that nobody has signed. */
function useOtherCertificate(hide: boolean): void {
  const Original = window.RTCPeerConnection;
  const generate = Original.generateCertificate.bind(Original);
  let announced: RTCCertificate | null = null;
  let other: RTCCertificate | null = null;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const made = Promise.resolve(generate(algorithm)).then((certificate) => {
    other = certificate;
  });
  const hexOf = (certificate: RTCCertificate | null) =>
    certificate
      ?.getFingerprints()
      .find((one) => one.algorithm === "sha-256")
      ?.value?.toUpperCase() ?? "";
  window.RTCPeerConnection = class extends Original {
    constructor(configuration: RTCConfiguration = {}) {
      announced = configuration.certificates?.[0] ?? null;
      super({ ...configuration, ...(other === null ? {} : { certificates: [other] }) });
    }
    static override async generateCertificate(keygen: AlgorithmIdentifier) {
      await made;
      return generate(keygen);
    }
    // The description then names the announced certificate, as a lying device would write it.
    override get localDescription(): RTCSessionDescription | null {
      const description = super.localDescription;
      if (description === null || !hide) return description;
      const sdp = description.sdp.replaceAll(hexOf(other), hexOf(announced));
      return new RTCSessionDescription({ type: description.type, sdp });
    }
  };
}

/** The page's browser says that it sees another certificate on the line than the one that was signed. */
function seeOtherCertificate(): void {
  RTCDtlsTransport.prototype.getRemoteCertificates = () => [new Uint8Array(300).fill(7).buffer];
}

describe("attacks on the connection of two devices", () => {
  proof(
    "A12",
    "a device whose certificate is not the signed one is refused before anything is set",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const host = await newHost(stage, room, { at: pair.host });
      const guest = await newGuest(stage, room, { at: pair.guest, prepare: [useOtherCertificate, false] });
      await guest.knock("Kim");
      await admit(host, "Kim");
      await eventually(async () => expect((await host.see()).alarm).toBe("E_FPRINT"));
      expect((await host.see()).peers).toEqual([]);
      await noFramesFor(host.page, 2_000);
      await closeAll(host, guest);
    },
  );

  proof("A12", "a device that lies about its certificate gets no line", async ({ pair }) => {
    const room = await stage.newRoom();
    const host = await newHost(stage, room, { at: pair.host });
    const guest = await newGuest(stage, room, { at: pair.guest, prepare: [useOtherCertificate, true] });
    await guest.knock("Kim");
    await admit(host, "Kim");
    await eventually(async () => expect(await statsOf(host.page)).not.toEqual([]));
    for (let round = 0; round < 10; round += 1) {
      expect((await host.see()).peers[0]?.hasStream ?? false).toBe(false);
      expect((await guest.see()).phase).not.toBe("live");
      await pause(500);
    }
    expect((await statsOf(host.page)).every((connection) => connection.framesDecoded === 0)).toBe(true);
    await closeAll(host, guest);
  });

  const isCut = async (pair: Pair, who: "host" | "guest") => {
    const room = await stage.newRoom();
    const lied = (side: "host" | "guest"): Partial<PageOptions> =>
      side === who ? { prepare: [seeOtherCertificate] } : {};
    const host = await newHost(stage, room, { at: pair.host, ...lied("host") });
    const guest = await newGuest(stage, room, { at: pair.guest, ...lied("guest") });
    let streamSeen = false;
    await guest.knock("Kim");
    await admit(host, "Kim");
    await eventually(async () => {
      const [seen, other] = await Promise.all([host.see(), guest.see()]);
      streamSeen ||= who === "host" ? (seen.peers[0]?.hasStream ?? false) : (other.host?.hasStream ?? false);
      expect(who === "host" ? seen.alarm : other.ended?.code).toBe("E_CERT");
    });
    expect(streamSeen).toBe(false);
    await eventually(async () => expect((await host.see()).peers).toEqual([]));
    await closeAll(host, guest);
  };
  // Firefox tells a page nothing of the certificate on the line; there, DTLS itself holds it against the description.
  proof("A12", "a line that shows the host another certificate is cut", ({ pair }) => isCut(pair, "host"), {
    pairs: PAIRS.filter((pair) => pair.host === "chromium"),
  });
  proof("A12", "a line that shows the guest another certificate is cut", ({ pair }) => isCut(pair, "guest"), {
    pairs: PAIRS.filter((pair) => pair.guest === "chromium"),
  });

  proof(
    "A23",
    "before admission there is no candidate, no description and no packet between the two",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const from = stage.relay.delivered.length;
      const { host, guest } = await newPair(stage, room, pair);
      await guest.knock("Kim");
      await eventually(async () => expect((await host.see()).waiting).toHaveLength(1));
      await pause(5_000);
      for (const page of [host.page, guest.page]) {
        // Without a peer connection a page has no means to send a packet to anybody but the server.
        expect(await page.evaluate(() => window.callProbe.connections.length)).toBe(0);
      }
      const bodies = stage.relay.delivered.slice(from);
      expect(bodies.some((body) => isFrame(body.b))).toBe(true);
      // A description fills the largest frame, always; while waiting only the smallest are used.
      expect(new Set(bodies.map((body) => bytesOf(body.b).length))).toEqual(new Set([1_053, 1_057]));
      await admit(host, "Kim");
      await eventually(async () => {
        for (const page of [host.page, guest.page]) {
          const gathered = await page.evaluate(() => window.callProbe.candidatesGathered[0] ?? 0);
          expect(gathered).toBeGreaterThan(0);
        }
      });
      await closeAll(host, guest);
    },
  );
});
