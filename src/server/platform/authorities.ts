// Supervisory authorities for private bodies (Art. 51, 55 GDPR; § 18 DSG, § 40 BDSG), chosen by where the operator has
// its seat. Where this list says less than an operator knows, single settings add to it or replace it.

export type Authority = {
  readonly name: string;
  readonly address?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly website?: string;
};

const place = (street: string, town: string, country: string) => `${street}, ${town}, ${country}`;
const GERMANY = "Deutschland";

export const AUTHORITIES = {
  at: {
    name: "Österreichische Datenschutzbehörde",
    address: place("Barichgasse 40-42", "1030 Wien", "Österreich"),
    email: "dsb@dsb.gv.at",
    phone: "+43 1 52 152-0",
    website: "https://www.dsb.gv.at",
  },
  "de-bw": {
    name: "Landesbeauftragter für den Datenschutz und die Informationsfreiheit Baden-Württemberg",
    email: "poststelle@lfdi.bwl.de",
    website: "https://www.baden-wuerttemberg.datenschutz.de",
  },
  "de-by": {
    name: "Bayerisches Landesamt für Datenschutzaufsicht",
    address: place("Promenade 18", "91522 Ansbach", GERMANY),
    email: "poststelle@lda.bayern.de",
    website: "https://www.lda.bayern.de",
  },
  "de-be": {
    name: "Berliner Beauftragte für Datenschutz und Informationsfreiheit",
    address: place("Alt-Moabit 59-61", "10555 Berlin", GERMANY),
    email: "mailbox@datenschutz-berlin.de",
    website: "https://www.datenschutz-berlin.de",
  },
  "de-bb": {
    name: "Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg",
    address: place("Stahnsdorfer Damm 77", "14532 Kleinmachnow", GERMANY),
    email: "poststelle@lda.brandenburg.de",
    website: "https://www.lda.brandenburg.de",
  },
  "de-hb": {
    name: "Landesbeauftragte für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen",
    address: place("Arndtstraße 1", "27570 Bremerhaven", GERMANY),
    email: "office@datenschutz.bremen.de",
    website: "https://www.datenschutz.bremen.de",
  },
  "de-hh": {
    name: "Hamburgischer Beauftragter für Datenschutz und Informationsfreiheit",
    address: place("Ludwig-Erhard-Straße 22", "20459 Hamburg", GERMANY),
    email: "mailbox@datenschutz.hamburg.de",
    website: "https://datenschutz-hamburg.de",
  },
  "de-he": {
    name: "Hessischer Beauftragter für Datenschutz und Informationsfreiheit",
    address: place("Gustav-Stresemann-Ring 1", "65189 Wiesbaden", GERMANY),
    email: "poststelle@datenschutz.hessen.de",
    website: "https://datenschutz.hessen.de",
  },
  "de-mv": {
    name: "Landesbeauftragter für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern",
    address: place("Werderstraße 74a", "19055 Schwerin", GERMANY),
    email: "info@datenschutz-mv.de",
    website: "https://www.datenschutz-mv.de",
  },
  "de-ni": {
    name: "Landesbeauftragter für den Datenschutz Niedersachsen",
    address: place("Prinzenstraße 5", "30159 Hannover", GERMANY),
    email: "poststelle@lfd.niedersachsen.de",
    website: "https://www.lfd.niedersachsen.de",
  },
  "de-nw": {
    name: "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
    address: place("Kavalleriestraße 2-4", "40213 Düsseldorf", GERMANY),
    email: "poststelle@ldi.nrw.de",
    website: "https://www.ldi.nrw.de",
  },
  "de-rp": {
    name: "Landesbeauftragter für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz",
    address: place("Hintere Bleiche 34", "55116 Mainz", GERMANY),
    email: "poststelle@datenschutz.rlp.de",
    website: "https://www.datenschutz.rlp.de",
  },
  "de-sl": {
    name: "Unabhängiges Datenschutzzentrum Saarland",
    address: place("Fritz-Dobisch-Straße 12", "66111 Saarbrücken", GERMANY),
    email: "poststelle@datenschutz.saarland.de",
    website: "https://www.datenschutz.saarland.de",
  },
  "de-sn": {
    name: "Sächsische Datenschutz- und Transparenzbeauftragte",
    address: place("Maternistraße 17", "01067 Dresden", GERMANY),
    email: "post@sdtb.sachsen.de",
    website: "https://www.datenschutz.sachsen.de",
  },
  "de-st": {
    name: "Landesbeauftragte für den Datenschutz Sachsen-Anhalt",
    address: place("Otto-von-Guericke-Straße 34a", "39104 Magdeburg", GERMANY),
    email: "poststelle@lfd.sachsen-anhalt.de",
    website: "https://datenschutz.sachsen-anhalt.de",
  },
  "de-sh": {
    name: "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein",
    address: place("Holstenstraße 98", "24103 Kiel", GERMANY),
    email: "mail@datenschutzzentrum.de",
    website: "https://www.datenschutzzentrum.de",
  },
  "de-th": {
    name: "Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit",
    address: place("Häßlerstraße 8", "99096 Erfurt", GERMANY),
    email: "poststelle@datenschutz.thueringen.de",
    website: "https://www.tlfdi.de",
  },
} as const satisfies Readonly<Record<string, Authority>>;

export type AuthorityName = keyof typeof AUTHORITIES;

export const isAuthorityName = (name: string): name is AuthorityName => Object.hasOwn(AUTHORITIES, name);
