import { go } from '../../src/ecosystems/go.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(go, {
  rules: {
    'tags with and without v are one version': 'v1.2.2 < v1.2.3 = 1.2.3 < v1.3.0',
    'pseudo-versions of no tag rise by time':
      'v0.0.0-20190308221718-c2843e01d9a2 < v0.0.0-20200227202807-02e2044944cc < v0.0.1',
    'a pseudo-version stands between the tag before and the tag after':
      'v2.1.4 < v2.1.5-0.20240101000000-abcdefabcdef < v2.1.5-0.20260727065949-f3ef599e4091 < v2.1.5',
    'a pseudo-version after a pre-release stays above it':
      'v1.0.0-rc.1 < v1.0.0-rc.1.0.20240101000000-abcdefabcdef < v1.0.0',
    '+incompatible does not order': 'v2.9.0+incompatible = v2.9.0 < v11.4.1+incompatible',
    'the standard library follows the names of Go releases':
      'go1.20.14 < go1.21rc2 < go1.21.0 = go1.21 = 1.21.0 < go1.21.3 < go1.22',
    'Go betas come before release candidates': 'go1.18beta1 < go1.18beta2 < go1.18rc1 = 1.18.0-rc.1 < go1.18',
    'the bound that an advisory puts below all pre-releases holds': 'go1.20.14 < 1.21.0-0 < go1.21rc1 < 1.21.0',
  },
  refused: {
    'development builds of Go': 'go devel gotip go1.x go1.21-abcdef',
    'what is no version': 'master (devel) v none',
  },
});
