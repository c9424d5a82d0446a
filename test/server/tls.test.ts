// HTTPS by certificate and key files: versions, HSTS, and new files without a restart.
import { copyFileSync, writeFileSync } from "node:fs";
import { connect, type DetailedPeerCertificate, type SecureVersion } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { type Running, run } from "./running.ts";

const first = makeCertificate("localhost");
const second = makeCertificate("localhost");
let here: Running;
let port: number;

beforeAll(async () => {
  const env = { CONNECT_TLS_CERT: first.cert, CONNECT_TLS_KEY: first.key };
  here = await run(env, {}, { certificateInterval: 100 });
  port = here.server.port;
});
afterAll(async () => {
  await here.end();
  first.remove();
  second.remove();
});

type Answer = { readonly version: string | null; readonly certificate: string; readonly text: string };

/** One request by hand, so that the version can be chosen and the certificate seen. */
function request(version: SecureVersion = "TLSv1.3"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: "127.0.0.1",
      port,
      minVersion: version,
      maxVersion: version,
      rejectUnauthorized: false,
    });
    let text = "";
    const about: { version: string | null; certificate: string } = { version: null, certificate: "" };
    socket.once("secureConnect", () => {
      about.version = socket.getProtocol();
      about.certificate = (socket.getPeerCertificate() as DetailedPeerCertificate).fingerprint256;
      socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    });
    socket.on("data", (data) => {
      text += data.toString();
    });
    socket.once("close", () => resolve({ ...about, text }));
    socket.once("error", reject);
  });
}

describe("HTTPS", () => {
  test("speaks TLS 1.2 and 1.3, no older one, with HSTS and a secure relay", async () => {
    expect((await request("TLSv1.3")).version).toBe("TLSv1.3");
    const older = await request("TLSv1.2");
    expect(older.version).toBe("TLSv1.2");
    expect(older.text.toLowerCase()).toContain("strict-transport-security: max-age=31536000");
    expect(older.text).toContain(`connect-src 'self' wss://localhost:${port}`);
    await expect(request("TLSv1.1")).rejects.toThrow();
    expect(here.server.origin).toBe(`https://localhost:${port}`);
  });

  test("takes renewed files, and keeps the old certificate while new ones are wrong", async () => {
    const before = (await request()).certificate;
    writeFileSync(first.cert, "not a certificate");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await request()).certificate).toBe(before);
    copyFileSync(second.cert, first.cert);
    await new Promise((resolve) => setTimeout(resolve, 400));
    // The key is still the old one: together they would lock everybody out.
    expect((await request()).certificate).toBe(before);
    copyFileSync(second.key, first.key);
    await expect.poll(async () => (await request()).certificate, { timeout: 5_000 }).not.toBe(before);
  });
});
