// What guards the account, changed by somebody who is signed in: password, address, passkeys, codes. Where a secret
// opens the vault, its wrap changes in the same request.
import { fromBase64Url } from "../../e2ee/bytes.ts";
import { createRecoveryCode, recoveryKey } from "../../e2ee/recovery-code.ts";
import { type PasswordKeys, passkeyKey } from "../../e2ee/vault-keys.ts";
import { accountApi, factorApi } from "../../protocol/api-account.ts";
import { type StoredWrap, vaultApi } from "../../protocol/api-practice.ts";
import { type AccountCore, DONE, failure } from "./account-core.ts";
import { outcome } from "./account-entry.ts";
import type { AccountSession, Failure, Outcome } from "./account-session.ts";
import { openOnce } from "./account-vault.ts";
import { byPasskey, byPassword, byRecoveryCode, makeWrap, type WrapOpener } from "./account-wraps.ts";

type KeysPart = Pick<
  AccountSession,
  | "changePassword"
  | "askEmailChange"
  | "changeEmail"
  | "addPasskey"
  | "removePasskey"
  | "letPasskeyOpen"
  | "letPasswordOpen"
  | "renewRecoveryCode"
  | "beginTotp"
  | "confirmTotp"
  | "endTotp"
  | "renewTotpCodes"
>;

type WrapPart = Pick<StoredWrap, "keyId" | "wrap">;
const partOf = ({ keyId, wrap }: StoredWrap): WrapPart => ({ keyId, wrap });

