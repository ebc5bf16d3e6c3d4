import { bitnami } from '../../src/ecosystems/bitnami.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(bitnami, {
  rules: {
    'a number behind the hyphen is a revision and newer': '1.2.3 = 1.2.3-0 < 1.2.3-1 < 1.2.3-2 < 1.2.3-10 < 1.2.4',
    'a revision of a short version is one as well': '17.0 = 17.0.0 < 17.0-1 = 17.0.0-1 < 17.0.1',
    'a named pre-release stays below its release': '1.2.3-alpha.1 < 1.2.3-rc.1 < 1.2.3 < 1.2.3-1',
    'everything else is SemVer': '1.9.0 < 1.10.0 < v2.0.0 = 2.0.0+build',
  },
  refused: { 'builds that are named by date only': 'nightly.2026-03-10.0 latest', 'empty revisions': '1.2.3- -1' },
});
