// The start page: where a therapist and a client go from here.
import type { Language } from "../../platform/document.ts";
import { html } from "../../platform/html.ts";
import { layout } from "./layout.ts";

const TEXT = {
  de: {
    title: "Videosprechstunden, die unter vier Augen bleiben",
    lead: "Bild, Ton und Nachrichten gehen verschlüsselt von Gerät zu Gerät. Es wird nichts aufgezeichnet.",
    practice: "Für Therapeut*innen",
    practiceText: "Legen Sie einen Raum an und senden Sie den Link. Mehr braucht es nicht.",
    accountText:
      "Mit einem Konto arbeiten Sie auf jedem Ihrer Geräte. Räume und Termine werden in Ihrem Browser verschlüsselt: Niemand außer Ihnen kann sie lesen.",
    open: "Praxis öffnen",
    enter: "Anmelden oder Konto anlegen",
    client: "Für Klient*innen",
    clientText:
      "Sie haben einen Link von Ihrer Praxis bekommen? Öffnen Sie ihn einfach. Sie brauchen kein Konto und müssen nichts installieren.",
    check: "Gerät und Verbindung prüfen",
  },
  en: {
    title: "Video consultations that stay between two people",
    lead: "Picture, sound and messages go encrypted from device to device. Nothing is recorded.",
    practice: "For therapists",
    practiceText: "Make a room and send its link. That is all it takes.",
    accountText:
      "With an account you work on each of your devices. Rooms and appointments are encrypted in your browser: nobody but you can read them.",
    open: "Open the practice",
    enter: "Sign in or create an account",
    client: "For clients",
    clientText:
      "Did your practice send you a link? Just open it. You need no account and nothing to install.",
    check: "Check device and connection",
  },
} as const;

/** `hasAccounts`: therapists can register here. */
export function landingPage(language: Language, hasAccounts: boolean): string {
  const text = TEXT[language];
  return layout({
    language,
    title: text.title,
    path: "/",
    body: html`<p>${text.lead}</p>
<h2>${text.practice}</h2>
<p>${text.practiceText}</p>
${hasAccounts ? html`<p>${text.accountText}</p>` : ""}
<p><a class="button" href="/practice?lang=${language}">${hasAccounts ? text.enter : text.open}</a></p>
<h2>${text.client}</h2>
<p>${text.clientText}</p>
<p><a class="button" href="/check?lang=${language}">${text.check}</a></p>`,
  });
}
