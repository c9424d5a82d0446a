// F4: on every network that lets something through, a call comes about by the best way that there is.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canOpenLab } from "./lab.ts";
import {
  ALL_COMBINATIONS,
  type Cell,
  matrixFigure,
  matrixTable,
  SOME_COMBINATIONS,
  tryCombination,
} from "./matrix.ts";
import { openScene, type Scene } from "./scene.ts";

const LIMIT = 10_000;
const combinations = process.env["CONNECT_PROOF"] === "full" ? ALL_COMBINATIONS : SOME_COMBINATIONS;

describe.skipIf(!canOpenLab())("two people behind routers", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ host: "open", guest: "open" });
  });
  afterAll(() => scene?.close());

  test("F4 NAT-MATRIX", async () => {
    const cells: Cell[] = [];
    for (const one of combinations) {
      const cell = await tryCombination(scene, one);
      expect(cell.pictureAfter, `${cell.host} and ${cell.guest}`).toBeLessThan(LIMIT);
      cells.push(cell);
    }
    console.log(matrixTable(cells));
    console.log(matrixFigure(cells));
  }, 400_000);
});
