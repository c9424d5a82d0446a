/** Bytes of all objects in a heap snapshot of V8, which collects garbage before it writes one. */
export function heapBytes(text: string): number {
  const snapshot: {
    readonly snapshot: { readonly meta: { readonly node_fields: readonly string[] } };
    readonly nodes: readonly number[];
  } = JSON.parse(text);
  const fields = snapshot.snapshot.meta.node_fields;
  const size = fields.indexOf("self_size");
  let bytes = 0;
  for (let at = size; at < snapshot.nodes.length; at += fields.length) bytes += snapshot.nodes[at] ?? 0;
  return bytes;
}
