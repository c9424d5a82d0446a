// The privacy notice for clients, in German. It says what this version of the program does, and nothing else:
// whoever changes what is kept, where, or for how long, changes this text and its English twin in the same commit.
import { html } from "../../platform/html.ts";
import { accountSection, MAIL_ROW } from "./privacy-accounts.ts";
import { type PrivacyParts, type PrivacyText, privacyList } from "./privacy-parts.ts";

const LABELS = { what: "Welche Daten", why: "Wozu", until: "Wie lange" };

function overview({ facts }: PrivacyParts) {
  const place = facts.hostingPlace ?? "auf dem Rechner, auf dem dieses Programm läuft";
  return html`<p>Diese Erklärung richtet sich an Klient*innen, die mit ihrer Praxis über TheraPsy Connect sprechen${facts.hasAccounts ? "; ein eigener Abschnitt gilt für Therapeut*innen mit Konto" : ""}.</p>
<ul>
<li>Bild, Ton, Ihr Name und Textnachrichten sind von Ihrem Gerät bis zum Gerät Ihrer Therapeut*in verschlüsselt. Wir können nicht zusehen, zuhören oder mitlesen.</li>
<li>Es wird nichts aufgezeichnet. Das Programm enthält keine Funktion dafür, auch nicht mit Ihrer Zustimmung.</li>
<li>Sie brauchen kein Konto. Wir setzen bei Ihnen keine Cookies, binden nichts von Dritten ein, werten nichts aus und senden keine Werbung.</li>
<li>Unser Server steht hier: ${place}.</li>
</ul>
<p>Die Verschlüsselung schützt den Weg. Gegen Schadsoftware auf einem der beiden Geräte oder eine mitlesende Person im Raum hilft sie nicht. Ihr Gegenüber könnte mit anderen Mitteln aufzeichnen; erlaubt ist das nur mit Zustimmung aller.</p>`;
}

function path({ facts }: PrivacyParts) {
  const turn =
    facts.turnHosts.length === 0
      ? html`<p>Auf dieser Instanz ist kein Server eingerichtet, der verschlüsselte Medien weiterleitet (TURN). Findet sich kein direkter Weg, kommt das Gespräch nicht zustande.</p>`
      : html`<p>Findet sich kein direkter Weg, leitet ein TURN-Server die verschlüsselten Daten weiter: ${facts.turnHosts.join(", ")}. Er kann sie nicht entschlüsseln. Er sieht, solange er weiterleitet, beide Netzadressen, Dauer und Menge.</p>`;
  const stun =
    facts.stunHosts.length === 0
      ? null
      : html`<p>Um ihre eigenen Netzadressen zu finden, fragen die Geräte diese STUN-Server, die dabei diese Adressen sehen: ${facts.stunHosts.join(", ")}.</p>`;
  return html`<p>Bild, Ton und Nachrichten gehen wenn möglich direkt von Gerät zu Gerät. Dazu erfährt Ihr Gegenüber, wie bei jeder direkten Verbindung, Ihre Netzadresse (IP-Adresse) und Sie die seine.</p>
<p>Damit die Geräte einander finden, verbindet sie unser Vermittlungsserver${facts.relayHost === null ? "" : ` (${facts.relayHost})`}. Er leitet versiegelte Nachrichten weiter, die er nicht öffnen kann: auch Ihr Name reist darin. Zehn Sekunden nach Beginn des Gesprächs trennt sich Ihr Gerät von ihm; das Gespräch läuft ohne ihn weiter. Reißt die Verbindung ab, fragt Ihr Gerät ihn erneut.</p>
${turn}${stun}`;
}

