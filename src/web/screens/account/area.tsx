import { Lock, LogOut } from "lucide";
import { Button } from "../../ui/button.tsx";
import { accountText } from "./account-text.ts";
import { AgreementsCard, NewsCard } from "./area-agreements.tsx";
import { DataCard } from "./area-data.tsx";
import { DevicesCard } from "./area-devices.tsx";
import { FactorCard } from "./area-factor.tsx";
import { KeysCard } from "./area-keys.tsx";
import type { AreaProps } from "./area-parts.tsx";
import { PasskeysCard } from "./area-passkeys.tsx";
import { PersonCard } from "./area-person.tsx";
import { PracticeCard } from "./area-practice.tsx";

/** The account's section of the desk; for an operator, who has no desk, all there is. */
export function AccountArea(props: AreaProps) {
  const { session, account } = props;
  const words = accountText().area;
  const isTherapist = account.practice !== null;
  return (
    <>
      <div class="row between">
        {isTherapist ? <h1>{words.title}</h1> : <span />}
        <div class="row">
          {isTherapist && (
            <Button icon={Lock} onClick={() => void session.lock()} title={words.lockHint}>
              {words.lock}
            </Button>
          )}
          <Button icon={LogOut} onClick={() => void session.signOut()}>
            {words.signOut}
          </Button>
        </div>
      </div>
      <PersonCard {...props} />
      <PasskeysCard {...props} />
      <FactorCard {...props} />
      <DevicesCard {...props} />
      {isTherapist && <KeysCard {...props} />}
      {isTherapist && <PracticeCard {...props} />}
      <AgreementsCard {...props} />
      <NewsCard {...props} />
      <DataCard {...props} />
    </>
  );
}
