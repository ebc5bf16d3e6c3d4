import type { Selector } from '../../model/generated/common.ts';
import type { Condition, DecisionTable, FactTest, Rule } from '../../model/policy.ts';
import type { UsedFact } from '../../model/requirement.ts';
import { type FactLookup, judge, type Truth } from '../prioritise/condition.ts';
import { assuming } from '../prioritise/facts.ts';
import { type Cell, cellsOf } from './cells.ts';
import type { Choice } from './search.ts';

type FactKey = Condition['fact'];

/** All that findings can be as far as some tables tell them apart: one place a fact, one bit a cell. */
export interface TableSpace {
  readonly places: readonly bigint[];
  /** Holds where a rule surely matches: one choice a fact it asks for. */
  readonly matches: (table: DecisionTable, rule: Rule) => readonly Choice[];
  /** Holds where a rule surely does not match. */
  readonly excludes: (table: DecisionTable, rule: Rule) => Choice;
  /** Holds where a rule does not surely match: it is excluded, or nobody knows. */
  readonly doubts: (table: DecisionTable, rule: Rule) => Choice;
  /** The first value of every place that was narrowed, in words. */
  readonly describe: (cells: readonly bigint[]) => string;
}

/** Builds the space of everything that the tables ask for, where all the selectors hold. */
export function tableSpace(tables: readonly DecisionTable[], selectors: readonly Selector[]): TableSpace {
  const facts = new Map<FactKey, FactTest[]>();
  for (const { fact, test } of tables.flatMap(({ rules }) => rules.flatMap(({ when }) => when))) {
    const known = facts.get(fact);
    if (known === undefined) facts.set(fact, [test]);
    else known.push(test);
  }
  const names = [...facts.keys()];
  const cells = names.map((fact) => cellsOf(fact, facts.get(fact) ?? [], selectors));
  const places = cells.map((list) => bits(list, () => true));

  /** Cells of a place by what all conditions of a rule on that fact say together. */
  const cellsWhere = (table: DecisionTable, rule: Rule, fact: FactKey, wanted: (truth: Truth) => boolean): bigint => {
    const conditions = rule.when.filter((condition) => condition.fact === fact);
    return bits(cells[names.indexOf(fact)] ?? [], ({ value }) =>
      wanted(judge(conditions, assuming(lookupOf(fact, value), table.assume, table.policy))),
    );
  };
  const ways = (table: DecisionTable, rule: Rule, wanted: (truth: Truth) => boolean): Choice =>
    [...new Set(rule.when.map(({ fact }) => fact))].map((fact) => ({
      place: names.indexOf(fact),
      among: cellsWhere(table, rule, fact, wanted),
    }));

  return {
    places,
    matches: (table, rule) => ways(table, rule, (truth) => truth === 'yes').map((way) => [way]),
    excludes: (table, rule) => ways(table, rule, (truth) => truth === 'no'),
    doubts: (table, rule) => ways(table, rule, (truth) => truth !== 'yes'),
    describe: (found) =>
      found
        .flatMap((left, place) => (left === places[place] ? [] : (firstOf(cells[place] ?? [], left)?.words ?? [])))
        .join(', '),
  };
}

function lookupOf(fact: FactKey, value: UsedFact['value']): FactLookup {
  return () => ({ name: fact, value, source: '', assumed: false });
}

function bits(cells: readonly Cell[], isWanted: (cell: Cell) => boolean): bigint {
  return cells.reduce((mask, cell, index) => (isWanted(cell) ? mask | (1n << BigInt(index)) : mask), 0n);
}

function firstOf(cells: readonly Cell[], left: bigint): Cell | undefined {
  return cells.find((_, index) => (left & (1n << BigInt(index))) !== 0n);
}
