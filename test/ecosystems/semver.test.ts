import { semver } from '../../src/ecosystems/semver.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(semver, {
  rules: {
    'major, minor and patch compare by value': '0.9.9 < 0.10.0 < 0.99.0 < 1.0.0 < 1.0.9 < 1.0.10 < 1.2.0 < 2.0.0',
    'a pre-release is below its release': '1.0.0-0 < 1.0.0-alpha < 1.0.0 < 1.0.1-alpha',
    'pre-releases rise as in the specification':
      '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0',
    'numeric identifiers are below words': '1.0.0-9 < 1.0.0-10 < 1.0.0-1a < 1.0.0-a',
    'words compare by code unit, not by the number in them': '1.2.3-R2 < 1.2.3-r100 < 1.2.3-r2',
    'a hyphen belongs to the identifier': '1.2.3-4 < 1.2.3-5 < 1.2.3-5-Foo < 1.2.3-5-foo < 1.2.3',
    'build metadata never orders': '1.0.0+a = 1.0.0+b.9 = 1.0.0 < 1.0.1+a',
    'a leading v is tolerated': 'v1.2.2 < V1.2.3 = v1.2.3 = 1.2.3 < v1.2.4',
    'missing parts are zero': '1 = 1.0 = 1.0.0 < 1.1 = 1.1.0 < 2',
    'a pre-release of a short version is read': '1.0-rc.1 = 1.0.0-rc.1 < 1 = 1.0.0',
    'further numbers are compared': '1.2.3 = 1.2.3.0 < 1.2.3.1 < 1.2.3.10 < 1.2.4',
    'leading zeros do not count': '1.2.3 = 01.02.03 < 1.2.4',
    'numbers have no limit':
      '1.0.9007199254740993 < 1.0.9007199254740994 < 1.0.99999999999999999999 < 1.0.100000000000000000000 < 1.1.0',
    'pre-release numbers have no limit': '1.0.0-9007199254740993 < 1.0.0-9007199254740994 < 1.0.0-20240101000000000000',
  },
  refused: {
    'what is no version': 'latest nightly.2026-03-10.0 v x.y.z * main',
    'a pre-release without a hyphen': '1.0.0rc1 1.0b2 1.0.0.beta',
    'empty parts': '1. .1 1..2 1.0.0- 1.0.0+ 1.0.0-a..b 1.0.0-.a 1.0.0-+b',
    'signs outside the specification': '1.0.0_1 1.0.0~rc1 1.0.0-é 1.0.0+a+b 1.0.0-a_b =1.0.0 ^1.0.0 >=1.0 1,0',
  },
});
