// German texts of the practice's picture in the settings. face-en.ts has the same keys by type.

export const faceDe = {
  title: "So sehen Klient*innen Ihre Praxis",
  intro:
    "Name, Logo und Telefonnummer von dieser Seite gehen verschlüsselt an die Person, die wartet. Der Server leitet sie weiter und kann sie nicht lesen.",
  preview: "Vorschau",
  empty: "Noch kein Name und kein Logo",
  logo: "Logo Ihrer Praxis",
  choose: "Logo wählen",
  change: "Anderes Logo wählen",
  remove: "Logo entfernen",
  hint: "PNG, JPEG oder SVG, bis 5 MB. Das Bild wird in diesem Browser verkleinert; die Datei selbst wird nirgendwohin geschickt.",
  working: "Das Bild wird verkleinert.",
  done: "Das Logo ist gespeichert.",
  removed: "Das Logo ist entfernt.",
  failed: "Das Logo konnte nicht gespeichert werden. Versuchen Sie es noch einmal.",
  refused: {
    "no-image": "Diese Datei ist kein PNG, JPEG oder SVG. Speichern Sie Ihr Logo in einem dieser Formate.",
    "too-large":
      "Dieses Bild ist zu groß. Nehmen Sie eine Datei unter 5 MB mit höchstens 40 Millionen Bildpunkten und wenigen feinen Mustern.",
    animated: "Dieses Bild bewegt sich. Für Wartende soll es ruhig sein: Wählen Sie ein stehendes Bild.",
    broken: "Dieses Bild lässt sich nicht zeichnen. Die Datei ist beschädigt, oder es ist nichts darauf.",
  },
};

export type FaceText = typeof faceDe;
