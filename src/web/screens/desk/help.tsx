import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";

export function Help({ mails }: Pick<DeskProps, "mails">) {
  const words = deskText().help;
  const { question, inAccount, inBrowser } = words.safe;
  const items = [...words.items, { question, answer: mails === undefined ? inBrowser : inAccount }];
  return (
    <>
      <h1>{words.title}</h1>
      <div class="card">
        {items.map(({ question, answer }) => (
          <details class="more" key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </>
  );
}
