import { date } from '../../../src/ecosystems/generic/date.ts';
import { describeOrder } from '../../support/order-table.ts';

describeOrder(date, {
  rules: {
    'days rise': '1999-12-31 < 2024-02-28 < 2024-02-29 < 2024-03-01 < 2026-03-09 < 2026-03-10',
    'spellings of a day are one': '2026-03-10 = 2026.3.10 = 2026/03/10 = 20260310 = 2026-03-10T00:00:00Z',
    'a month alone is its first day': '2026-02-28 < 2026-03 = 2026.3 = 2026-03-01 < 2026-03-02',
    'a running number counts up within the day': '2026-03-10 < 2026-03-10.1 < 20260310.2 < 2026-03-10-10 < 2026-03-11',
    'instants compare in UTC':
      '2026-03-10T01:00:00+02:00 = 2026-03-09T23:00:00Z < 2026-03-09T20:00:00-05:00 = 2026-03-10T01:00:00Z < 2026-03-10T01:00:00.5Z',
    'fractions of a second compare by value':
      '2026-03-10T00:00:00.25Z < 2026-03-10T00:00:00.5Z = 2026-03-10T00:00:00.500Z',
    'the first and last years are read': '0000-01-01 < 0000-02-29 < 0000-03-01 < 0001-01-01 < 9999-12-31',
    'a leap day lies between its neighbours':
      '2023-12-31T23:59:59Z < 2024-01-01 < 2024-02-29T23:59:59Z < 2024-03-01T00:00:00Z',
  },
  refused: {
    'days that no calendar has': '2026-02-29 1900-02-29 2026-04-31 2026-13-01 2026-00-10 2026-01-00 20261301',
    'times that no clock shows': '2026-03-10T24:00:00Z 2026-03-10T12:60:00Z 2026-03-10T12:00:00+24:00',
    'what is no date': '2026 26-03-10 10.03.2026 today 2026-3-10-1-2',
  },
});
