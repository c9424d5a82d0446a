// The record of processing as an auditor gets it, without the web.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../../src/server/platform/config.ts";
import { documentMarkdown } from "../../src/server/platform/document-markdown.ts";
import { factsOf } from "../../src/server/platform/facts.ts";
import { recordOfProcessing } from "../../src/server/privacy/published/record.ts";
import { childEnv } from "../support/child-env.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "server", "cli.ts");

test.each(["de", "en"] as const)("prints the record of the configuration in %s", (language) => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-record-"));
  const env = {
    CONNECT_DATA_DIR: dataDir,
    CONNECT_OPERATOR_NAME: "TheraSoft GmbH",
    CONNECT_OPERATOR_ADDRESS: "Pachergasse 17/Top 11, 4400 Steyr",
    CONNECT_OPERATOR_EMAIL: "kontakt@therapsy.at",
    CONNECT_AUTHORITY: "at",
    CONNECT_ACCESS_LOG_DAYS: "11",
  };
  const said = execFileSync(process.execPath, [CLI, "record", "--language", language], {
    env: { ...childEnv(), ...env },
    encoding: "utf8",
  });
  rmSync(dataDir, { recursive: true, force: true });
  expect(said).toBe(documentMarkdown(language, recordOfProcessing(factsOf(readConfig(env)))));
  expect(said).toContain(language === "de" ? "11 Tage" : "11 days");
  expect(said).toContain("TheraSoft GmbH");
});
