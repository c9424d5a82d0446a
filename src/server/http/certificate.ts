// Certificate and key from files that another program renews.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { createSecureContext } from "node:tls";

export type Certificate = { readonly cert: Buffer; readonly key: Buffer };
export type CertificateFiles = { readonly cert: string; readonly key: string };

/** Thrown when both files can be read but do not belong together; while files are being replaced, this passes. */
class CertificateError extends Error {
  readonly code = "CERTIFICATE_MISMATCH";

  constructor() {
    super("The certificate does not belong to the key.");
    this.name = "CertificateError";
  }
}

/** Reads and checks both files. Throws with the system's or OpenSSL's code. */
export function readCertificate(files: CertificateFiles): Certificate {
  const certificate = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
  if (!new X509Certificate(certificate.cert).checkPrivateKey(createPrivateKey(certificate.key))) {
    throw new CertificateError();
  }
  createSecureContext(certificate);
  return certificate;
}

export type CertificateWatch = { readonly stop: () => void };

/** Calls `changed` when one of the files changed. Looks every `interval` milliseconds: that works on any file system. */
export function watchCertificate(
  files: CertificateFiles,
  interval: number,
  changed: () => void,
): CertificateWatch {
  const paths = [files.cert, files.key];
  for (const path of paths) watchFile(path, { interval, persistent: false }, changed);
  return {
    stop() {
      for (const path of paths) unwatchFile(path, changed);
    },
  };
}
