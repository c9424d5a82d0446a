// The import rules of ARCHITECTURE.md as data: which folder may know which. The longest matching folder counts.

export interface Folder {
  readonly folder: string;
  /** Own folders and files that may be imported; a trailing `*` means everything below. */
  readonly may: readonly string[];
  /** Folders of which only types may be imported. */
  readonly types?: readonly string[];
  /** Packages; `node:*` stands for Node's own modules. */
  readonly packages: readonly string[];
}

const SERVER_LIBRARIES = [
  "node:*",
  "fastify",
  "@fastify/*",
  "fastify-type-provider-zod",
  "ws",
  "pino",
  "zod",
  "zod/mini",
];
/** What every feature that keeps something may know. */
const STORED = [
  "src/server/storage/auth-values.ts",
  "src/server/storage/database.ts",
  "src/server/storage/lease.ts",
  "src/server/storage/lock-people.ts",
  "src/server/storage/tables.ts",
  "src/server/platform/*",
  "src/protocol/*",
];
const WEB_LIBRARIES = ["preact", "preact/*", "@preact/signals", "lucide", "uqr", "zod/mini"];

export const IMPORT_TABLE: readonly Folder[] = [
  { folder: "src/protocol", may: ["src/protocol/*"], packages: ["zod", "zod/mini"] },
  {
    folder: "src/e2ee",
    // sealed.ts holds types and the numbers that they have on the wire, turn.ts the form of an address in one of them.
    may: [
      "src/e2ee/*",
      "src/protocol/limits.ts",
      "src/protocol/errors.ts",
      "src/protocol/sealed.ts",
      "src/protocol/turn.ts",
    ],
    types: ["src/protocol/*"],
    packages: ["@scure/*"],
  },
  {
    folder: "src/server",
    // The programs and what they compose stand at the top, above every part.
    may: ["src/server/*", "src/protocol/*"],
    packages: SERVER_LIBRARIES,
  },
  {
    // The command line carries out what every part can do.
    folder: "src/server/commands",
    may: ["src/server/*", "src/protocol/*"],
    packages: SERVER_LIBRARIES,
  },
  {
    // It asks STUN and TURN servers for whoever runs the instance, and knows nothing of it.
    folder: "src/server/turn-probe",
    may: ["src/server/turn-probe/*"],
    packages: ["node:*"],
  },
  {
    folder: "src/server/platform",
    may: ["src/server/platform/*", "src/protocol/*"],
    packages: [...SERVER_LIBRARIES, "croner"],
  },
  {
    folder: "src/server/storage",
    may: ["src/server/storage/*", "src/server/platform/*", "src/protocol/*"],
    packages: [
      "node:*",
      "kysely",
      "kysely/migration",
      "pg",
      "@better-auth/kysely-adapter/node-sqlite-dialect",
    ],
  },
  {
    folder: "src/server/mail",
    may: ["src/server/mail/*", ...STORED],
    packages: [
      "node:*",
      "kysely",
      "nodemailer",
      "nodemailer/lib/smtp-connection",
      "ical-generator",
      "temporal-polyfill",
    ],
  },
  {
    // Another feature only through the file that bears its name.
    folder: "src/server/practice",
    may: ["src/server/practice/*", "src/server/mail/mail.ts", "src/server/mail/mail-kinds.ts", ...STORED],
    packages: ["node:*", "kysely"],
  },
  {
    folder: "src/server/accounts",
    may: [
      "src/server/accounts/*",
      "src/server/practice/notice.ts",
      "src/server/practice/practice.ts",
      "src/server/practice/vault.ts",
      "src/server/mail/mail.ts",
      "src/server/mail/mail-kinds.ts",
      ...STORED,
    ],
    packages: ["node:*", "fastify", "kysely", "zod", "better-auth", "better-auth/*", "@better-auth/passkey"],
  },
  {
    // It knows data through the inventory alone.
    folder: "src/server/privacy",
    may: [
      "src/server/privacy/*",
      "src/server/mail/mail.ts",
      "src/server/mail/mail-kinds.ts",
      "src/server/storage/physical-erasure.ts",
      ...STORED,
    ],
    packages: ["fflate", "node:*", "fastify", "kysely", "temporal-polyfill", "zod", "zod/mini"],
  },
  {
    folder: "src/server/relay",
    may: ["src/server/relay/*", "src/server/platform/*", "src/protocol/*"],
    packages: SERVER_LIBRARIES,
  },
  {
    folder: "src/server/http",
    may: ["src/server/http/*", "src/server/platform/*", "src/protocol/*"],
    packages: SERVER_LIBRARIES,
  },
  {
    folder: "src/web/call",
    may: ["src/web/call/*", "src/e2ee/*", "src/protocol/*"],
    packages: ["zod/mini"],
  },
  {
    // What is looked at before a call. It needs own media as data, and nothing of a call.
    folder: "src/web/check",
    may: ["src/web/check/*", "src/web/call/call-view.ts", "src/web/call/observable.ts", "src/protocol/*"],
    packages: [],
  },
  { folder: "src/web/ui", may: ["src/web/ui/*", "src/web/text/*"], packages: WEB_LIBRARIES },
  { folder: "src/web/text", may: ["src/web/text/*"], packages: [] },
  {
    folder: "src/web/practice",
    may: ["src/web/practice/*", "src/web/call/call-view.ts", "src/e2ee/*", "src/protocol/*"],
    packages: ["@preact/signals", "@zxcvbn-ts/*", "temporal-polyfill", "zod/mini"],
  },
  {
    folder: "src/web/screens",
    may: [
      "src/web/screens/*",
      "src/web/practice/*",
      "src/web/call/call-view.ts",
      "src/web/check/check-view.ts",
      "src/web/ui/*",
      "src/web/text/*",
      "src/web/style/*",
      "src/e2ee/*",
      "src/protocol/*",
    ],
    packages: WEB_LIBRARIES,
  },
  { folder: "src/web", may: ["src/web/*", "src/e2ee/*", "src/protocol/*"], packages: WEB_LIBRARIES },
];

/** Files over 400 lines, each with the reason why it is not split. */
export const LONG_FILES: Readonly<Record<string, string>> = {};
