// The four words that two people compare (docs/protocol.md, "Words").
import { type Bytes, toNumber } from "./bytes.ts";

// 256 concrete nouns, German and English, frozen: a changed entry would make two versions disagree. No two share
// their first three letters in either language, none touches on weapons, bodies, families, illness or death.
const LIST = `
Adler-eagle Ahorn-maple Akkordeon-accordion Album-album Alpaka-alpaca Ananas-pineapple Anker-anchor
Anorak-anorak Antilope-antelope Apfel-apple Aprikose-apricot Armband-bracelet Aster-aster Atlas-atlas
Avocado-avocado Bagger-digger Ballon-balloon Bambus-bamboo Banjo-banjo Basar-bazaar Batterie-battery
Baum-tree Bernstein-amber Besen-broom Bibliothek-library Biene-bee Birke-birch Bison-bison
Blaubeere-blueberry Blume-flower Bohne-bean Boje-buoy Brief-letter Brunnen-fountain Buch-book
Bungalow-bungalow Cello-cello Chamäleon-chameleon Dackel-dachshund Dahlie-dahlia Dattel-date
Diamant-diamond Distel-thistle Domino-domino Drachen-kite Dreieck-triangle Düne-dune Echo-echo
Edelweiß-edelweiss Efeu-ivy Eiche-oak Eidechse-lizard Eimer-bucket Eisberg-iceberg Elster-magpie
Enzian-gentian Erbse-pea Erdbeere-strawberry Eukalyptus-eucalyptus Eule-owl Faden-thread Fahne-flag
Falke-falcon Farn-fern Fasan-pheasant Feder-feather Fenchel-fennel Fichte-spruce Filter-filter Fisch-fish
Flasche-bottle Fossil-fossil Foto-photo Gabel-fork Galerie-gallery Garten-garden Gazelle-gazelle
Gebirge-mountains Gecko-gecko Geige-violin Gepäck-luggage Geysir-geyser Ginster-gorse Gipfel-summit
Giraffe-giraffe Gitarre-guitar Gletscher-glacier Glocke-bell Glühbirne-bulb Gondel-gondola Grotte-grotto
Habicht-hawk Hamster-hamster Handschuh-glove Harfe-harp Haselnuss-hazelnut Hibiskus-hibiscus
Himbeere-raspberry Höhle-cave Hügel-hill Hummel-bumblebee Hütte-hut Igel-hedgehog Ingwer-ginger
Insel-island Iris-iris Jade-jade Jasmin-jasmine Jojo-yoyo Jolle-dinghy Kabine-cabin Kajak-kayak
Kaktus-cactus Kalender-calendar Kamera-camera Kaninchen-rabbit Katze-cat Kerze-candle Kiesel-pebble
Kimono-kimono Kino-cinema Kiosk-kiosk Kissen-cushion Klavier-piano Knopf-button Koala-koala
Koffer-suitcase Kolibri-hummingbird Komet-comet Kranich-crane Krone-crown Kuckuck-cuckoo Kupfer-copper
Küste-coast Labyrinth-maze Lagune-lagoon Lama-llama Laterne-lantern Lavendel-lavender Leiter-ladder
Lerche-lark Leuchtturm-lighthouse Libelle-dragonfly Lichtung-clearing Lilie-lily Limette-lime Lineal-ruler
Löffel-spoon Lokomotive-locomotive Lorbeer-laurel Lotus-lotus Luftschiff-airship Mandel-almond
Maulwurf-mole Melone-melon Meteor-meteor Minze-mint Mond-moon Mosaik-mosaic Motor-engine Möwe-seagull
Murmel-marble Nachtigall-nightingale Narzisse-daffodil Nebel-fog Nelke-carnation Oase-oasis
Obelisk-obelisk Oboe-oboe Okapi-okapi Oleander-oleander Olive-olive Oper-opera Orange-orange Orgel-organ
Ornament-ornament Otter-otter Ozean-ocean Paket-parcel Palme-palm Panda-panda Papier-paper Pelikan-pelican
Pergola-pergola Pfütze-puddle Pilot-pilot Pinguin-penguin Pony-pony Postkarte-postcard Prisma-prism
Pudel-poodle Pullover-jumper Puzzle-puzzle Pyramide-pyramid Querflöte-flute Quitte-quince Rabe-raven
Radio-radio Rahmen-frame Rasen-lawn Regal-shelf Rentier-reindeer Rhabarber-rhubarb Roller-scooter
Rose-rose Rotkehlchen-robin Rubin-ruby Rucksack-backpack Ruder-rudder Safran-saffron Salbei-sage
Samowar-samovar Sandale-sandal Saxofon-saxophone Silber-silver Smaragd-emerald Socke-sock Sofa-sofa
Sonne-sun Spaten-spade Specht-woodpecker Tafel-blackboard Tanne-fir Tapir-tapir Tasse-cup
Telefon-telephone Theater-theatre Tinte-ink Tomate-tomato Trapez-trapeze Treibholz-driftwood Trommel-drum
Trüffel-truffle Tukan-toucan Tulpe-tulip Tunnel-tunnel Ufer-shore Ukulele-ukulele Urwald-jungle
Vorhang-curtain Vulkan-volcano Wagen-wagon Walnuss-walnut Wasser-water Weide-willow Weste-vest
Wetterhahn-weathervane Wiese-meadow Wolke-cloud Würfel-dice Xylophon-xylophone Zebra-zebra
Zeitung-newspaper Ziegel-brick Zirkus-circus Zwiebel-onion
`;

/** 256 pairs of German and English words; entry i stands for the byte i. */
export const WORDS: readonly (readonly [de: string, en: string])[] = LIST.trim()
  .split(/\s+/)
  .map((pair) => {
    const [de = "", en = ""] = pair.split("-");
    return [de, en];
  });

/** Positions in WORDS of the four words for `sas`. */
export function wordIndices(sas: Bytes): [number, number, number, number] {
  const [first, second, third, fourth] = sas;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
    throw new RangeError("the words need four bytes");
  }
  return [first, second, third, fourth];
}

/** The same 32 bits as ten digits, grouped 4-3-3. */
export function digits(sas: Bytes): string {
  const number = String(toNumber(sas.slice(0, 4)) ?? 0).padStart(10, "0");
  return `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}`;
}
