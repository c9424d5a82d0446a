// German wordings of the consent to consultations by video, each under its version (src/protocol/consent.ts), and the
// words of its receipt. Loaded when somebody reads or saves them. A wording that was ever asked for is never changed:
// a new one gets a new version. consent-en.ts has the same keys by type.

export const consentDe = {
  wordings: {
    "2026-11-25.96d23087d9d12aaf": {
      self: {
        label:
          "Ich bin einverstanden, dass meine Praxis Sprechstunden per Video mit mir führt und dabei Angaben über meine Gesundheit verarbeitet. Das kann ich jederzeit widerrufen.",
        paragraphs: [
          "Ich willige ein, dass meine Psychotherapeut*in Sprechstunden mit mir per Video führt und dass dazu Bild, Ton, mein Name und Textnachrichten verschlüsselt zwischen unseren Geräten übertragen werden. Schon dass ich an solchen Sprechstunden teilnehme, kann etwas über meine Gesundheit sagen; auch dafür gilt diese Einwilligung (Art. 6 Abs. 1 lit. a und Art. 9 Abs. 2 lit. a DSGVO).",
          "Verantwortlich ist meine Praxis. In ihrem Auftrag verbindet der Betreiber dieses Dienstes die Geräte. Dazu verarbeitet er Netzadressen und Zeitpunkte, wie es der Datenschutzhinweis beschreibt. Zusehen, zuhören oder mitlesen kann er nicht. Es wird nichts aufgezeichnet, auch von mir nicht.",
          "Dass und wann ich eingewilligt habe, in welche Fassung und in welcher Sprache, mein hier angegebener Name und ein zufälliger Schlüssel dieses Geräts gehen verschlüsselt an meine Praxis, damit sie es nachweisen kann. Der Betreiber kann es nicht lesen.",
          "Die Teilnahme ist freiwillig. Ich kann die Einwilligung jederzeit und ohne Gründe widerrufen, auf dieser Seite oder bei meiner Praxis. Was bis dahin geschehen ist, bleibt rechtmäßig. Nachteile für meine Behandlung entstehen mir dadurch nicht.",
        ],
      },
      custody: {
        label:
          "Ich habe das Sorgerecht für die Person, die teilnimmt, und bin einverstanden, dass ihre Praxis Sprechstunden per Video mit ihr führt und dabei Angaben über ihre Gesundheit verarbeitet. Das kann ich jederzeit widerrufen.",
        paragraphs: [
          "Ich habe das Sorgerecht (in Österreich: die Obsorge) für die Person, die teilnimmt, und willige für sie ein, dass ihre Psychotherapeut*in Sprechstunden mit ihr per Video führt und dass dazu Bild, Ton, ihr Name und Textnachrichten verschlüsselt zwischen den Geräten übertragen werden. Schon dass sie an solchen Sprechstunden teilnimmt, kann etwas über ihre Gesundheit sagen; auch dafür gilt diese Einwilligung (Art. 6 Abs. 1 lit. a und Art. 9 Abs. 2 lit. a DSGVO). Haben mehrere das Sorgerecht, so sind alle einverstanden.",
          "Verantwortlich ist die Praxis. In ihrem Auftrag verbindet der Betreiber dieses Dienstes die Geräte. Dazu verarbeitet er Netzadressen und Zeitpunkte, wie es der Datenschutzhinweis beschreibt. Zusehen, zuhören oder mitlesen kann er nicht. Es wird nichts aufgezeichnet, auch von uns nicht.",
          "Dass und wann ich eingewilligt habe, in welche Fassung und in welcher Sprache, der hier angegebene Name und ein zufälliger Schlüssel dieses Geräts gehen verschlüsselt an die Praxis, damit sie es nachweisen kann. Der Betreiber kann es nicht lesen.",
          "Die Teilnahme ist freiwillig. Die Einwilligung lässt sich jederzeit und ohne Gründe widerrufen, auf dieser Seite oder bei der Praxis. Was bis dahin geschehen ist, bleibt rechtmäßig. Nachteile für die Behandlung entstehen dadurch nicht.",
        ],
      },
    },
  },
  receipt: {
    file: "einwilligung.txt",
    title: "Einwilligung in Sprechstunden per Video",
    version: (version: string) => `Fassung ${version}`,
    given: (when: string) => `Gegeben am ${when} durch Ankreuzen.`,
    withdrawn: (when: string) => `Widerrufen am ${when}.`,
    by: {
      self: "Eingewilligt hat die Person, die teilnimmt.",
      custody: "Eingewilligt hat eine Person mit Sorgerecht für die Person, die teilnimmt.",
    },
    name: (name: string) => `Angegebener Name: ${name}`,
    note: "Dieser Beleg wurde im Browser erstellt. Der Server hat ihn weder gesehen noch gespeichert.",
  },
};

export type ConsentText = typeof consentDe;
