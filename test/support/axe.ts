// axe in a page. It is brought into a document once and asked as often as wanted: to bring it anew each time, and to
// open a page for its report as its driver for Playwright does, takes six times as long. Our pages have no frames, for
// which that page is meant.
import { type AxeResults, source } from "axe-core";
import type { Page } from "playwright";

export interface AxeFault {
  readonly id: string;
  /** The first 160 characters of each element concerned. */
  readonly nodes: readonly string[];
}

/** What axe finds wrong on a page as it stands, by all of its rules but those in `without`. */
export async function axeFaults(page: Page, without: readonly string[] = []): Promise<AxeFault[]> {
  const frames = page.frames().length;
  if (frames > 1) throw new Error(`${frames - 1} frames would not be looked at`);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const rules = Object.fromEntries(without.map((id) => [id, { enabled: false }]));
  // Passes are counted in full; only their elements are left out of the report.
  const options = JSON.stringify({ rules, resultTypes: ["violations"] });
  const results: AxeResults = await page.evaluate(`axe.run(document, ${options})`);
  if (results.passes.length === 0) throw new Error("axe looked at nothing");
  return results.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html }) => html.slice(0, 160)),
  }));
}