function serverData({ facts }: PrivacyParts) {
  const rows = [
    {
      where: "Vermittlung (nur im Arbeitsspeicher)",
      what: "Ihre Netzadresse an der offenen Verbindung, Zeitpunkt, Größe der versiegelten Nachrichten, eine zufällige Kennung des Raums, die täglich wechselt; ein Zähler je Adresse unter einem täglich neuen Schlüssel gegen Überlastung",
      why: "die Geräte verbinden; den Dienst vor Angriffen schützen",
      until: "bis die Verbindung endet; der Zähler bis zu einer Minute danach. Auf keiner Festplatte",
    },
    {
      where: "Zugriffsprotokoll der Website",
      what: "Zeitpunkt, Methode (z. B. GET), Name der aufgerufenen Seite ohne Zusätze, Statuscode, Größe und Dauer der Antwort, gekürzte Netzadresse (IPv4 ohne die letzte Zahl, IPv6 nur die ersten 48 Bit). Kein Browsertyp, keine Herkunftsseite, kein Link",
      why: "Fehler und Angriffe erkennen",
      until: `${facts.periods.accessLog} Tage`,
    },
    ...(facts.hasAccounts ? [MAIL_ROW.de] : []),
    {
      where: "Betriebsmeldungen",
      what: "Start, Stopp und Summen über alle Verbindungen in Abschnitten von fünf Minuten; keine Angaben über Personen",
      why: "den Betrieb überwachen",
      until: "kein Personenbezug",
    },
  ];
  return html`${privacyList(LABELS, rows)}
<p>Mehr speichern wir über Sie nicht. Namen, Links, Gespräche und Dauer von Gesprächen liegen auf keinem unserer Server${facts.hasAccounts ? "; was Ihre Praxis über Räume und Termine festhält, liegt hier nur so verschlüsselt, dass wir es nicht öffnen können" : ", auch keine Termine"}. Ihr Gerät muss beim Aufruf seine Netzadresse senden, sonst kann keine Antwort zurückkommen; alles andere ist freiwillig.</p>`;
}

function deviceData() {
  const rows = [
    {
      where: "Dieser Tab (sessionStorage)",
      what: "der Inhalt Ihres Links, ein zufälliger Geräteschlüssel, Zeitpunkte; damit ein Neuladen zurückfindet, auch Ihr eingegebener Name und ob Mikrofon und Kamera an waren, und ob Sie die Wörter verglichen haben",
      why: "nach einem Neuladen an denselben Platz zurückkehren",
      until:
        "bis Sie gehen, abgelehnt werden, das Gespräch endet oder der Tab geschlossen wird; länger als 12 Stunden wird nichts davon verwendet",
    },
    {
      where: "Dieser Browser (IndexedDB)",
      what: "Link, Geräteschlüssel, Name und Telefonnummer der Praxis (verschlüsselt abgelegt), wann Sie die Wörter verglichen und wann Sie den Link zuletzt benutzt haben",
      why: "nur wenn Sie „Dieses Gerät merken“ gewählt haben: beim nächsten Mal wiedererkannt werden",
      until: "bis Sie das Häkchen wegnehmen, den Raum vergessen lassen oder die Websitedaten löschen",
    },
    {
      where: "Verlauf des Browsers",
      what: "kann den ganzen Link enthalten; das legt Ihr Browser an, nicht wir",
      why: "–",
      until: "bis Sie den Verlauf löschen. Auf geteilten Geräten empfehlen wir ein privates Fenster",
    },
    {
      where: "Browser Ihrer Praxis",
      what: "verschlüsselt: die Bezeichnung, die Ihre Praxis Ihrem Raum gibt, seine Links, wann sie angelegt wurden und enden, Termine mit Notizen, welches Gerät wann verglichen wurde; unverschlüsselt: bis wann welcher Raum offen ist, unter zufälligem Namen, und ein zufälliger Name des Browsers; im Tab für zehn Minuten nach dem Gespräch, welches Gerät zurückkehren darf, und bis der Tab geschlossen wird, wann ein Anklopfen abbrach. Auf Wunsch der Praxis als Datei gesichert",
      why: "Ihrer Praxis Ihren Raum bereithalten",
      until: "bis Ihre Praxis den Raum löscht. Verantwortlich ist die Praxis",
    },
    {
      where: "Browser einer Praxis mit Konto",
      what: "der Schlüssel ihres Tresors, der sich nicht auslesen lässt, der verschlüsselte Tresor mit ihren Räumen und Terminen, wann beide zuletzt benutzt wurden; bis wann welcher Raum offen ist, unter zufälligem Namen; ein zufälliger Name des Browsers; Kennung des Kontos und die höchste gesehene Fassung des Tresors",
      why: "damit ein neues Laden nach nichts fragt, und damit niemand unbemerkt einen alten Tresor unterschiebt",
      until:
        "bis zum Abmelden oder Sperren oder bis zum ersten Öffnen nach 12 Stunden ohne Benutzung; Änderungen, die noch nicht gespeichert sind, bleiben verschlüsselt und ohne den Schlüssel, bis sie es sind; Namen, Kennung und Fassung, bis die Websitedaten gelöscht werden",
    },
    {
      where: "Während des Gesprächs, auf beiden Geräten",
      what: "Ihr Name, Bild, Ton, Textnachrichten, Netzadressen",
      why: "das Gespräch",
      until: "weg, wenn aufgelegt wird",
    },
  ];
  return html`<p>Diese Daten bleiben auf den Geräten und kommen nicht zu uns. Ihre Speicherung ist für den von Ihnen gewünschten Dienst unbedingt erforderlich (in Österreich § 165 Abs. 3 TKG 2021, in Deutschland § 25 Abs. 2 TDDDG) oder von Ihnen gewählt.</p>
${privacyList(LABELS, rows)}`;
}

