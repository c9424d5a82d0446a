// What a practice keeps, as records that any two devices can merge in any order (docs/protocol.md, "Records"). Nothing
// here knows what a room is, so that records and fields of a newer page pass through an older one unharmed.
import * as z from "zod/mini";
import { type Bytes, fromUtf8, utf8 } from "../../e2ee/bytes.ts";

/** A value, and which device wrote it after how many writes. The value is whatever JSON holds. */
interface Stamped {
  readonly value: unknown;
  readonly lamport: number;
  readonly device: string;
}

export interface LiveRecord {
  readonly id: string;
  readonly type: string;
  readonly fields: ReadonlyMap<string, Stamped>;
}

/** What is left of a deleted record. */
interface Tombstone {
  readonly id: string;
  readonly lamport: number;
  /** Unix ms. */
  readonly deletedAt: number;
}

export type StoredRecord = LiveRecord | Tombstone;

export interface Records {
  /** Unix ms of the last change, and the name of the device that made it; 0 and "" before the first. */
  readonly changedAt: number;
  readonly changedOn: string;
  readonly records: ReadonlyMap<string, StoredRecord>;
}

export const NO_RECORDS: Records = { changedAt: 0, changedOn: "", records: new Map() };

/** Raised by a page that writes something which this one could not keep; this one then does not write. */
const SCHEMA = 1;
/** After so long a deletion is forgotten: no device is expected to come back later than that. */
export const TOMBSTONE_LIFE = 365 * 24 * 3_600_000;

const count = z.int().check(z.gte(0));
const name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9:.-]{0,79}$/));
const recordId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
const stampedSchema = z.tuple([z.unknown(), count, z.string().check(z.maxLength(64))]);
const documentSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  changedAt: z.optional(count),
  changedOn: z.optional(z.string().check(z.maxLength(200))),
  records: z.array(
    z.union([
      z.strictObject({ id: recordId, type: name, fields: z.record(name, stampedSchema) }),
      z.strictObject({ id: recordId, lamport: count, deletedAt: count }),
    ]),
  ),
});
const anySchema = z.object({ schema: z.int() });

export const isLive = (record: StoredRecord): record is LiveRecord => "fields" in record;

/** JSON with the keys of every object in order, so that equal values are equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const parts = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${parts.join()}}`;
}

/** The same bytes for the same records, however they came about. */
export function writeRecords({ changedAt, changedOn, records }: Records): Bytes {
  const rows = [...records.values()].map((record) =>
    isLive(record)
      ? {
          id: record.id,
          type: record.type,
          fields: Object.fromEntries(
            [...record.fields].map(([key, { value, lamport, device }]) => [key, [value, lamport, device]]),
          ),
        }
      : record,
  );
  const inOrder = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return utf8(canonical({ schema: SCHEMA, changedAt, changedOn, records: inOrder }));
}

/** `newer`: written by a page that knows more than this one. `unreadable`: no document of this kind. */
export type ReadFailure = "newer" | "unreadable";

/** Reads what `writeRecords` wrote, here or on another device. Of two records with one id, both are kept, merged. */
export function readRecords(bytes: Bytes): Records | ReadFailure {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(bytes));
  } catch {
    return "unreadable";
  }
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) {
    const any = anySchema.safeParse(json);
    return any.success && any.data.schema > SCHEMA ? "newer" : "unreadable";
  }
  const { changedAt = 0, changedOn = "", records } = parsed.data;
  const found = new Map<string, StoredRecord>();
  for (const row of records) {
    const record: StoredRecord =
      "fields" in row
        ? {
            id: row.id,
            type: row.type,
            fields: new Map(
              Object.entries(row.fields).map(([key, [value, lamport, device]]) => [
                key,
                { value, lamport, device },
              ]),
            ),
          }
        : row;
    const other = found.get(row.id);
    found.set(row.id, other === undefined ? record : mergeRecord(record, other));
  }
  return { changedAt, changedOn, records: found };
}

const rankOfState = (value: unknown): number => (value === "leaked" ? 2 : value === "routine" ? 1 : 0);
const latest = (value: unknown): number => (typeof value === "number" ? value : Number.NEGATIVE_INFINITY);
const earliest = (value: unknown): number => (typeof value === "number" ? -value : Number.NEGATIVE_INFINITY);

/**
 * Fields of which not the last write wins. A link's state only worsens and its end only comes closer; of a pin, the
 * later comparison and the later removal stand against each other; a consent that was taken back stays so.
 */
const RANKS: ReadonlyMap<string, (value: unknown) => number> = new Map([
  ["link.state", rankOfState],
  ["link.ends", earliest],
  ["pin.verifiedAt", latest],
  ["pin.removedAt", latest],
  // Once taken back it stays so, from the first moment on.
  ["consent.withdrawnAt", earliest],
]);