export function createKeysPart(core: AccountCore): KeysPart {
  const { api } = core;
  const email = (): string => core.account()?.email ?? "";
  const derive = (password: string): Promise<PasswordKeys> => core.derive(email(), password);

  /** A wrap for `to`, made from the key that `from` opens. */
  async function rewrap(
    from: Parameters<typeof openOnce>[1],
    to: WrapOpener,
  ): Promise<Outcome<{ readonly wrap: StoredWrap }>> {
    const opened = await openOnce(core, from);
    if (!opened.ok) return opened;
    const keyId = fromBase64Url(opened.vault.keyId ?? "") ?? new Uint8Array(0);
    const wrap = await makeWrap(to, { accountId: core.account()?.id ?? "", keyId }, opened.raw);
    opened.raw.fill(0);
    return { ok: true, wrap };
  }

  /** The same where having no vault, or no wrap of the password, is no obstacle: null. */
  async function rewrapIfAny(from: WrapOpener, to: WrapOpener): Promise<WrapPart | null | Failure> {
    const made = await rewrap(from, to);
    if (made.ok) return partOf(made.wrap);
    return made.code === "NOT_OPEN" || made.code === "NO_WRAP" ? null : made;
  }

  async function put(wrap: StoredWrap): Promise<Outcome> {
    const done = await api.call(vaultApi.putWrap, { body: wrap });
    if (done.ok) {
      await core.refreshOpeners();
      return DONE;
    }
    // If only the answer got lost, the old code is gone and the new one must be shown.
    const fetched = done.code === "OFFLINE" ? await core.fetchVault() : done;
    return fetched.ok && fetched.vault.wraps.some((stored) => stored.wrap === wrap.wrap) ? DONE : done;
  }

  /** The key of a passkey of this account that has no wrap yet. */
  async function passkeyWithout(): Promise<WrapOpener | Failure> {
    const listed = await api.call(factorApi.listPasskeys, {});
    if (!listed.ok) return listed;
    const fetched = await core.fetchVault();
    if (!fetched.ok) return fetched;
    const ids = listed.value.passkeys
      .map(({ credentialId }) => credentialId)
      .filter((id) => !fetched.vault.wraps.some((wrap) => wrap.credentialId === id))
      .flatMap((id) => fromBase64Url(id) ?? []);
    if (ids.length === 0) return failure("NO_WRAP");
    const answer = await core.passkeys.readSecret(ids);
    if (!answer.ok) return answer;
    const kek = await passkeyKey(answer.secret.prf, answer.secret.credentialId);
    answer.secret.prf.fill(0);
    return byPasskey(kek, answer.secret.credentialId);
  }

  return {
    async changePassword(current, next) {
      const [now, then] = await Promise.all([derive(current), derive(next)]);
      const vault = await rewrapIfAny(byPassword(now.kek), byPassword(then.kek));
      if (vault !== null && "ok" in vault) return vault;
      const body = { current: now.auth, next: then.auth, vault };
      let done = await api.call(accountApi.changePassword, { body });
      if (!done.ok && done.code === "OFFLINE") {
        const proof = await api.call(accountApi.checkPassword, { body: { current: then.auth } });
        if (proof.ok) done = proof;
      }
      if (done.ok) await core.refreshOpeners();
      return outcome(done);
    },
    async askEmailChange(current, wanted) {
      const { auth } = await derive(current);
      return outcome(await api.call(accountApi.askEmailChange, { body: { current: auth, email: wanted } }));
    },
    async changeEmail(token, wanted, password) {
      const [now, then] = await Promise.all([derive(password), core.derive(wanted, password)]);
      const vault = await rewrapIfAny(byPassword(now.kek), byPassword(then.kek));
      if (vault !== null && "ok" in vault) return vault;
      const body = { token, email: wanted, current: now.auth, next: then.auth, vault };
      const done = await api.call(accountApi.changeEmail, { body });
      return done.ok ? ((await core.enter()) ?? DONE) : done;
    },

    async addPasskey(name, current) {
      const keys = await derive(current);
      const options = await api.call(factorApi.passkeyOptions, { body: { current: keys.auth } });
      if (!options.ok) return options;
      const made = await core.passkeys.create(options.value);
      if (!made.ok) return made;
      let vault: WrapPart | null = null;
      if (made.secret !== null) {
        const { credentialId, prf } = made.secret;
        const to = byPasskey(await passkeyKey(prf, credentialId), credentialId);
        prf.fill(0);
        const wrapped = await rewrapIfAny(byPassword(keys.kek), to);
        if (wrapped !== null && "ok" in wrapped) return wrapped;
        vault = wrapped;
      }
      const body = { name, credential: made.credential, vault };
      const added = await api.call(factorApi.addPasskey, { body });
      if (!added.ok) return added;
      await core.refreshOpeners();
      return { ok: true, opensVault: vault !== null };
    },
    async removePasskey(id) {
      const done = await api.call(factorApi.removePasskey, { params: { id } });
      if (done.ok) await core.refreshOpeners();
      return outcome(done);
    },
    async letPasskeyOpen(current) {
      const { kek } = await derive(current);
      const to = await passkeyWithout();
      if ("ok" in to) return to;
      const made = await rewrap(byPassword(kek), to);
      return made.ok ? put(made.wrap) : made;
    },
    async letPasswordOpen(password, opener) {
      const { auth, kek } = await derive(password);
      // A password that does not sign in must not get a wrap: it would be the one that people remember.
      const proof = await api.call(accountApi.checkPassword, { body: { current: auth } });
      if (!proof.ok) return proof.code === "CREDENTIALS" ? failure("WRONG_PASSWORD") : proof;
      const made = await rewrap(opener, byPassword(kek));
      return made.ok ? put(made.wrap) : made;
    },
    async renewRecoveryCode(current) {
      const { kek } = await derive(current);
      const recoveryCode = await createRecoveryCode();
      const recovery = await recoveryKey(recoveryCode);
      if (recovery === null) return failure("WRONG_CODE");
      const made = await rewrap(byPassword(kek), byRecoveryCode(recovery));
      if (!made.ok) return made;
      const done = await put(made.wrap);
      return done.ok ? { ok: true, recoveryCode } : done;
    },

    async beginTotp(current) {
      const { auth } = await derive(current);
      const begun = await api.call(factorApi.beginTotp, { body: { current: auth } });
      return begun.ok ? { ok: true, ...begun.value } : begun;
    },
    async confirmTotp(code) {
      const done = await api.call(factorApi.confirmTotp, { body: { code } });
      if (done.ok) await core.enter();
      return outcome(done);
    },
    async endTotp(current) {
      const { auth } = await derive(current);
      const done = await api.call(factorApi.endTotp, { body: { current: auth } });
      if (done.ok) await core.enter();
      return outcome(done);
    },
    async renewTotpCodes(current) {
      const { auth } = await derive(current);
      const made = await api.call(factorApi.renewRecoveryCodes, { body: { current: auth } });
      return made.ok ? { ok: true, ...made.value } : made;
    },
  };
}
