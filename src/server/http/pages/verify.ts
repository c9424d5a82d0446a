// How a visitor can check what was served, and what no web page can promise about itself.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Language } from "../../platform/document.ts";
import { type Html, html } from "../../platform/html.ts";
import { layout } from "./layout.ts";

const hashList = z.object({
  version: z.string(),
  commit: z.nullable(z.string()),
  files: z.record(z.string(), z.object({ sha256: z.string() })),
});

export type HashList = z.infer<typeof hashList>;

/** The list that the build has written; null where there is none. */
export function readHashList(webDirectory: string): HashList | null {
  const path = join(webDirectory, "hashes.json");
  return existsSync(path) ? hashList.parse(JSON.parse(readFileSync(path, "utf8"))) : null;
}

const TEXT = {
  de: {
    title: "Prüfen, was ausgeliefert wird",
    limits: "Was keine Webseite versprechen kann",
    limitTexts: [
      "Verschlüsselt wird von dem Programm, das Ihr Browser von hier lädt. Wer diese Seiten ausliefert, könnte ein anderes Programm ausliefern, auch nur einer einzelnen Person, und diese Seite gleich mit. Eine Webseite kann das nicht über sich selbst ausschließen.",
      "Eine Prüfung zählt deshalb nur, wenn sie von einem anderen Gerät und aus einem anderen Netz kommt und die Liste zum Vergleich nicht von hier stammt. Am meisten zählt sie, wenn viele sie machen. Auch dann bleibt offen, was in einem anderen Augenblick ausgeliefert wurde.",
    ],
    how: "So prüfen Sie",
    clone:
      "Mit dem Quelltext: Holen Sie ihn, wählen Sie den genannten Stand und bauen Sie das Programm selbst. Aus demselben Stand entstehen dieselben Dateien, Byte für Byte. Der Befehl vergleicht sie mit dem, was hier ausgeliefert wird, und nennt jede Abweichung:",
    curl: "Ohne zu bauen: Laden Sie die Seite und vergleichen Sie ihren Wert mit einer Liste, der Sie vertrauen:",
    page: "Die Seiten call.html (für Klient*innen, unter /call) und practice.html (für Praxen, unter /practice) nennen die Prüfwerte von allem, was sie an Programm und Gestaltung laden, und der Browser lädt nichts anderes. Stimmt der Wert der Seite, dann stimmt auch der Rest.",
    lists: "Die Liste als Datei:",
    here: "Was hier liegt",
    version: "Fassung",
    commit: "Stand des Quelltexts",
    unknown: "nicht bekannt; vor dem Bauen wurde etwas geändert, oder er war nicht festzustellen",
    none: "Hier liegt keine Liste: Dieser Stand wurde nicht mit dem üblichen Befehl gebaut.",
    outside:
      "Nicht auf der Liste stehen die Seiten, die aus den Angaben des Betreibers entstehen, wie Impressum und Datenschutz; sie enthalten kein Programm.",
  },
  en: {
    title: "Check what is served",
    limits: "What no web page can promise",
    limitTexts: [
      "Encryption is done by the program that your browser loads from here. Whoever serves these pages could serve another program, even to a single person, and this page along with it. A web page cannot rule that out about itself.",
      "A check therefore only counts if it comes from another device and another network, with a list to compare that does not come from here. It counts most if many do it. Even then it is open what was served at another moment.",
    ],
    how: "How to check",
    clone:
      "With the source: get it, choose the state named below and build the program yourself. The same state gives the same files, byte for byte. The command compares them with what is served here and names every difference:",
    curl: "Without building: load the page and compare its value with a list that you trust:",
    page: "The pages call.html (for clients, at /call) and practice.html (for practices, at /practice) name the hashes of all scripts and style sheets that they load, and the browser loads no others. If the page's value is right, so is the rest.",
    lists: "The list as a file:",
    here: "What lies here",
    version: "Version",
    commit: "State of the source",
    unknown: "not known; something was changed before the build, or it could not be found out",
    none: "There is no list here: this state was not built with the usual command.",
    outside:
      "Not on the list are the pages that are made from the operator's details, such as imprint and privacy; they contain no program.",
  },
} as const;

function listed(language: Language, { version, commit, files }: HashList): Html {
  const text = TEXT[language];
  return html`<p>${text.lists} <a href="/hashes.txt">hashes.txt</a>, <a href="/hashes.json">hashes.json</a></p>
<dl class="hashes"><dt>${text.version}</dt><dd>${version}</dd><dt>${text.commit}</dt><dd>${commit ?? text.unknown}</dd>${Object.entries(
    files,
  ).map(([name, { sha256 }]) => html`<dt>${name}</dt><dd>${sha256}</dd>`)}</dl>`;
}

/** `origin`: where browsers find these pages. `hashes`: null where the build has left no list. */
export function verifyPage(language: Language, origin: string, hashes: HashList | null): string {
  const text = TEXT[language];
  const command = (line: string): Html => html`<p class="hashes"><code>${line}</code></p>`;
  return layout({
    language,
    title: text.title,
    path: "/verify",
    body: html`<h2>${text.limits}</h2>
${text.limitTexts.map((one) => html`<p>${one}</p>`)}
<h2>${text.how}</h2>
<p>${text.clone}</p>
${command(`git checkout ${hashes?.commit ?? "…"} && npm ci && npm run hashes -- ${origin}`)}
<p>${text.curl}</p>
${command(`curl -s --compressed ${origin}/call | sha256sum`)}
<p>${text.page}</p>
<h2>${text.here}</h2>
${hashes === null ? html`<p>${text.none}</p>` : listed(language, hashes)}
<p>${text.outside}</p>`,
  });
}
