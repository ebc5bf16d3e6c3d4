import { openssl } from '../../../src/ecosystems/generic/openssl.ts';
import { describeOrder } from '../../support/order-table.ts';

describeOrder(openssl, {
  rules: {
    'letters count the patches of a line': '1.0.2 < 1.0.2a < 1.0.2u < 1.0.2z < 1.0.2za < 1.0.2zg < 1.1.0',
    'lines rise': '0.9.7m < 0.9.8 < 0.9.8zh < 1.0.0 < 1.0.1u < 1.0.2 < 1.1.0l < 1.1.1 < 1.1.1w < 3.0.0',
    'from 3.0 on the third number counts': '3.0.0 < 3.0.9 < 3.0.12 < 3.1.0 < 3.2.1 < 3.10.0',
    'stages of a release rise':
      '3.0.0-dev < 3.0.0-alpha1 < 3.0.0-alpha17 < 3.0.0-beta1 < 3.0.0-beta2 < 3.0.0 < 3.0.1-dev < 3.0.1',
    'pre-releases of the 1.1 lines rise': '1.1.0l < 1.1.1-pre1 < 1.1.1-pre9 < 1.1.1 < 1.1.1a-dev < 1.1.1a',
  },
  refused: {
    'vendor suffixes': '1.0.2k-fips 1.1.1k-FIPS 3.0.7-27.el9 1.1.1f-1ubuntu2',
    'letters that OpenSSL never gave': '1.0.2aa 1.0.2zzz 1.0.2A 1.0.2-',
    'too few or too many numbers': '1.0 3 3.0.0.1 v3.0.0 1..2',
  },
});
