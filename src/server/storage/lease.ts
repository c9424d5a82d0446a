// A lease in the database: of several instances one does the work.
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

export type Lease = {
  readonly name: string;
  /** Random for each process. */
  readonly holder: string;
  /** Unix ms. */
  readonly now: number;
  /** Milliseconds until somebody else may take it. */
  readonly forMs: number;
};

/**
 * Takes or prolongs the lease; false while another holder has it. It is not given back: until its time is over nobody
 * else does what has just been done.
 */
export async function takeLease(sql: Kysely<Tables>, { name, holder, now, forMs }: Lease): Promise<boolean> {
  const until = now + forMs;
  await sql
    .insertInto("lease")
    .values({ name, holder, until })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ holder, until })
        .where((where) => where.or([where("lease.until", "<=", now), where("lease.holder", "=", holder)])),
    )
    .execute();
  const row = await sql.selectFrom("lease").select("holder").where("name", "=", name).executeTakeFirst();
  return row?.holder === holder;
}
