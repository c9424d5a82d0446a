import { parseWebConfig, type WebConfig } from "../../protocol/web-config.ts";

export interface LoadedConfig {
  readonly config: WebConfig;
  /** The web server's time minus this device's, in milliseconds. */
  readonly clockOffset: number;
}

/** Asks the instance for what is the same for everybody; null if it cannot be had. */
export async function loadConfig(): Promise<LoadedConfig | null> {
  try {
    const response = await fetch("/config.json", { cache: "no-store", credentials: "omit" });
    const config = response.ok ? parseWebConfig(await response.json()) : null;
    if (config === null) return null;
    const served = Date.parse(response.headers.get("Date") ?? "");
    return { config, clockOffset: Number.isNaN(served) ? 0 : served - Date.now() };
  } catch {
    return null;
  }
}
