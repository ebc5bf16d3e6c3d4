import { maven } from '../../src/ecosystems/maven.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(maven, {
  rules: {
    'numbers compare by value': '1 < 1.1 < 1.2 < 1.9 < 1.10 < 2',
    'trailing zeros do not count': '1 = 1.0 = 1.0.0 = 1. = 1- = 1-0 = 1.0-0 < 1.0.1 < 1.1 = 1.01',
    'numbers have no limit':
      '20190126.230843 < 1234567890.12345 < 123456789012345.1 < 12345678901234567890.1 < 123456789012345678901',
    'known qualifiers rise': '1-alpha < 1-beta < 1-milestone < 1-rc < 1-snapshot < 1 < 1-sp < 1-abc < 1-1 < 1.1',
    'final, ga and release are the release itself':
      '1-rc < 1 = 1-ga = 1.final = 1.0.0.GA = 1.0.Final = 1.0.0.RELEASE < 1-sp',
    'cr is rc, and case does not count': '1-beta < 1-rc = 1-cr = 1-RC = 1Cr < 1-SNAPSHOT = 1-snapshot < 1',
    'a, b and m are short when a digit follows at once': '1a1 = 1-alpha-1 < 1b2 = 1-beta-2 < 1m3 = 1-milestone-3 < 1',
    'a, b and m alone are words like any other': '1 < 1-a < 1-b < 1-m < 1-m-1 < 1-1',
    'a change between digits and letters is a hyphen': '1.0.rc1 = 1.0-rc-1 = 1rc1 < 1.0-rc2 = 1.0.0.RC2 < 1',
    'unknown qualifiers follow the release and compare as text': '1 < 1-android < 1-jre < 1-jre8 < 1-jre11 < 1-xyz',
    'a number behind a hyphen is below one behind a dot':
      '2.0 < 2.0-1 < 2.0-2 < 2.0-10 < 2.0.1 < 2.0.1-xyz < 2.0.1-123',
    'zeros before a qualifier do not count': '1-x = 1.0-x = 1.0.0-x = 1.0.0x = 1.0.0-x.0.0 < 1.0.1-x',
    'nulls between separators do not count': '1-1 = 1-0-1 = 1-ga-1 = 1.0.0-final-1 < 1-2',
    'a qualifier counts alike behind a dot and a hyphen': '1.sp.1 = 1-sp.1 < 1.sp.2 < 1-x.1 = 1.x.1',
    'a snapshot of a pre-release precedes it': '1.0-alpha-1-SNAPSHOT < 1.0-alpha-1 < 1.0-beta-1 < 1.0-SNAPSHOT < 1.0',
    'empty pieces are zeros': '1.0.1 = 1..1 < 1.1 < 1.1.0.1 = 1.1..1',
    'Spring and Netty lines rise': '5.3.0.M1 < 5.3.0.RC1 < 5.3.0.RELEASE < 5.3.1 < 5.3.15 < 5.3.21',
    'vendor rebuilds follow the release':
      '4.1.94.Final < 4.1.94.Final-redhat-00001 < 4.1.94.Final-redhat-00002 < 4.1.95.Final',
    'a version may begin with a word': 'Finchley.SR1 < Finchley.SR2 < Greenwich < r07 < r08 < r09',
  },
  refused: {
    metaversions: 'LATEST RELEASE',
    'ranges and properties': '[1.0,2.0) (,1.0] 1.0,2.0 $version 1.*',
    'paths and text beyond ASCII': '1.0/2 1:2 1.0é "1.0" 1|2',
  },
});
