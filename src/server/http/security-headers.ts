// The headers that keep the pages to themselves: no inline code, no third party, nothing but what a call needs.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyHelmetOptions } from "@fastify/helmet";

const BUILT_PAGES = ["call.html", "practice.html", "check.html"];

const YEAR = 365 * 24 * 60 * 60;

export type HeaderFacts = {
  readonly relayUrl: string;
  /** Browsers reach the pages by HTTPS, here or at a proxy. */
  readonly https: boolean;
  /** Sources of the import maps that the built pages contain, as `importMapSources` gives them. */
  readonly importMaps: readonly string[];
};

/**
 * The one thing that stands inline in the built pages: the table of hashes of what they may load. Each is allowed by
 * its own hash (CSP Level 3, section 2.3.1), which allows nothing else. None where nothing has been built.
 */
export function importMapSources(webDirectory: string): readonly string[] {
  const pages = BUILT_PAGES.map((name) => join(webDirectory, name)).filter(existsSync);
  return pages.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/<script type="importmap">(.*?)<\/script>/gs)].map(
      ([, map = ""]) => `'sha256-${createHash("sha256").update(map).digest("base64")}'`,
    ),
  );
}

/** Options for helmet. */
export function helmetOptions({ relayUrl, https, importMaps }: HeaderFacts) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'", ...importMaps],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'", new URL(relayUrl).origin],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: https ? { maxAge: YEAR, includeSubDomains: false } : false,
    xFrameOptions: { action: "deny" },
  } satisfies FastifyHelmetOptions;
}

/** What calls and accounts need is for this origin alone, everything else that asks for a device or a sensor for nobody. */
export const PERMISSIONS_POLICY = [
  ...[
    "camera",
    "microphone",
    "display-capture",
    "screen-wake-lock",
    "speaker-selection",
    // Passkeys of therapists, which also open their vault.
    "publickey-credentials-create",
    "publickey-credentials-get",
  ].map((name) => `${name}=(self)`),
  ...[
    "accelerometer",
    "browsing-topics",
    "clipboard-read",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "midi",
    "payment",
    "picture-in-picture",
    "serial",
    "usb",
    "window-management",
    "xr-spatial-tracking",
  ].map((name) => `${name}=()`),
].join(", ");

/** For pages with forms: they load no script at all, and their forms go to this origin alone. */
export const FORM_PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join(";"),
  // With "no-referrer" a browser would send a form without saying from which origin (Fetch, section 3.2.5).
  "Referrer-Policy": "same-origin",
};