function grounds({ facts }: PrivacyParts) {
  const hasServers = facts.turnHosts.length + facts.stunHosts.length > 0;
  const servers = hasServers ? ", und die oben genannten TURN- und STUN-Server" : "";
  const mail = facts.mailHost === null ? "" : `, der Mailserver ${facts.mailHost}`;
  return html`<ul>
<li><strong>Behandlung per Video.</strong> Verantwortlich ist Ihre Praxis. Sie holt vor dem Gespräch Ihre ausdrückliche Einwilligung ein (Art. 6 Abs. 1 lit. a und Art. 9 Abs. 2 lit. a DSGVO, weil schon das Gespräch mit einer psychotherapeutischen Praxis etwas über Ihre Gesundheit sagt). Das Häkchen in der Lobby ist diese Einwilligung; es wird bei uns nicht gespeichert. Wir vermitteln das Gespräch im Auftrag der Praxis (Art. 28 DSGVO).</li>
<li><strong>Zugriffsprotokoll und Schutz vor Überlastung.</strong> Unser berechtigtes Interesse an einem sicheren, fehlerfreien Betrieb (Art. 6 Abs. 1 lit. f DSGVO).</li>
<li>Werbung, Auswertung des Verhaltens und Zusammenführung mit anderen Quellen gibt es nicht. Eine Übermittlung in Länder außerhalb der EU ist nicht vorgesehen. Empfänger sind nur, wer unseren Server technisch für uns betreibt${mail}${servers}.</li>
</ul>`;
}

