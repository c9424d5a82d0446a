import type { Bytes } from "../../e2ee/bytes.ts";
import { parseFingerprint } from "../../e2ee/fingerprint.ts";
import { CallError } from "../../protocol/errors.ts";

/** One ECDSA P-256 certificate for all peer connections of a call, and its SHA-256 fingerprint. */
export async function createCertificate(): Promise<{
  readonly certificate: RTCCertificate;
  readonly fingerprint: Bytes;
}> {
  const curve: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };
  const certificate = await RTCPeerConnection.generateCertificate(curve);
  const found = certificate.getFingerprints().find(({ algorithm }) => algorithm?.toLowerCase() === "sha-256");
  const fingerprint = parseFingerprint(found?.value ?? "");
  if (!fingerprint) throw new CallError("E_BROWSER");
  return { certificate, fingerprint };
}
