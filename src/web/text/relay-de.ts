// German texts about network addresses and the station that relays, loaded when they are needed. relay-en.ts has the
// same keys by type.
export const relayDe = {
  choice: {
    about:
      "Bei einem direkten Gespräch erfährt das Gerät der anderen Seite Ihre Netzadresse (IP-Adresse). Sie verrät Ihren Anbieter und ungefähr, wo Sie sind.",
    label: "Meine Netzadresse verbergen",
    cost: "Bild und Ton können dann schlechter sein und später ankommen, weil alles über eine Zwischenstation geht.",
    limits:
      "Ihre Praxis erfährt Ihre Netzadresse dann nicht; Sie erfahren die Ihrer Praxis weiterhin. Sollen beide verborgen bleiben, stellt Ihre Praxis das für den Raum ein. Zwischenstation und Server sehen Ihre Adresse immer, können aber nichts mithören.",
  },
  path: {
    both: "Über eine Zwischenstation, verschlüsselt; Ihre Netzadresse und die der anderen Seite bleiben voreinander verborgen. Die Zwischenstation sieht sie, kann aber nichts lesen.",
    self: "Über eine Zwischenstation, verschlüsselt; Ihre Netzadresse bleibt der anderen Seite verborgen. Die Zwischenstation sieht sie, kann aber nichts lesen.",
    peer: "Über eine Zwischenstation, verschlüsselt; die andere Seite hält ihre Netzadresse verborgen und kennt Ihre.",
    cost: "Bild und Ton können dadurch schlechter sein und später ankommen.",
  },
  unavailable:
    "Eine Zwischenstation steht gerade nicht bereit. Das Gespräch kommt nur zustande, wenn die Geräte direkt zueinander finden.",
  missing: {
    title: "Keine Zwischenstation erreichbar",
    own: "Damit Ihre Netzadresse verborgen bleibt, braucht es eine Zwischenstation, und gerade antwortet keine. Es wird weiter versucht. Sie können warten, Ihre Praxis anrufen oder ohne Verbergen weitermachen: Dann erfährt die andere Seite Ihre Netzadresse.",
    show: "Ohne Verbergen verbinden",
    room: "Ihre Praxis hat eingestellt, dass in diesem Raum beide Netzadressen verborgen bleiben. Dazu braucht es eine Zwischenstation, und gerade antwortet keine. Es wird weiter versucht. Hilft das nicht, rufen Sie Ihre Praxis an: Sie kann es für diesen Raum ausschalten.",
    host: "In diesem Raum bleiben beide Netzadressen verborgen. Dazu braucht es eine Zwischenstation, und gerade antwortet keine. Es wird weiter versucht. Dürfen die Adressen sichtbar sein, beenden Sie das Gespräch, schalten das Verbergen beim Raum (oder unter „Praxis“) aus und bitten, noch einmal anzuklopfen.",
  },
};
