// One's own data, as far as a password guards them: taking them along, and having them erased.
import { practiceApi } from "../../protocol/api-practice.ts";
import { privacyApi } from "../../protocol/api-privacy.ts";
import type { AccountCore } from "./account-core.ts";
import { outcome } from "./account-entry.ts";
import type { AccountSession } from "./account-session.ts";

type DataPart = Pick<AccountSession, "exportData" | "makeOwner" | "leave">;

export function createDataPart(core: AccountCore, save: () => Promise<void>): DataPart {
  const { api } = core;
  const prove = async (password: string) => ({
    current: (await core.derive(core.account()?.email ?? "", password)).auth,
  });
  return {
    async exportData(password) {
      // What this device has not sent yet belongs to it.
      await save();
      const answer = await api.call(privacyApi.export, { body: await prove(password) });
      return answer.ok ? { ok: true, archive: answer.value } : answer;
    },
    async makeOwner(password, userId) {
      const input = { params: { id: userId }, body: await prove(password) };
      return outcome(await api.call(practiceApi.makeOwner, input));
    },
    async leave(password) {
      await save();
      const answer = await api.call(privacyApi.leave, { body: await prove(password) });
      if (!answer.ok) return answer;
      const { erasedAt } = answer.value;
      await core.close("signed-out");
      core.state.value = { step: "signed-out", erasedAt };
      return { ok: true, erasedAt };
    },
  };
}
