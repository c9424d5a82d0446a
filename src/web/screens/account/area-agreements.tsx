import { accountApi } from "../../../protocol/api-account.ts";
import { accountText } from "./account-text.ts";
import { agreementAddress } from "./agreement-links.tsx";
import { ActionButton, type AreaProps, Card, Line } from "./area-parts.tsx";

const NAMES = ["terms", "avv"] as const;

/** What was agreed to, in which version, to read and to keep. */
export function AgreementsCard({ agreements }: AreaProps) {
  const words = accountText().area.agreements;
  return (
    <Card title={words.title}>
      {NAMES.map((name) => (
        <Line
          key={name}
          title={words[name]}
          actions={
            <>
              <a
                class="button"
                href={agreementAddress(name)}
                target="_blank"
                rel="noreferrer"
                aria-label={`${words.read}: ${words[name]}`}
              >
                {words.read}
              </a>
              <a
                class="button"
                href={agreementAddress(name)}
                download={`${name}-${agreements[name]}.html`}
                aria-label={`${words.download}: ${words[name]}`}
              >
                {words.download}
              </a>
            </>
          }
        >
          <span class="soft small">{words.version(agreements[name])}</span>
        </Line>
      ))}
    </Card>
  );
}

/** News by mail: one press starts (a mail to confirm follows), one press ends. */
export function NewsCard({ session, account }: AreaProps) {
  const words = accountText().area.news;
  const wanted = account.news === "none";
  return (
    <Card title={words.title}>
      <p role="status">{words[account.news]}</p>
      <div>
        <ActionButton
          run={async () => {
            const done = await session.api.call(accountApi.setNews, { body: { wanted } });
            if (!done.ok) return done;
            await session.refresh();
            return null;
          }}
        >
          {wanted ? words.start : words.stop}
        </ActionButton>
      </div>
    </Card>
  );
}
