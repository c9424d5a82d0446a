// Every kind of router against every other: what way a call takes, and after how long there is a picture.
import { eventually } from "../support/eventually.ts";
import { canGoDirectly, ROUTER_KINDS, type RouterKind } from "./nat.ts";
import { callBetween, pathsOf, type Scene } from "./scene.ts";

export interface Cell {
  readonly host: RouterKind;
  readonly guest: RouterKind;
  readonly path: "direct" | "relayed";
  /** From admit to a picture on both sides, ms. */
  readonly pictureAfter: number;
}

type Combination = readonly [host: RouterKind, guest: RouterKind];

export const ALL_COMBINATIONS: readonly Combination[] = ROUTER_KINDS.flatMap((host) =>
  ROUTER_KINDS.map((guest) => [host, guest] as const),
);

/** Each kind, each way, and the two that are hardest. */
export const SOME_COMBINATIONS: readonly Combination[] = [
  ["open", "no-udp"],
  ["port-restricted", "port-restricted"],
  ["port-restricted", "symmetric"],
  ["restricted", "symmetric"],
  ["symmetric", "symmetric"],
  ["only-443", "only-443"],
];

/**
 * One call. Throws if the two sides do not come to say the way that these routers allow. A relayed way is often found
 * first and left for a direct one.
 */
export async function tryCombination(scene: Scene, [host, guest]: Combination): Promise<Cell> {
  if (scene.host.place.kind() !== host) scene.host.place.move(host);
  if (scene.guest.place.kind() !== guest) scene.guest.place.move(guest);
  const path = canGoDirectly(host, guest) ? "direct" : "relayed";
  const call = await callBetween(scene);
  try {
    await eventually(async () => {
      const paths = await pathsOf(call);
      if (paths.some((one) => one !== path))
        throw new Error(`${host} and ${guest}: ${paths.join(" and ")} instead of ${path}`);
    });
    return { host, guest, path, pictureAfter: call.pictureAfter };
  } finally {
    await call.close();
  }
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1);

/** The cells as a Markdown table: rows are the host's router, columns the guest's. */
export function matrixTable(cells: readonly Cell[]): string {
  const row = (host: RouterKind) =>
    ROUTER_KINDS.map((guest) => {
      const cell = cells.find((one) => one.host === host && one.guest === guest);
      return cell === undefined ? "" : `${cell.path} ${seconds(cell.pictureAfter)} s`;
    });
  const lines = [
    ["host \\ guest", ...ROUTER_KINDS],
    ["---", ...ROUTER_KINDS.map(() => "---")],
    ...ROUTER_KINDS.map((host) => [host, ...row(host)]),
  ];
  return lines.map((cellsOfLine) => `| ${cellsOfLine.join(" | ")} |`).join("\n");
}

/** The same in a few words. */
export function matrixFigure(cells: readonly Cell[]): string {
  const count = (path: Cell["path"]) => cells.filter((one) => one.path === path).length;
  const longest = Math.max(...cells.map((one) => one.pictureAfter));
  return `${cells.length} pairs of routers: ${count("direct")} direct, ${count("relayed")} relayed, picture after ${seconds(longest)} s at most`;
}
