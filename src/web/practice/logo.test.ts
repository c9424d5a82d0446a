import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sizedSvg } from "./logo.ts";

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const rootOf = (text: string | undefined) => /<svg[^>]*>/.exec(text ?? "")?.[0] ?? "";

describe("an SVG file before it is drawn", () => {
  test("gets the size of its view box, scaled to one that is sharp enough", () => {
    const svg = sizedSvg(`<svg ${NS} viewBox="0 0 200 100"><path d="M0 0"/></svg>`);
    expect(svg).toMatchObject({ width: 1024, height: 512 });
    expect(rootOf(svg?.text)).toBe(`<svg width="1024" height="512" ${NS} viewBox="0 0 200 100">`);
  });

  test("keeps what it shows when it had a size, and its shape", () => {
    const px = sizedSvg(`<?xml version="1.0"?>\n<svg ${NS} width='30px' height='60px'/>`);
    expect(px).toMatchObject({ width: 512, height: 1024 });
    expect(
      px?.text.startsWith('<?xml version="1.0"?>\n<svg width="512" height="1024" viewBox="0 0 30 60"'),
    ).toBe(true);
    const both = sizedSvg(`<svg ${NS} width="10mm" height="10mm" viewBox="0 0 5 5"><g/></svg>`);
    expect(both).toMatchObject({ width: 1024, height: 1024 });
    expect(both?.text).not.toContain("10mm");
    expect(sizedSvg(`<svg ${NS} width="100%" height="100%" viewBox="0,0,4,1"/>`)).toMatchObject({
      height: 256,
    });
  });

  test("does not take a size from elsewhere, nor end at a sign within a value", () => {
    const svg = sizedSvg(
      `<svg ${NS} data-x="a > b" stroke-width="3" viewBox="0 0 2 2"><rect width="9"/></svg>`,
    );
    expect(svg).toMatchObject({ width: 1024, height: 1024 });
    expect(svg?.text).toContain('data-x="a > b"');
    expect(svg?.text).toContain('stroke-width="3"');
    expect(svg?.text).toContain('<rect width="9"/>');
  });

  test("may name its namespaces by entities, as drawing programs do", () => {
    const text = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;" viewBox="0 0 2 1"/>`;
    expect(sizedSvg(text)).toMatchObject({ width: 1024, height: 512 });
  });

  test("is refused without any size, with entities, and when it is none", () => {
    for (const text of [
      `<svg ${NS}/>`,
      `<svg ${NS} viewBox="0 0 0 0"/>`,
      `<svg ${NS} viewBox="0 0 1"/>`,
      `<svg ${NS} width="-3" height="3"/>`,
      `<svg ${NS} viewBox="0 0 1e400 1"/>`,
      `<!DOCTYPE svg [<!ENTITY a "bb"><!ENTITY b "&a;&a;">]><svg ${NS} width="3" height="3"/>`,
      `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg ${NS} width="3" height="3"/>`,
      `<!DOCTYPE svg [<!ENTITY % a "b">]><svg ${NS} width="3" height="3"/>`,
      `<!DOCTYPE svg [<!ENTITY a "b">]><svg ${NS} width="3" height="3">${"&a;".repeat(10_001)}</svg>`,
      "<svgfoo width='3' height='3'>",
      "",
    ]) {
      expect(sizedSvg(text)).toBeNull();
    }
  });

  test("of any text ends in a size or a refusal", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom("<svg ", 'width="', 'height="5"', 'viewBox="0 0 ', '"', ">", "'", "1e9 ", "/>", NS),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const svg = sizedSvg(pieces.join(""));
        if (svg === null) return;
        expect(Math.max(svg.width, svg.height)).toBe(1024);
        expect(Math.min(svg.width, svg.height)).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });
});
