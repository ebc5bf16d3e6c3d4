import { expect, it } from 'vitest';
import { normaliseName, normaliseVersion } from '../../src/ecosystems/names.ts';

it.each([
  ['PyPI', 'Zope.Interface', 'zope-interface'],
  ['PyPI', 'ruamel__yaml', 'ruamel-yaml'],
  ['PyPI', 'a-_.b', 'a-b'],
  ['NuGet', 'Newtonsoft.Json', 'newtonsoft.json'],
  ['Packagist', 'Symfony/HTTP-Kernel', 'symfony/http-kernel'],
  ['npm', '@Scope/Name_x', '@Scope/Name_x'],
  ['Go', 'github.com/BurntSushi/toml', 'github.com/BurntSushi/toml'],
  ['Debian:12', 'libstdc++6', 'libstdc++6'],
  ['Maven', 'org.apache.logging.log4j:log4j-core', 'org.apache.logging.log4j:log4j-core'],
])('in %s the name %s is held as %s', (ecosystem, name, held) => {
  expect(normaliseName(ecosystem, name)).toBe(held);
  expect(normaliseName(ecosystem, held)).toBe(held);
});

it.each([
  ['Go', 'v1.2.3', '1.2.3'],
  ['Go', 'go1.21.3', '1.21.3'],
  ['Go', '1.2.3', '1.2.3'],
  ['Go', 'version', 'version'],
  ['npm', 'v1.2.3', 'v1.2.3'],
  ['Debian:12', '1:1.0-1', '1:1.0-1'],
])('in %s the version %s is looked up as %s', (ecosystem, version, looked) => {
  expect(normaliseVersion(ecosystem, version)).toBe(looked);
});
