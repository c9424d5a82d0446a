// Registration, the ways in and the way out.
import type { Signal } from "@preact/signals";
import { passkeyKey } from "../../e2ee/vault-keys.ts";
import { accountApi, sessionApi } from "../../protocol/api-account.ts";
import type { ReplyOf } from "../../protocol/api-route.ts";
import { type AccountCore, DONE } from "./account-core.ts";
import type { AccountSession, Failure, Outcome } from "./account-session.ts";
import { byPasskey, byPassword } from "./account-wraps.ts";

type SignInStep = ReplyOf<typeof sessionApi.signIn>;
type Entry = Pick<
  AccountSession,
  | "register"
  | "confirm"
  | "resendConfirmation"
  | "signIn"
  | "signInByPasskey"
  | "secondFactor"
  | "signOut"
  | "askReset"
  | "reset"
>;

/** Answers `DONE` for an answer without content. */
export const outcome = (result: { readonly ok: true } | Failure): Outcome => (result.ok ? DONE : result);

export function createEntry(
  core: AccountCore,
  save: () => Promise<void>,
  erasureCalledOff: Signal<boolean>,
): Entry {
  const { api } = core;

  async function next({ next: step, erasureCalledOff: isCalledOff }: SignInStep): Promise<Outcome> {
    if (isCalledOff === true) erasureCalledOff.value = true;
    if (step === "second-factor") {
      core.state.value = { step };
      return DONE;
    }
    return (await core.enter()) ?? DONE;
  }

  return {
    async register({ password, practiceName, invitation, ...rest }) {
      const { auth } = await core.derive(rest.email, password);
      const body = {
        ...rest,
        password: auth,
        ...(practiceName === undefined ? {} : { practiceName }),
        ...(invitation === undefined ? {} : { invitation }),
      };
      return outcome(await api.call(accountApi.register, { body }));
    },
    confirm: async (token) => outcome(await api.call(accountApi.confirm, { body: { token } })),
    resendConfirmation: async (email, language) =>
      outcome(await api.call(accountApi.resendConfirmation, { body: { email, language } })),
    async signIn(email, password) {
      const { auth, kek } = await core.derive(email, password);
      const signedIn = await api.call(sessionApi.signIn, { body: { email, password: auth } });
      if (!signedIn.ok) return signedIn;
      core.hold(null);
      core.hold(byPassword(kek));
      return next(signedIn.value);
    },
    async signInByPasskey() {
      const options = await api.call(sessionApi.passkeyOptions, {});
      if (!options.ok) return options;
      const answer = await core.passkeys.assert(options.value);
      if (!answer.ok) return answer;
      const signedIn = await api.call(sessionApi.passkey, { body: answer.credential });
      if (!signedIn.ok) return signedIn;
      core.hold(null);
      if (answer.secret !== null) {
        const { credentialId, prf } = answer.secret;
        core.hold(byPasskey(await passkeyKey(prf, credentialId), credentialId));
        prf.fill(0);
      }
      return next(signedIn.value);
    },
    async secondFactor(kind, code) {
      const done = await api.call(sessionApi.secondFactor, { body: { kind, code } });
      if (done.ok) return next(done.value);
      // The first step is too long ago: it begins anew.
      if (done.code === "SIGNED_OUT") await core.close("signed-out");
      return done;
    },
    async signOut() {
      await save();
      const done = await api.call(sessionApi.signOut, {});
      await core.close("signed-out");
      if (done.ok || done.code === "SIGNED_OUT") return DONE;
      core.state.value = { step: "signed-out", isStillOpen: true };
      return done;
    },
    askReset: async (email, language) =>
      outcome(await api.call(accountApi.askReset, { body: { email, language } })),
    async reset(token, email, password) {
      const { auth } = await core.derive(email, password);
      return outcome(await api.call(accountApi.reset, { body: { token, email, password: auth } }));
    },
  };
}
