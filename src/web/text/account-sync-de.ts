// German texts about what stands between this device and the vault on the server.
export const accountSyncDe = {
  unsaved: "Noch nicht gespeichert",
  troubles: {
    offline:
      "Der Server antwortet nicht. Ihre letzten Änderungen liegen verschlüsselt auf diesem Gerät und gehen von selbst hinaus, sobald er wieder da ist.",
    "rolled-back":
      "Der Server bietet einen älteren Stand Ihres Tresors an, als dieses Gerät kennt. Nach dem Gespräch fragt die Seite, was geschehen soll. Bis dahin bleibt alles auf diesem Gerät.",
    "other-key":
      "Ein anderes Gerät hat den Schlüssel Ihres Tresors erneuert. Nach dem Gespräch müssen Sie ihn hier neu öffnen. Ihre Änderungen bleiben bis dahin auf diesem Gerät.",
    newer:
      "Ein anderes Ihrer Geräte benutzt eine neuere Fassung dieser Seite. Laden Sie die Seite neu, dann gehen auch Ihre Änderungen hinaus.",
    unreadable:
      "Was der Server als Ihren Tresor ausgibt, lässt sich mit Ihrem Schlüssel nicht öffnen. Dieses Gerät arbeitet mit seinem eigenen Stand weiter und überschreibt nichts.",
    "too-large":
      "Ihr Tresor ist voll. Ihre letzten Änderungen bleiben auf diesem Gerät, bis Sie alte Termine oder lange Notizen löschen.",
    refused:
      "Der Server nimmt von diesem Konto gerade nichts an. Ihre letzten Änderungen bleiben verschlüsselt auf diesem Gerät.",
  },
  reload: "Seite neu laden",
  asOf: (date: string, device: string) =>
    device === "" ? `Stand vom ${date}` : `Stand vom ${date}, geändert auf: ${device}`,
  asOfText:
    "Dieses Gerät öffnet Ihren Tresor neu und kann nicht wissen, ob der Server den letzten Stand gegeben hat. Passt das Datum zu Ihrer letzten Änderung?",
  asOfButton: "Das passt",
};
