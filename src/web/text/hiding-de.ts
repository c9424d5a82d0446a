// German texts of the practice's settings about network addresses. hiding-en.ts has the same keys by type.
export const hidingDe = {
  title: "Netzadressen",
  intro:
    "Bei einem direkten Gespräch erfahren beide Geräte die Netzadresse (IP-Adresse) des anderen. Sie verrät den Anbieter und ungefähr, wo jemand ist.",
  everywhere: "In allen Räumen verbergen",
  room: "Netzadressen in diesem Raum verbergen",
  cost: "Bild und Ton können dann schlechter sein und später ankommen, weil alles über eine Zwischenstation (TURN) geht. Ist keine erreichbar, kommt das Gespräch nicht zustande. Gilt für beide Seiten, ab dem nächsten Anklopfen.",
  everywhereOn: "Unter „Praxis“ ist das für alle Räume eingeschaltet.",
  fact: "verbirgt Netzadressen",
  saved: "Gespeichert.",
};
