import { Button } from "../../ui/button.tsx";
import { accountText } from "./account-text.ts";

const PARAMETER = "account";

/** Whether this page was told to do without an account; it stands in the address, so that a reload keeps it. */
export const isWithoutAccount = (search: string): boolean =>
  new URLSearchParams(search).get(PARAMETER) === "none";

/** Notes the choice in the address, or takes it back, and begins anew. Nothing is stored. */
export function chooseWithoutAccount(isChosen: boolean): void {
  const url = new URL(location.href);
  if (isChosen) url.searchParams.set(PARAMETER, "none");
  else url.searchParams.delete(PARAMETER);
  location.replace(url);
}

/** The desk's section for an account, where there is none. */
export function WithoutAccount() {
  const words = accountText().without;
  return (
    <>
      <h1>{words.title}</h1>
      <section class="card stack">
        <p>{words.text}</p>
        <p class="soft">{words.more}</p>
        <div>
          <Button kind="main" onClick={() => chooseWithoutAccount(false)}>
            {words.button}
          </Button>
        </div>
      </section>
    </>
  );
}
