// The configuration itself: read as the server reads it, and what is allowed but should not stay so.
import { type Config, ConfigError, hasAccounts, isLoopbackHost, readConfig } from "../../platform/config.ts";
import { type Finding, failed, good, warning } from "./finding.ts";

export type ReadSettings = { readonly config: Config | null; readonly findings: readonly Finding[] };

export function examineSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReadSettings {
  let config: Config;
  try {
    config = readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      config: null,
      findings: error.problems.map((problem) =>
        failed("Settings", problem, "Correct it; the program does not start with it."),
      ),
    };
  }
  const isPublic = config.origin !== null && !isLoopbackHost(new URL(config.origin).hostname);
  const findings = [
    good("Settings", `complete for role ${config.role}${isPublic ? "" : ", on one's own machine"}`),
  ];
  if (config.operator === null && hasAccounts(config.role))
    findings.push(
      warning(
        "Settings, operator",
        "imprint and notices name nobody",
        "Set CONNECT_OPERATOR_NAME, _ADDRESS and _EMAIL before anybody else uses it.",
      ),
    );
  if (config.logLevel === "debug")
    findings.push(
      warning("Settings, log", "CONNECT_LOG_LEVEL is debug", "Set it back to info when you are done."),
    );
  return { config, findings };
}
