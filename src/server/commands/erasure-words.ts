// What stands in the way of deleted rows leaving the files of the database, in words.
import type { Missing } from "../storage/physical-erasure.ts";

export const MISSING: Readonly<Record<Missing, string>> = {
  owner: "the database belongs to another user, so that tables are not written anew",
  "switch-log": "pg_switch_wal() may not be called",
  checkpoint: "CHECKPOINT may not be called (role pg_checkpoint)",
  "recycled-log": "wal_recycle is on, or wal_keep_size is not 0",
  archive: "the log is archived: copies last as long as the archive",
  replicas: "other servers hold a copy",
};
