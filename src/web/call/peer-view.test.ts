import { expect, it } from "vitest";
import { bothPaths } from "./peer-view.ts";

it("a way is relayed if either side says so, and nobody's silence makes it direct", () => {
  expect(bothPaths("relayed", "direct")).toBe("relayed");
  expect(bothPaths("direct", "relayed")).toBe("relayed");
  expect(bothPaths("unknown", "relayed")).toBe("relayed");
  expect(bothPaths("direct", "unknown")).toBe("direct");
  expect(bothPaths("direct", "direct")).toBe("direct");
  expect(bothPaths("unknown", "direct")).toBe("unknown");
});
