import type { DeviceTrouble, Finding } from "../../check/check-view.ts";
import type { CheckText } from "../../text/check-de.ts";
import { createCatalog, text } from "../../ui/language.ts";

export const checkTexts = createCatalog<CheckText>({
  de: async () => (await import("../../text/check-de.ts")).checkDe,
  en: async () => (await import("../../text/check-en.ts")).checkEn,
});

export const checkText = (): CheckText => checkTexts.get();

export interface Told {
  readonly says: string;
  readonly advice: string | null;
}

const TROUBLES: ReadonlySet<string> = new Set<DeviceTrouble>(["denied", "missing", "in-use", "failed"]);
const isTrouble = (is: string): is is DeviceTrouble => TROUBLES.has(is);

/** What a finding says, in sentences. */
export function tell(finding: Finding): Told {
  const words = checkText().steps;
  switch (finding.step) {
    case "microphone":
      return isTrouble(finding.is)
        ? { says: text().device.microphone[finding.is], advice: null }
        : words.microphone.is[finding.is];
    case "camera":
      return isTrouble(finding.is)
        ? { says: text().device.camera[finding.is], advice: null }
        : words.camera.is[finding.is];
    case "speaker":
      return words.speaker.is[finding.is];
    case "relay":
      return words.relay.is[finding.is];
    case "udp":
      return words.udp.is[finding.is];
    case "station": {
      const told = words.station.is[finding.is];
      return finding.ways.length === 0
        ? told
        : { ...told, says: `${told.says} ${words.station.ways(finding.ways)}` };
    }
    case "line": {
      const told = words.line.is[finding.is];
      return finding.down === null || finding.up === null
        ? told
        : { ...told, says: `${told.says} ${words.line.rates(finding.down, finding.up)}` };
    }
  }
}

/** The result as text for a mail to the practice. */
export function report(findings: readonly Finding[], when: string, ready: string): string {
  const words = checkText();
  const lines = findings.map((finding) => `- ${words.steps[finding.step].title}: ${tell(finding).says}`);
  return [words.resultTitle(when), ready, ...lines].join("\n");
}
