// The record of processing activities, for an auditor who wants to see it without the web.
import * as z from "zod/mini";
import { language } from "../../protocol/api-route.ts";
import { documentMarkdown } from "../platform/document-markdown.ts";
import { factsOf } from "../platform/facts.ts";
import { recordOfProcessing } from "../privacy/published/record.ts";
import { command, done } from "./command.ts";

export const recordCommands = {
  record: command({
    usage: [
      "[--language de|en]",
      "Prints the record of processing activities (Art. 30 GDPR) of this configuration as Markdown.",
    ],
    options: z.strictObject({ language: z._default(language, "de") }),
    mayBegin: true,
    run: async ({ config }, options) =>
      done(documentMarkdown(options.language, recordOfProcessing(factsOf(config))).trimEnd()),
  }),
};
