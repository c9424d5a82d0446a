// Every operation of the API, as it is declared.
import { accountApi, factorApi, sessionApi } from "../../src/protocol/api-account.ts";
import { mailApi, operatorApi, practiceApi, vaultApi } from "../../src/protocol/api-practice.ts";
import { privacyApi } from "../../src/protocol/api-privacy.ts";
import type { ApiRoute } from "../../src/protocol/api-route.ts";
import { turnApi } from "../../src/protocol/api-turn.ts";

export const API_ROUTES: readonly ApiRoute[] = [
  accountApi,
  sessionApi,
  factorApi,
  vaultApi,
  practiceApi,
  mailApi,
  operatorApi,
  privacyApi,
  turnApi,
].flatMap((group) => Object.values(group));
