// How every notice ends: general words, transport, periods, rights, who is responsible, and where to complain.
import type { Block } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import type { Declared } from "./entries.ts";
import { GENERAL, periodsByCategory, responsible, transport } from "./notice-parts.ts";
import { complaint, type Readers, rights } from "./rights.ts";

/** `own`: what the notice is about. */
export const noticeEnd = (readers: Readers, own: readonly Declared[], facts: Facts): readonly Block[] => [
  ...GENERAL,
  ...transport(facts),
  ...periodsByCategory(own, facts),
  ...rights(readers, facts),
  ...responsible(readers, facts),
  ...complaint(facts),
];
