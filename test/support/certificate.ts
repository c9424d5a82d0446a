// A self-made certificate, because camera and microphone need https everywhere but on the loopback.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  remove(): void;
}

/** Writes certificate and key for one address or name; valid for a day. Needs openssl on the machine. */
export function makeCertificate(host: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "connect-tls-"));
  const cert = join(folder, "cert.pem");
  const key = join(folder, "key.pem");
  const kind = /^[\d.]+$/.test(host) ? "IP" : "DNS";
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
  const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=${kind}:${host}`];
  execFileSync(
    "openssl",
    ["req", "-x509", "-nodes", "-days", "1", ...curve, ...subject, "-out", cert, "-keyout", key],
    {
      stdio: "ignore",
    },
  );
  return { cert, key, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
