// The product beside a bare page, as a table.
import { median, quantile } from "./figures.ts";

const RATIO_MAX = 1.3;

/** Milliseconds. */
export interface Summary {
  readonly median: number;
  readonly p90: number;
}

export interface Comparison {
  readonly name: string;
  readonly ours: Summary;
  readonly bare: Summary;
  /** Ours by bare. */
  readonly ratio: Summary;
  /** Runs that never ended, in no other figure. */
  readonly stuck: { readonly ours: number; readonly bare: number };
}

const round = (figure: number, by: number): number => Math.round(figure * by) / by;

export const summarize = (figures: readonly number[]): Summary => ({
  median: round(median(figures), 10),
  p90: round(quantile(figures, 0.9), 10),
});

export const compare = (
  name: string,
  ours: Summary,
  bare: Summary,
  stuck: Comparison["stuck"],
): Comparison => ({
  name,
  ours,
  bare,
  ratio: { median: round(ours.median / bare.median, 1_000), p90: round(ours.p90 / bare.p90, 1_000) },
  stuck,
});

/** Both ratios are within the limit and no run was stuck. Without any figure they are not. */
export const isWithin = ({ ratio, stuck }: Comparison): boolean =>
  ratio.median <= RATIO_MAX && ratio.p90 <= RATIO_MAX && stuck.ours + stuck.bare === 0;

/** Markdown. */
export function table(all: readonly Comparison[], runs: number): string {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  const whole = ({ median: middle, p90 }: Summary): string => `${Math.round(middle)} / ${Math.round(p90)} ms`;
  return [
    row([`median / 90th percentile of ${runs} runs`, "ours", "bare page", "ratio", "stuck, ours / bare"]),
    row(["---", "---", "---", "---", "---"]),
    ...all.map(({ name, ours, bare, ratio, stuck }) =>
      row([
        name,
        whole(ours),
        whole(bare),
        `${ratio.median.toFixed(2)} / ${ratio.p90.toFixed(2)}`,
        `${stuck.ours} / ${stuck.bare}`,
      ]),
    ),
  ].join("\n");
}
