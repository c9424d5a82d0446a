// Everything that is published about data, as documents by their paths. It follows from the inventory and the
// configuration: nothing else is told about what is kept.
import { link, list, type PublishedDocument, paragraph, say } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { accessibilityStatement } from "./accessibility.ts";
import { processingAgreement } from "./agreement.ts";
import { impactAssessment } from "./impact-assessment.ts";
import { imprint } from "./imprint.ts";
import { measures } from "./measures.ts";
import { noticeForAccounts } from "./notice-accounts.ts";
import { noticeForClients } from "./notice-clients.ts";
import { NOTICES } from "./notice-parts.ts";
import { noticeForVisitors } from "./notice-visitors.ts";
import { recipientList } from "./recipients.ts";
import { recordOfProcessing } from "./record.ts";
import { retentionTable } from "./retention-table.ts";
import { MY_DATA } from "./rights.ts";

type Pages = Readonly<Record<string, PublishedDocument>>;

/** The list of all of them, with the law that asks for each. */
function legalIndex(pages: Pages, { hasAccounts }: Facts): PublishedDocument {
  return {
    title: { de: "Datenschutz und Recht", en: "Privacy and legal information" },
    blocks: [
      paragraph(
        say(
          "Was dieser Dienst über Daten sagt, zum Lesen und Ausdrucken.",
          "What this service says about data, to read and to print.",
          "law: Art. 12(1) GDPR",
        ),
      ),
      list(
        ...Object.entries(pages).map(([path, { title }]) =>
          link(title.de, title.en, path, "law: Art. 12(1) GDPR"),
        ),
        ...(hasAccounts
          ? [
              link(
                "Meine Daten: fragen, was über Sie gespeichert ist",
                "My data: ask what is kept about you",
                MY_DATA,
                "law: Art. 12(2), Art. 15 GDPR",
              ),
            ]
          : []),
      ),
    ],
  };
}

/** `avv`: version of the data-processing agreement. Documents about accounts are left out where there are none. */
export function publishedDocuments(facts: Facts, avv: string): Pages {
  const pages: Pages = {
    [NOTICES.clients]: noticeForClients(facts),
    ...(facts.hasAccounts ? { [NOTICES.accounts]: noticeForAccounts(facts) } : {}),
    [NOTICES.visitors]: noticeForVisitors(facts),
    "/legal/record": recordOfProcessing(facts),
    "/legal/retention": retentionTable(facts),
    "/legal/recipients": recipientList(facts),
    "/legal/measures": measures(facts),
    "/legal/dpia": impactAssessment(facts),
    "/legal/accessibility": accessibilityStatement(facts),
    "/avv": processingAgreement(facts, avv),
    "/imprint": imprint(facts),
  };
  return { ...pages, "/legal": legalIndex(pages, facts) };
}