function rights({ facts }: PrivacyParts) {
  const officer = facts.operator?.dataProtectionOfficer;
  return html`<p>Schreiben Sie uns formlos an die unten genannte Adresse; wir antworten innerhalb eines Monats (Art. 12 Abs. 3 DSGVO). Für alles, was die Behandlung betrifft, ist Ihre Praxis zuständig.</p>
<ul>
<li><strong>Einwilligung widerrufen (Art. 7):</strong> jederzeit bei Ihrer Praxis, ohne Angabe von Gründen. Was bis dahin geschah, bleibt rechtmäßig. Legen Sie einfach auf, und es wird nichts mehr übertragen.</li>
<li><strong>Auskunft (Art. 15):</strong> ob und welche Daten über Sie verarbeitet werden, wozu, wie lange, woher sie kommen und wer sie bekommt, samt einer Kopie.</li>
<li><strong>Berichtigung (Art. 16):</strong> falscher oder unvollständiger Daten.</li>
<li><strong>Löschung (Art. 17):</strong> wenn die Daten nicht mehr gebraucht werden, Sie die Einwilligung widerrufen oder zu Recht widersprechen, sie unrechtmäßig verarbeitet wurden oder das Gesetz es verlangt; nicht, soweit wir zur Aufbewahrung verpflichtet sind oder sie für Rechtsansprüche brauchen.</li>
<li><strong>Einschränkung (Art. 18):</strong> wenn Sie die Richtigkeit bestreiten, die Verarbeitung unrechtmäßig ist und Sie keine Löschung wollen, Sie die Daten für Rechtsansprüche brauchen oder über Ihren Widerspruch noch nicht entschieden ist.</li>
<li><strong>Datenübertragbarkeit (Art. 20):</strong> Daten, die Sie uns bereitgestellt haben und die aufgrund von Einwilligung oder Vertrag automatisiert verarbeitet werden, in gängigem Format. Solche Daten von Klient*innen liegen derzeit nicht bei uns${facts.hasAccounts ? "; eine Adresse für Terminnachrichten verarbeiten wir im Auftrag Ihrer Praxis, wenden Sie sich dafür an sie" : ""}.</li>
<li><strong>Widerspruch (Art. 21):</strong> gegen die Verarbeitung aus berechtigtem Interesse, also gegen das Zugriffsprotokoll, aus Gründen Ihrer besonderen Situation. Wir hören dann auf, außer es gibt zwingende schutzwürdige Gründe oder es geht um Rechtsansprüche.</li>
<li><strong>Keine automatisierte Entscheidung (Art. 22):</strong> Es gibt hier keine, auch kein Profiling.</li>
</ul>
<p>Das Zugriffsprotokoll enthält nur gekürzte Adressen. Wir können darin meist niemanden erkennen (Art. 11 DSGVO); mit Zeitpunkt und Adresse helfen Sie uns, mögliche Zeilen zu finden.</p>
${officer === undefined ? null : html`<p>Datenschutzbeauftragte*r: ${officer}</p>`}`;
}

function transport({ facts }: PrivacyParts) {
  const way = facts.isEncrypted
    ? html`Alle Seiten und die Vermittlung sind mit TLS 1.2 oder 1.3 verschlüsselt; Sie erkennen das an „https://“ in der Adresszeile.`
    : html`Diese Testinstallation läuft ohne TLS und ist nur auf dem eigenen Rechner erreichbar.`;
  return html`<p>${way} Das Gespräch selbst ist zusätzlich von Gerät zu Gerät verschlüsselt. Mit den vier Wörtern prüfen Sie, dass niemand dazwischen ist: Lesen Sie sie einander vor.</p>`;
}

export function privacyDe(parts: PrivacyParts): PrivacyText {
  return {
    title: "Datenschutz für Klient*innen",
    sections: [
      { title: "Das Wichtigste", body: overview(parts) },
      { title: "Wie Ihr Gespräch seinen Weg findet", body: path(parts) },
      { title: "Was auf unserem Server ist", body: serverData(parts) },
      { title: "Was auf den Geräten bleibt", body: deviceData() },
      { title: "Rechtsgrundlagen und Empfänger", body: grounds(parts) },
      ...accountSection("de", parts.facts),
      { title: "Ihre Rechte", body: rights(parts) },
      { title: "Verschlüsselung der Übertragung", body: transport(parts) },
      { title: "Verantwortlich für diesen Dienst", body: parts.operator },
      {
        title: "Beschwerde bei der Aufsichtsbehörde (Art. 77)",
        body: html`<p>Sie können sich jederzeit bei einer Aufsichtsbehörde beschweren, besonders dort, wo Sie leben oder arbeiten. Für uns zuständig ist:</p>${parts.authority}`,
      },
    ],
  };
}
