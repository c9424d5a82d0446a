// The desk follows the account: it opens with the vault and goes with it, but never under a call.
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { OpenDesk } from "./open-desk.ts";
import type { AccountSession, OpenVault } from "./practice/account-session.ts";

type DeskState =
  | { readonly at: "none" | "opening" | "failed" }
  | { readonly at: "open"; readonly desk: OpenDesk };

interface AccountDesk {
  readonly state: ReadonlySignal<DeskState>;
  readonly isInCall: ReadonlySignal<boolean>;
  /** The desk once it is open under the present key; null if it does not open. */
  ready(): Promise<OpenDesk | null>;
}

/** Which vault and under which key, so that a new key opens the desk anew. */
const nameOf = (vault: OpenVault | null): string =>
  vault === null ? "" : `${vault.accountId}.${vault.keyId.join("-")}`;

export function followAccount(
  account: Pick<AccountSession, "state" | "openVault">,
  open: (vault: OpenVault) => Promise<OpenDesk | null>,
): AccountDesk {
  const state = signal<DeskState>({ at: "none" });
  const isInCall = signal(false);
  let shown = "";
  let endWatch = (): void => {};
  let turn: Promise<void> = Promise.resolve();

  async function step(): Promise<void> {
    const vault = account.openVault();
    // The end of the call is looked at again.
    if (nameOf(vault) === shown || isInCall.value) return;
    shown = nameOf(vault);
    endWatch();
    if (state.value.at === "open") state.value.desk.close();
    state.value = { at: vault === null ? "none" : "opening" };
    if (vault === null) return;
    const desk = await open(vault).catch(() => null);
    if (desk === null) {
      state.value = { at: "failed" };
      return;
    }
    endWatch = effect(() => {
      isInCall.value = desk.isInCall.value;
    });
    state.value = { at: "open", desk };
  }
  function follow(): Promise<void> {
    turn = turn.then(step);
    return turn;
  }
  effect(() => {
    account.state.value;
    isInCall.value;
    untracked(() => void follow());
  });
  return {
    state,
    isInCall,
    async ready() {
      await follow();
      return state.value.at === "open" ? state.value.desk : null;
    },
  };
}
