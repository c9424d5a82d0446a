// Subresource integrity of the built pages: each page names the hash of every script and style sheet that it can ever
// load, so that the hash of the page alone stands for the whole program and the browser holds the rest against it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The `integrity` value of a file (W3C Subresource Integrity, section 3.2). */
export const sriOf = (content: string | Uint8Array): string =>
  `sha384-${createHash("sha384").update(content).digest("base64")}`;

const HREF = "link.href = dep.href;";
// Import maps cover modules alone (HTML, section 8.1.5.4): for style sheets that come later the page's own table is read.
const WITH_INTEGRITY = `link.integrity = JSON.parse(document.querySelector("script[type=importmap]")?.textContent ?? "{}").integrity?.[dep.pathname] ?? ""; ${HREF}`;

/** Gives the links by which Vite loads late style sheets and modules their hash. */
export function lateIntegrity(): Plugin {
  return {
    name: "late-integrity",
    apply: "build",
    // After Vite itself has written the function.
    enforce: "post",
    transform(code, id) {
      if (!id.includes("vite/preload-helper")) return null;
      if (code.split(HREF).length !== 2) throw new Error("Vite loads late files in another way than before");
      return { code: code.replace(HREF, () => WITH_INTEGRITY), map: null };
    },
  };
}

/** All files below `assets` that a text leads to, through others as well. */
function reach(text: string, assets: ReadonlyMap<string, Buffer>): ReadonlySet<string> {
  const reached = new Set<string>();
  const texts = [text];
  for (let one = texts.pop(); one !== undefined; one = texts.pop()) {
    for (const [name, content] of assets) {
      if (reached.has(name) || !one.includes(name)) continue;
      reached.add(name);
      texts.push(content.toString("utf8"));
    }
  }
  return reached;
}

/**
 * Writes the hashes into the pages of a built folder: as attributes for what they load at once, as an import map for
 * what comes later. Throws if a file is left that no page covers.
 */
export function sealPages(directory: string): void {
  const assets = new Map(
    readdirSync(join(directory, "assets"))
      .toSorted()
      .map((name) => [name, readFileSync(join(directory, "assets", name))] as const),
  );
  const covered = new Set<string>();
  for (const page of readdirSync(directory).filter((name) => name.endsWith(".html"))) {
    const path = join(directory, page);
    const html = readFileSync(path, "utf8");
    const integrity: Record<string, string> = {};
    for (const name of [...reach(html, assets)].toSorted()) {
      integrity[`/assets/${name}`] = sriOf(assets.get(name) ?? "");
      covered.add(name);
    }
    const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>\n    `;
    const sealed = html
      .replaceAll(/ (?:src|href)="(\/assets\/[^"]+)"/g, (attribute, file: string) => {
        const hash = integrity[file];
        if (hash === undefined) throw new Error(`${page} names ${file}, which was not built`);
        return `${attribute} integrity="${hash}"`;
      })
      .replace('<script type="module"', (tag) => `${map}${tag}`);
    writeFileSync(path, sealed);
  }
  const left = [...assets.keys()].filter((name) => !covered.has(name));
  if (left.length > 0) throw new Error(`No page leads to ${left.join(", ")}`);
}
