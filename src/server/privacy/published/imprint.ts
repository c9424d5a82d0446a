// The imprint (§ 5 ECG, § 5 DDG), from configuration.
import { type PublishedDocument, paragraph, say } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { operatorLines } from "./contact.ts";

export const imprint = (facts: Facts): PublishedDocument => ({
  title: { de: "Impressum", en: "Imprint" },
  blocks: [
    paragraph(
      say(
        "Diese Instanz von TheraPsy Connect wird betrieben von:",
        "This instance of TheraPsy Connect is run by:",
        "law: § 5 ECG (AT), § 5 DDG (DE)",
      ),
    ),
    operatorLines(facts),
  ],
});
