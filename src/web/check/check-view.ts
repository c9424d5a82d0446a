// What the check before a call finds, as plain data. Nothing in it points to a person, an address or a device.

export type DeviceTrouble = "denied" | "missing" | "in-use" | "failed";

/** A way to the intermediate station. */
export type Way = "udp" | "tcp" | "tls";

export type Finding =
  /** `silent`: it is on, and nothing louder than a quiet room came. */
  | { readonly step: "microphone"; readonly is: "heard" | "silent" | DeviceTrouble }
  /** `still`: it is on and no picture comes; `dark`: pictures come, and all of them are black. */
  | { readonly step: "camera"; readonly is: "seen" | "still" | "dark" | DeviceTrouble }
  | { readonly step: "speaker"; readonly is: "heard" | "unheard" }
  | { readonly step: "relay"; readonly is: "open" | "closed" }
  /** `unasked`: the instance has no server that could be asked. `unknown`: the browser does not say. */
  | { readonly step: "udp"; readonly is: "open" | "blocked" | "unasked" | "unknown" }
  | {
      readonly step: "station";
      /** `refused`: it answers and does not take the credentials. `later`: known only in a call. */
      readonly is: "open" | "silent" | "refused" | "unknown" | "later";
      readonly ways: readonly Way[];
    }
  | {
      readonly step: "line";
      /** `busy`: measured too often. `failed`: the server was not reached. */
      readonly is: "enough" | "low" | "weak" | "busy" | "failed";
      /** kbit/s; null: not measured. */
      readonly down: number | null;
      readonly up: number | null;
    };

export type StepName = Finding["step"];

export const STEPS: readonly StepName[] = [
  "microphone",
  "camera",
  "speaker",
  "relay",
  "udp",
  "station",
  "line",
];

export interface CheckView {
  /** What is looked at now; null before the start and after the end. */
  readonly running: StepName | null;
  readonly findings: readonly Finding[];
  readonly isDone: boolean;
}

export type Grade = "good" | "warning" | "failed" | "unknown";

const GRADES: Readonly<Record<Finding["is"], Grade>> = {
  heard: "good",
  seen: "good",
  open: "good",
  enough: "good",
  silent: "failed",
  denied: "failed",
  missing: "failed",
  "in-use": "failed",
  still: "failed",
  unheard: "failed",
  closed: "failed",
  refused: "failed",
  failed: "failed",
  dark: "warning",
  blocked: "warning",
  low: "warning",
  weak: "warning",
  unasked: "unknown",
  unknown: "unknown",
  later: "unknown",
  busy: "unknown",
};

export function gradeOf(finding: Finding): Grade {
  // Somebody without a camera can talk all the same.
  if (finding.step === "camera" && GRADES[finding.is] === "failed") return "warning";
  // Most calls find a direct way.
  if (finding.step === "station" && GRADES[finding.is] === "failed") return "warning";
  return GRADES[finding.is];
}

/** Whether a call will work: `failed` if sound or the way to the practice is missing. */
export function gradeOfAll(findings: readonly Finding[]): Exclude<Grade, "unknown"> {
  const grades = findings.map(gradeOf);
  if (grades.includes("failed")) return "failed";
  const isCut =
    findings.some(({ step, is }) => step === "udp" && is === "blocked") &&
    findings.some(({ step, is }) => step === "station" && (is === "silent" || is === "refused"));
  if (isCut) return "failed";
  return grades.includes("warning") ? "warning" : "good";
}
