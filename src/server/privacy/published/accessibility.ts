// The accessibility statement (BFSG and BaFG, which transpose Directive (EU) 2019/882; EN 301 549): what was tested,
// what was not, and whom to tell.
import {
  heading,
  link,
  list,
  type PublishedDocument,
  paragraph,
  type Sentence,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";

/** Date of the text; a new one with each change of what was tested or is missing. */
const VERSION = "2026-11-25";

/** Who watches over it, by the operator's seat; the operator can name another. */
function body({ accessibilityBody, seat }: Facts): Sentence {
  if (accessibilityBody !== null)
    return say(`${accessibilityBody}.`, `${accessibilityBody}.`, "config: CONNECT_ACCESSIBILITY_BODY");
  if (seat === "at")
    return say(
      "Sozialministeriumservice, Babenbergerstraße 5, 1010 Wien, www.sozialministeriumservice.gv.at.",
      "Sozialministeriumservice, Babenbergerstraße 5, 1010 Vienna, Austria, www.sozialministeriumservice.gv.at.",
      "law: BaFG (AT)",
    );
  if (seat === "de")
    return say(
      "Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen (MLBF), Carl-Miller-Straße 6, 39112 Magdeburg.",
      "Market surveillance authority of the Länder for the accessibility of products and services (MLBF), Carl-Miller-Straße 6, 39112 Magdeburg, Germany.",
      "law: § 20 BFSG (DE)",
    );
  return say(
    "Die für die Barrierefreiheit von Dienstleistungen zuständige Stelle am Sitz des Betreibers.",
    "The body that is responsible for the accessibility of services at the operator's seat.",
    "law: Art. 23 Directive (EU) 2019/882",
  );
}

export function accessibilityStatement(facts: Facts): PublishedDocument {
  const email = facts.operator?.email;
  return {
    title: { de: "Erklärung zur Barrierefreiheit", en: "Accessibility statement" },
    blocks: [
      paragraph(
        say(
          "TheraPsy Connect soll von allen benutzt werden können; Maßstab sind die Richtlinie (EU) 2019/882 und die Norm EN 301 549 mit WCAG 2.2, Stufe AA.",
          "TheraPsy Connect is meant to be usable by everybody; the yardsticks are Directive (EU) 2019/882 and the standard EN 301 549 with WCAG 2.2, level AA.",
          "law: Directive (EU) 2019/882, BFSG (DE), BaFG (AT)",
        ),
        say(
          "Der Dienst ist damit teilweise konform: Was fehlt oder nicht geprüft ist, steht unten.",
          "The service conforms to them in part: what is missing or was not tested stands below.",
          "law: Annex V Directive (EU) 2019/882",
        ),
        say(
          `Stand der Erklärung: ${VERSION}.`,
          `Date of this statement: ${VERSION}.`,
          "law: Annex V Directive (EU) 2019/882",
        ),
        say(
          "Diese Erklärung beruht auf eigenen Prüfungen; eine Prüfung durch Dritte gab es nicht.",
          "This statement rests on our own checks; nobody else has checked.",
          "law: Annex V Directive (EU) 2019/882",
        ),
      ),
      heading("Was der Dienst bietet", "What the service offers"),
      list(
        say(
          "Ein Gespräch ist ohne Konto, ohne Installation und ohne Kamera möglich; Text kann geschrieben werden.",
          "A call is possible without account, installation and camera; text can be written.",
          "promise: P1",
        ),
        say(
          "Deutsch und Englisch, hell und dunkel, nach der Einstellung des Geräts.",
          "German and English, light and dark, as the device is set.",
          "law: EN 301 549, 11.7",
        ),
        say(
          "Ist Video nicht möglich, steht die Telefonnummer der Praxis auf der Seite, wenn sie eine eingetragen hat.",
          "If video is not possible, the practice's telephone number stands on the page, if it has entered one.",
          "decision: 0033",
        ),
      ),
      heading("Was geprüft wurde", "What was tested"),
      list(
        say(
          "Alle Ansichten mit axe: bei jedem Prüflauf in vier Zusammenstellungen aus Sprache, Farben und Größe (Telefon, schmal, großer Bildschirm, erzwungene Farben); weitere, auch mit 200 Prozent Vergrößerung, gibt es und werden seltener geprüft.",
          "All views with axe: with every run in four combinations of language, colours and size (telephone, narrow, large screen, forced colours); there are more, with 200 percent zoom as well, which are checked less often.",
          "law: EN 301 549, 9",
        ),
        say(
          "Die Wege von Praxis und Klient*in allein mit der Tastatur.",
          "The ways of practice and client by keyboard alone.",
          "law: EN 301 549, 9.2.1",
        ),
        say(
          "Größe der Bedienflächen und kein seitliches Rollen auf schmalen Schirmen.",
          "Size of touch targets, and no sideways scrolling on narrow screens.",
          "law: EN 301 549, 9.1.4",
        ),
      ),
      heading("Was nicht geprüft wurde oder noch fehlt", "What was not tested or is still missing"),
      list(
        say(
          "Bildschirmleser und andere Hilfsmittel, von Menschen benutzt.",
          "Screen readers and other aids, used by people.",
          "law: Annex V Directive (EU) 2019/882",
        ),
        say(
          "Safari und echte Telefone.",
          "Safari and real telephones.",
          "law: Annex V Directive (EU) 2019/882",
        ),
        say(
          "Text in Echtzeit, Buchstabe für Buchstabe, gibt es nicht: Nachrichten werden als ganze gesendet.",
          "There is no real-time text, letter by letter: messages are sent as a whole.",
          "law: EN 301 549, 6.2",
        ),
        say(
          "Texte in Leichter Sprache und in Gebärdensprache.",
          "Texts in easy language and in sign language.",
          "law: Annex V Directive (EU) 2019/882",
        ),
      ),
      heading("Rückmeldung", "Feedback"),
      paragraph(
        email === undefined
          ? say(
              "Auf dieser Testinstallation ist noch keine Adresse eingetragen.",
              "No address has been entered on this test installation yet.",
              "config: CONNECT_OPERATOR_EMAIL",
            )
          : link(
              `Wenn Sie auf eine Hürde stoßen, schreiben Sie uns: ${email}`,
              `If you meet a barrier, write to us: ${email}`,
              `mailto:${email}`,
              "config: CONNECT_OPERATOR_EMAIL",
            ),
      ),
      heading("Zuständige Stelle", "Responsible body"),
      paragraph(
        say(
          "Bekommen Sie keine befriedigende Antwort, können Sie sich an diese Stelle wenden:",
          "If you get no satisfactory answer, you can turn to this body:",
          "law: Art. 29 Directive (EU) 2019/882",
        ),
        body(facts),
      ),
    ],
  };
}
