// How long each kind of data is kept, as the operator has set it: never longer than the cap.

/** Days. */
export const PERIODS = {
  /** Contact and user data, after the end of the contract. */
  account: { setting: "CONNECT_ACCOUNT_DAYS", usual: 30, cap: 30 },
  accessLog: { setting: "CONNECT_ACCESS_LOG_DAYS", usual: 14, cap: 89 },
  securityLog: { setting: "CONNECT_SECURITY_LOG_DAYS", usual: 14, cap: 89 },
  /** Mails, after they were sent or given up. */
  mail: { setting: "CONNECT_MAIL_DAYS", usual: 30, cap: 181 },
  /** Requests about data, breaches and holds, after they were closed (§ 195, § 199 BGB; § 24(4) DSG). */
  proof: { setting: "CONNECT_PROOF_DAYS", usual: 1_095, cap: 1_461 },
  /** Copies that the operator makes of the database. */
  backup: { setting: "CONNECT_BACKUP_DAYS", usual: 30, cap: 30 },
} as const;

export type PeriodName = keyof typeof PERIODS;
export type Periods = Readonly<Record<PeriodName, number>>;

export const USUAL_PERIODS: Periods = {
  account: PERIODS.account.usual,
  accessLog: PERIODS.accessLog.usual,
  securityLog: PERIODS.securityLog.usual,
  mail: PERIODS.mail.usual,
  proof: PERIODS.proof.usual,
  backup: PERIODS.backup.usual,
};
