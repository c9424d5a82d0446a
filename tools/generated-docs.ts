// The files of docs that are written from the inventory, by their paths from the root.

import { readConfig } from "../src/server/platform/config.ts";
import type { PublishedDocument } from "../src/server/platform/document.ts";
import { documentMarkdown } from "../src/server/platform/document-markdown.ts";
import { factsOf } from "../src/server/platform/facts.ts";
import { SETTINGS } from "../src/server/platform/settings.ts";
import { recordOfProcessing } from "../src/server/privacy/published/record.ts";
import { retentionTable } from "../src/server/privacy/published/retention-table.ts";

const example = (name: keyof typeof SETTINGS) => ({ [name]: SETTINGS[name].example });

/** An instance with everything, and the operator of the example file. */
const facts = factsOf(
  readConfig({
    ...example("CONNECT_ORIGIN"),
    ...example("CONNECT_TRUSTED_PROXIES"),
    ...example("CONNECT_OPERATOR_NAME"),
    ...example("CONNECT_OPERATOR_ADDRESS"),
    ...example("CONNECT_OPERATOR_EMAIL"),
    ...example("CONNECT_AUTHORITY"),
    ...example("CONNECT_HOSTING_PLACE"),
    ...example("CONNECT_HOSTING_COMPANY"),
    ...example("CONNECT_TURN_COMPANY"),
    ...example("CONNECT_MAIL_COMPANY"),
    ...example("CONNECT_THIRD_COUNTRIES"),
    ...example("CONNECT_SMTP_URL"),
    ...example("CONNECT_MAIL_FROM"),
    CONNECT_ICE_SERVERS: '[{"urls":["stun:stun.example.org:3478"]}]',
    CONNECT_TURN_URLS: "turn:turn.example.org:3478",
    CONNECT_TURN_SECRET: "shared-with-coturn-0123456789abcdef",
  }),
);

const file = (document: PublishedDocument): string =>
  `${documentMarkdown("en", document)}\nWritten from the inventory by \`npm run docs\`, with the usual periods and an example operator. An instance shows its own at \`/legal\`.\n`;

export const GENERATED_DOCS: Readonly<Record<string, string>> = {
  "docs/retention.md": file(retentionTable(facts)),
  "docs/record-of-processing.md": file(recordOfProcessing(facts)),
};
