// The certificate: the files, as far as this program reads them itself, and what a browser gets at the origin.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { readCertificate } from "../../http/certificate.ts";
import { type Config, isLoopbackHost } from "../../platform/config.ts";
import { codeOf } from "../../platform/log.ts";
import { type Finding, failed, good, unknown, warning } from "./finding.ts";

const DAY = 86_400_000;
/** Renewal programs renew 30 days before the end: with less left, they do not. */
const DAYS_LEFT = 20;
const WAIT = 5_000;

const isFor = (certificate: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;

function validity(about: string, certificate: X509Certificate, now: number): Finding {
  const days = Math.floor((certificate.validToDate.getTime() - now) / DAY);
  if (certificate.validFromDate.getTime() > now)
    return failed(about, "not valid yet", "See the clock of this machine, or wait.");
  if (days < 0) return failed(about, "has expired", "Renew it; the files are read again by themselves.");
  if (days < DAYS_LEFT)
    return warning(about, `ends in ${days} days`, "See why it was not renewed by itself yet.");
  return good(about, `valid for ${days} days`);
}

/** The certificates of a file, the server's own first. */
function chainOf(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

function examineFiles(files: NonNullable<Config["tls"]>, host: string, now: number): readonly Finding[] {
  const about = "Certificate, files";
  let chain: readonly X509Certificate[];
  try {
    readCertificate(files);
    chain = chainOf(readFileSync(files.cert, "utf8"));
  } catch (error) {
    const code = codeOf(error);
    if (code === "CERTIFICATE_MISMATCH")
      return [failed(about, "certificate and key do not belong together", "Set both from the same renewal.")];
    return [
      failed(
        about,
        `cannot be read (${code})`,
        "See that CONNECT_TLS_CERT and CONNECT_TLS_KEY exist, are PEM without a passphrase, and may be read by the user of the service.",
      ),
    ];
  }
  const [own, ...rest] = chain;
  if (own === undefined) return [failed(about, "no certificate in the file", "Set CONNECT_TLS_CERT.")];
  const links = [own, ...rest];
  const isLinked = links.every((one, at) => {
    const next = links[at + 1];
    return next === undefined || one.checkIssued(next);
  });
  const isAlone = rest.length === 0 && !own.checkIssued(own);
  return [
    validity(about, own, now),
    isFor(own, host)
      ? good("Certificate, name", `is for ${host}`)
      : failed("Certificate, name", `is not for ${host}`, "Get one for the host of CONNECT_ORIGIN."),
    ...(isAlone || !isLinked
      ? [
          warning(
            "Certificate, chain",
            isAlone
              ? "the file holds no intermediate certificate"
              : "the certificates in the file do not follow each other",
            "Use fullchain.pem: some browsers do not find the rest by themselves.",
          ),
        ]
      : []),
  ];
}

type Met = { readonly certificate: X509Certificate | null; readonly error: string | null };

/** What a browser meets there. Rejects if nobody answers. */
function meet(host: string, port: number): Promise<Met> {
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    // Nothing is sent: what is wrong with the certificate is to be told, not to end the look at it.
    const socket = connect({ host, port, ...name, rejectUnauthorized: false });
    socket.setTimeout(WAIT, () => socket.destroy(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })));
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const error = socket.authorized ? null : String(socket.authorizationError);
      resolve({ certificate: socket.getPeerX509Certificate() ?? null, error });
      socket.destroy();
    });
  });
}

async function examineOrigin(origin: URL, now: number): Promise<readonly Finding[]> {
  const host = origin.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = origin.port === "" ? 443 : Number(origin.port);
  const about = `Certificate, as browsers get it at ${origin.host}`;
  try {
    const { certificate, error } = await meet(host, port);
    if (error !== null)
      return [
        failed(
          about,
          `browsers refuse it (${error})`,
          /LEAF|ISSUER/.test(error)
            ? "Serve the whole chain (fullchain.pem)."
            : "Get a certificate that browsers trust, for this name, and see that the proxy serves it.",
        ),
      ];
    return certificate === null ? [] : [validity(about, certificate, now)];
  } catch (error) {
    return [
      unknown(
        about,
        `nobody answers there (${codeOf(error)})`,
        "If the program runs: see DNS, firewall and proxy. If it does not, run this again when it does.",
      ),
    ];
  }
}

/** `now`: Unix ms. */
export async function examineCertificate(
  { tls, origin }: Pick<Config, "tls" | "origin">,
  now: number,
): Promise<readonly Finding[]> {
  const url = origin === null ? null : new URL(origin);
  const files = tls === null ? [] : examineFiles(tls, url?.hostname ?? "localhost", now);
  if (url?.protocol === "https:") return [...files, ...(await examineOrigin(url, now))];
  if (url === null || isLoopbackHost(url.hostname))
    return [...files, good("Certificate", "none is needed on one's own machine")];
  return files;
}
