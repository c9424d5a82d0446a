import { deskText } from "./desk-text.ts";

export function Help() {
  const words = deskText().help;
  return (
    <>
      <h1>{words.title}</h1>
      <div class="card">
        {words.items.map(({ question, answer }) => (
          <details class="more" key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </>
  );
}
