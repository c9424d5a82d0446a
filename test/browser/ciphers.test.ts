// With what the media of a call are really encrypted, as the browser that does it says (BSI TR-02102-2: TLS 1.2 or later
// with ephemeral keys). It is negotiated by the browsers, so that an update of theirs can change it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { admit, bothLive, closeAll, newGuest, newHost, openStage, type Stage } from "../hostile/stage.ts";
import { framesArrive } from "../support/call-stats.ts";

/** DTLS 1.2 and 1.3, as the handshake writes them. */
const VERSIONS = ["FEFD", "FEFC"];
const SUITES = /^TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(128|256)_GCM_SHA(256|384)|CHACHA20_POLY1305_SHA256)$/;
/** AES with authentication of every packet: by GCM, or by HMAC as RFC 8827, 6.5 asks of each browser. No null cipher. */
const SRTP = ["SRTP_AEAD_AES_256_GCM", "SRTP_AEAD_AES_128_GCM", "SRTP_AES128_CM_HMAC_SHA1_80"];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ honest: true });
});
afterAll(() => stage?.close());

test("media use DTLS 1.2 or later with ephemeral keys, and AES with authentication of every packet", async () => {
  const room = await stage.newRoom();
  const host = await newHost(stage, room);
  const guest = await newGuest(stage, room);
  await guest.knock("Kim");
  await admit(host, "Kim");
  await bothLive(host, guest);
  await framesArrive(guest.page);
  for (const { page } of [host, guest]) {
    const used = await page.evaluate(async () => {
      const [connection] = window.callProbe.connections;
      for (const entry of (await connection?.getStats())?.values() ?? [])
        if (entry.type === "transport")
          return {
            version: entry.tlsVersion,
            suite: entry.dtlsCipher,
            srtp: entry.srtpCipher,
            state: entry.dtlsState,
          };
      return null;
    });
    expect(used).toEqual({
      version: expect.toBeOneOf(VERSIONS),
      suite: expect.stringMatching(SUITES),
      srtp: expect.toBeOneOf(SRTP),
      state: "connected",
    });
  }
  await closeAll(host, guest);
});
