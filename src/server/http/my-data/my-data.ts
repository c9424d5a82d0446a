// What the page for people without an account needs from the rest of the program.
import type { RequestKind } from "../../../protocol/request-kinds.ts";
import type { AddressBytes } from "../../platform/address.ts";
import type { Language } from "../../platform/document.ts";

type Text = Readonly<Record<Language, string>>;

export type Proven = { readonly address: string; readonly code: string };

/** One value of a row, with what it is kept for. */
export type Cell = {
  readonly name: string;
  readonly label: Text;
  readonly value: string | number | boolean | null;
  /** It is Unix ms. */
  readonly isTime: boolean;
};

/** What the inventory says about a place. */
export type Facts = {
  readonly purpose: Text;
  readonly grounds: readonly Text[];
  readonly recipients: readonly Text[];
  readonly until: Text;
};

/** What was found in one table. */
export type Part = Facts & {
  /** `source`: which practice gave us the address; null: the person did. */
  readonly rows: readonly { readonly source: string | null; readonly cells: readonly Cell[] }[];
};

export type Shown = {
  readonly parts: readonly Part[];
  readonly hasAccount: boolean;
  readonly isErasable: boolean;
  /** What everything was kept for in which was searched. */
  readonly searched: readonly Text[];
  /** Unix ms. */
  readonly provenUntil: number;
};

/** Whatever takes a proof answers null if the code is wrong or too old. */
export type Visitors = {
  readonly admit: (network: AddressBytes) => void;
  readonly sendCode: (address: string, language: Language, network: AddressBytes) => Promise<void>;
  readonly show: (proven: Proven, language: Language) => Promise<Shown | null>;
  readonly file: (proven: Proven) => Promise<string | null>;
  readonly erase: (proven: Proven, language: Language) => Promise<Shown | null>;
  readonly ask: (
    proven: Proven,
    kind: RequestKind,
    language: Language,
    network: AddressBytes,
  ) => Promise<{ readonly dueAt: number } | null>;
};

/** What the page says to whoever opens it from a network address: nothing that was looked up under it. */
export type Presence = {
  readonly address: string;
  /** The address as logs shorten it. */
  readonly network: string;
  /** In this process. */
  readonly hasRelay: boolean;
  readonly hasAccounts: boolean;
  readonly facts: Readonly<Record<"relay" | "counters" | "accessLog" | "securityLog", Facts>>;
};

export type MyData = {
  /** Null: a role that keeps no accounts and sends no mails. */
  readonly visitors: Visitors | null;
  readonly presenceOf: (address: AddressBytes) => Presence;
  /** Origins whose pages may post. */
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  /** In which moments are written. */
  readonly timeZone: string;
};