/** The greater one in a total order, so that merging does not depend on who merges first. */
function mergeStamped(field: string, a: Stamped, b: Stamped): Stamped {
  const rank = RANKS.get(field);
  const byRank = rank === undefined ? 0 : rank(a.value) - rank(b.value);
  // Infinity from itself is no number.
  if (byRank > 0) return a;
  if (byRank < 0) return b;
  if (a.lamport !== b.lamport) return a.lamport > b.lamport ? a : b;
  if (a.device !== b.device) return a.device > b.device ? a : b;
  return canonical(a.value) >= canonical(b.value) ? a : b;
}

function mergeRecord(a: StoredRecord, b: StoredRecord): StoredRecord {
  if (!isLive(a) || !isLive(b)) {
    if (isLive(a)) return b;
    if (isLive(b)) return a;
    return {
      id: a.id,
      lamport: Math.max(a.lamport, b.lamport),
      deletedAt: Math.max(a.deletedAt, b.deletedAt),
    };
  }
  const [type = a.type] = [a.type, b.type].toSorted();
  const fields = new Map(a.fields);
  for (const [key, stamped] of b.fields) {
    const other = fields.get(key);
    fields.set(key, other === undefined ? stamped : mergeStamped(`${type}.${key}`, other, stamped));
  }
  return { id: a.id, type, fields };
}

/** Everything that either of two devices knows. Commutative, associative, idempotent. */
export function mergeRecords(a: Records, b: Records): Records {
  const records = new Map(a.records);
  for (const [id, record] of b.records) {
    const other = records.get(id);
    records.set(id, other === undefined ? record : mergeRecord(other, record));
  }
  const isANewer = a.changedAt === b.changedAt ? a.changedOn >= b.changedOn : a.changedAt > b.changedAt;
  const { changedAt, changedOn } = isANewer ? a : b;
  return { changedAt, changedOn, records };
}

/** Whether two devices know the same, whoever changed it last. */
export function isSame(a: Records, b: Records): boolean {
  const plain = (one: Records): string => fromUtf8(writeRecords({ ...one, changedAt: 0, changedOn: "" }));
  return a.records.size === b.records.size && plain(a) === plain(b);
}

/** Leaves out deletions that are a year old. */
export function forgetOld(records: Records, now: number): Records {
  const isOld = (record: StoredRecord): boolean => !isLive(record) && record.deletedAt + TOMBSTONE_LIFE < now;
  const kept = [...records.records].filter(([, record]) => !isOld(record));
  return kept.length === records.records.size ? records : { ...records, records: new Map(kept) };
}

/** Who writes, and when. `id` is random for each browser; `name` is for people. */
export interface Writer {
  readonly now: number;
  readonly id: string;
  readonly name: string;
}

export interface Edit {
  /** The record as it is at this point of the edit. */
  get(id: string): LiveRecord | null;
  isDeleted(id: string): boolean;
  all(type: string): readonly LiveRecord[];
  /** Writes fields of a record that is there, or makes it; nothing happens to a deleted one. */
  put(id: string, type: string, fields: Readonly<Record<string, unknown>>): void;
  remove(id: string): void;
}

/** One change, whose writes share a lamport. Unchanged values are not written again. Returns the records after it. */
export function edit(before: Records, writer: Writer, change: (edit: Edit) => void): Records {
  const records = new Map(before.records);
  let highest = 0;
  for (const record of records.values()) {
    if (!isLive(record)) highest = Math.max(highest, record.lamport);
    else for (const { lamport } of record.fields.values()) highest = Math.max(highest, lamport);
  }
  const lamport = highest + 1;
  let isChanged = false;
  const get = (id: string): LiveRecord | null => {
    const found = records.get(id);
    return found !== undefined && isLive(found) ? found : null;
  };

  change({
    get,
    isDeleted: (id) => records.has(id) && get(id) === null,
    all: (type) => [...records.values()].filter(isLive).filter((record) => record.type === type),
    put(id, type, values) {
      if (records.has(id) && get(id) === null) return;
      const found = get(id);
      const fields = new Map(found?.fields);
      for (const [key, value] of Object.entries(values)) {
        const old = fields.get(key);
        if (old !== undefined && canonical(old.value) === canonical(value)) continue;
        fields.set(key, { value, lamport, device: writer.id });
        isChanged = true;
      }
      records.set(id, { id, type: found?.type ?? type, fields });
    },
    remove(id) {
      if (get(id) === null) return;
      records.set(id, { id, lamport, deletedAt: writer.now });
      isChanged = true;
    },
  });
  if (!isChanged) return before;
  // Clocks differ between devices; the date that people see does not run backwards.
  const changedAt = Math.max(before.changedAt, writer.now);
  return forgetOld({ changedAt, changedOn: writer.name, records }, writer.now);
}
