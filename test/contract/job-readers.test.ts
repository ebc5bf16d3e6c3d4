import { ansibleJsonReader } from '../../src/feeds/record/ansible-json.ts';
import { csvJobReader } from '../../src/feeds/record/csv.ts';
import { junitReader } from '../../src/feeds/record/junit.ts';
import { ssmReader } from '../../src/feeds/record/ssm.ts';
import type { Outcome } from '../../src/model/diagnostic.ts';
import type { JobReader, JobReport } from '../../src/model/record-report.ts';
import { describeReaders, type Subject } from '../support/reader-contract.ts';

const reading =
  (reader: JobReader) =>
  (text: string): Outcome<JobReport> =>
    reader.read({ path: 'x', text });
const assetsOf = ({ rows }: JobReport): readonly string[] => rows.map(({ assets }) => assets.join('/'));
const hosts = ['host-1', 'host-2', 'host-3'];

const subjects: readonly Subject[] = [
  {
    title: 'ansible-json',
    read: reading(ansibleJsonReader),
    units: hosts.map((host) => `"${host}":{"ok":1,"failures":0,"unreachable":0}`),
    join: (units) => `{"plays":[{"play":{"id":"1"},"tasks":[]}],"stats":{${units.join(',\n')}}}`,
    idsOf: assetsOf,
  },
  {
    title: 'aws-ssm',
    read: reading(ssmReader),
    units: hosts.map((host) => JSON.stringify({ CommandId: 'c-1', InstanceId: host, Status: 'Success' })),
    join: (units) => `{"CommandInvocations":[${units.join(',\n')}]}`,
    idsOf: assetsOf,
  },
  {
    title: 'junit',
    read: reading(junitReader),
    units: hosts.map((host) => `<testcase name="${host}"/>`),
    join: (units) => `<testsuite name="s">\n${units.join('\n')}\n</testsuite>\n`,
    idsOf: ({ cases }: JobReport) => [...Array(cases?.passed ?? 0).keys()].map(String),
  },
  {
    title: 'csv',
    read: reading(csvJobReader),
    units: hosts.map((host) => `${host},app,1.0.1,succeeded,2026-11-22T21:00:00Z`),
    join: (units) => `asset,package,version,result,end\n${units.join('\n')}\n`,
    idsOf: assetsOf,
  },
];

describeReaders(subjects);
