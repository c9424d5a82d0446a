/** The documents that every instance publishes. */
export const PUBLISHED_PATHS = [
  "/",
  "/privacy",
  "/privacy/accounts",
  "/privacy/visitors",
  "/legal",
  "/legal/record",
  "/legal/retention",
  "/legal/recipients",
  "/legal/measures",
  "/legal/dpia",
  "/legal/accessibility",
  "/avv",
  "/imprint",
  "/terms",
  "/verify",
  "/pruefen",
] as const;
