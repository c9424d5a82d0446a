// The states of sign-in and account that are looked at, and what is pressed and typed to get there.
import type { AccountText } from "../../src/web/text/account-de.ts";
import type { Text } from "../../src/web/text/de.ts";
import type { DeskText } from "../../src/web/text/desk-de.ts";

/** The name of a button to press, or a field with what is typed into it. */
export type Step = string | readonly [label: string, text: string];

interface AccountScene {
  readonly name: string;
  readonly press?: (text: Text, desk: DeskText, account: AccountText) => readonly Step[];
}

const inArea =
  (...steps: readonly ((account: AccountText) => Step)[]): NonNullable<AccountScene["press"]> =>
  (_, __, account) => [account.area.nav, ...steps.map((step) => step(account))];

const current = (account: AccountText): Step => [account.area.current, "vier leise Wörter hier"];

export const ACCOUNT_SCENES: readonly AccountScene[] = [
  { name: "account-sign-in" },
  { name: "account-sign-in-tried", press: (_, __, { signIn }) => [signIn.button] },
  {
    name: "account-sign-in-wrong",
    press: (_, __, words) => [
      [words.email, "praxis@example.org"],
      [words.password, "falsches Passwort"],
      words.signIn.button,
    ],
  },
  { name: "account-sign-in-confirmed" },
  { name: "account-suspended" },
  { name: "account-register" },
  { name: "account-register-tried", press: (_, __, { register }) => [register.button] },
  {
    name: "account-register-weak",
    press: (_, __, words) => [[words.register.password, "passwort1234"]],
  },
  { name: "account-mail-sent" },
  { name: "account-ask-reset" },
  { name: "account-resend" },
  { name: "account-confirm" },
  { name: "account-confirm-stale", press: (_, __, { links }) => [links.confirm.button] },
  { name: "account-reset" },
  { name: "account-email-link" },
  { name: "account-news" },
  { name: "account-news-off" },
  { name: "account-invitation" },
  { name: "account-invitation-stale" },
  { name: "account-invitation-signed-in" },
  { name: "account-second-factor" },
  { name: "account-second-factor-backup", press: (_, __, { secondFactor }) => [secondFactor.useBackup] },
  { name: "account-first-vault" },
  { name: "account-first-vault-password", press: (_, __, { firstVault }) => [firstVault.button] },
  { name: "account-code" },
  { name: "account-code-tried", press: (_, __, { code }) => [code.button] },
  { name: "account-unlock" },
  { name: "account-unlock-code", press: (_, __, { unlock }) => [unlock.useCode] },
  { name: "account-unlock-reset" },
  { name: "account-start-over", press: (_, __, { unlock }) => [unlock.lost] },
  { name: "account-rollback" },
  { name: "account-vault-offline" },
  { name: "account-accept" },
  { name: "account-preparing" },
  { name: "account-offline" },
  { name: "account-operator" },
  { name: "account-take-over" },
  { name: "account-sync-offline" },
  { name: "account-sync-new" },
  { name: "account-vault-not-read" },
  { name: "account-without", press: inArea() },
  { name: "account-area", press: inArea() },
  { name: "account-area-failed", press: inArea() },
  { name: "account-area-name", press: inArea((words) => words.area.person.nameTitle) },
  { name: "account-area-email", press: inArea((words) => words.area.person.emailTitle) },
  { name: "account-area-password", press: inArea((words) => words.area.password.change) },
  { name: "account-area-password-opens", press: inArea((words) => words.area.password.letOpen) },
  { name: "account-area-passkey", press: inArea((words) => words.area.passkeys.add) },
  { name: "account-area-passkey-remove", press: inArea((words) => words.area.passkeys.remove) },
  {
    name: "account-area-factor",
    press: inArea(
      (words) => words.area.factor.begin,
      current,
      (words) => words.area.factor.next,
    ),
  },
  {
    name: "account-area-factor-codes",
    press: inArea(
      (words) => words.area.factor.begin,
      current,
      (words) => words.area.factor.next,
      (words) => [words.area.factor.code, "123456"],
      (words) => words.area.factor.confirm,
    ),
  },
  { name: "account-area-export", press: inArea((words) => words.data.export.button) },
  { name: "account-area-restrict", press: inArea((words) => words.data.restrict.begin) },
  {
    name: "account-area-objection",
    press: inArea(
      (words) => words.data.object.button,
      (words) => words.data.ask.send,
    ),
  },
  { name: "account-area-leave", press: inArea((words) => words.data.leave.button) },
  { name: "account-area-leave-owner", press: inArea((words) => words.data.leave.button) },
  { name: "account-restricted" },
  { name: "account-leaving" },
  { name: "account-called-off" },
  { name: "account-area-renew-code", press: inArea((words) => words.area.rooms.renewCode) },
  { name: "account-area-renew-key", press: inArea((words) => words.area.rooms.renewKey) },
  { name: "account-area-practice-name", press: inArea((words) => words.area.practice.nameTitle) },
  { name: "account-area-invite", press: inArea((words) => words.area.practice.invite) },
  {
    name: "account-area-colleague",
    press: inArea((words) => `${words.area.practice.remove}: Robin Winter`),
  },
];
