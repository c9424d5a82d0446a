// Writes the documents of docs that follow from the inventory: `npm run docs`. Their configuration is the usual one, of
// an instance that has everything; a test compares the files with what this would write.
import { writeFileSync } from "node:fs";
import { GENERATED_DOCS } from "./generated-docs.ts";

for (const [path, text] of Object.entries(GENERATED_DOCS)) writeFileSync(path, text);
