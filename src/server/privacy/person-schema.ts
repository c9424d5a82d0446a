// The published schema of an export: the shape from src/protocol, each column with its purpose from the inventory.
import * as z from "zod/mini";
import { personData } from "../../protocol/person-data.ts";
import { INVENTORY } from "./inventory.ts";
import { EXPORTED } from "./person-data.ts";

type Node = { description?: string; properties?: Record<string, Node>; items?: Node; [key: string]: unknown };

/** JSON Schema, draft 2020-12. */
export function personDataSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(personData) as unknown as Node;
  const tables = schema.properties?.["tables"]?.properties ?? {};
  for (const { table, columns } of EXPORTED) {
    const node = tables[table];
    if (node === undefined) throw new Error(`the published schema has no table ${table}`);
    node.description = INVENTORY[table].purpose.en;
    const purposes: Readonly<Record<string, { readonly en: string }>> = INVENTORY[table].columns;
    for (const name of columns) {
      const column = node.items?.properties?.[name];
      if (column === undefined) throw new Error(`the published schema has no column ${table}.${name}`);
      column.description = purposes[name]?.en ?? "";
    }
  }
  return { title: "Data of one person in TheraPsy Connect", ...schema };
}
