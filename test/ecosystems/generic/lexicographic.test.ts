import { lexicographic } from '../../../src/ecosystems/generic/lexicographic.ts';
import { describeOrder } from '../../support/order-table.ts';

describeOrder(lexicographic, {
  rules: {
    'texts compare by code unit': '10 < 9 < A < R2026a < R2026b < a < r2026a < é',
    'a longer text follows its own beginning': 'r2026 < r2026a < r2026a1',
    'no number is seen in the text': 'build-0099 < build-0100 < build-99',
  },
  refused: { 'an empty text': '' },
});
