import type { Catalogue } from '../retell.ts';
import sentences from './de.json' with { type: 'json' };

/** German: words from `de.json`; months as the Unicode CLDR abbreviates them beside a day. */
export const GERMAN: Catalogue = {
  sentences,
  numbers: {
    months: ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.'],
    dayMark: '. ',
    to: 'bis',
    decimal: ',',
    thousands: '.',
    scales: { k: 'Tsd.', M: 'Mio.', bn: 'Mrd.', trn: 'Bio.' },
  },
};
