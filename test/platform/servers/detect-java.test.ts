import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { detectJava, type Jdk, requireJava } from '../../../platform/servers/detect-java.ts';
import { chooseJdk, serverVersion } from '../../../platform/servers/server-versions.ts';

describe('the JDKs of a machine', () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'callwarden-jdks-'));
    await layOutJdk(join(root, 'jvm/temurin-25'), '25.0.3');
    await layOutJdk(join(root, 'jvm/openjdk-17'), '17.0.15');
    await layOutJdk(join(root, 'jvm/mac-21/Contents/Home'), '21.0.2');
    await symlink(join(root, 'jvm/openjdk-17'), join(root, 'jvm/default'));
    await mkdir(join(root, 'jvm/runtime-only'));
    await writeFile(join(root, 'jvm/runtime-only/release'), 'JAVA_VERSION="22"\n');
    await layOutJdk(join(root, 'elsewhere/named'), '24');
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('are found once each, oldest first, without those that cannot compile', async () => {
    const found = await detectJava({ roots: [join(root, 'jvm'), join(root, 'missing')] });
    assert.deepEqual(
      found.map((jdk) => jdk.version),
      ['17.0.15', '21.0.2', '25.0.3'],
    );
  });

  it('begin with those that were named, and ignore a name that leads nowhere', async () => {
    const homes = [join(root, 'nowhere'), join(root, 'elsewhere/named')];
    const found = await detectJava({ homes, roots: [join(root, 'jvm')] });
    assert.deepEqual(
      found.map((jdk) => jdk.major),
      [24, 17, 21, 25],
    );
  });

  it('give the reason when none will do', async () => {
    const found = await detectJava({ homes: [join(root, 'jvm/openjdk-17')], roots: [] });
    assert.throws(() => requireJava(found, 21, 'opensearch'), {
      code: 'java_missing',
      message: /no JDK 21\+ found for opensearch \(found: 17\.0\.15 in .*openjdk-17\).*CALLWARDEN_JAVA/,
    });
    assert.throws(() => requireJava([], 17, 'kafka'), /found: no JDK at all/);
  });
});

describe('the JDK of a server', () => {
  const jdk = (major: number): Jdk => ({ home: `/jdk-${major}`, major, version: `${major}` });

  it('is the first from 21 on for OpenSearch 3, and 17 for 2.19 where there is no newer', () => {
    const newer = chooseJdk('opensearch', [jdk(17), jdk(21), jdk(25)]);
    const older = chooseJdk('opensearch', [jdk(11), jdk(17)]);
    assert.deepEqual([newer.major, older.major], [21, 17]);
    assert.match(serverVersion('opensearch', newer), /^3\./);
    assert.match(serverVersion('opensearch', older), /^2\.19\./);
  });

  it('is 17 or newer for Kafka', () => {
    assert.equal(chooseJdk('kafka', [jdk(11), jdk(17), jdk(25)]).major, 17);
    assert.throws(() => chooseJdk('kafka', [jdk(11)]), { code: 'java_missing' });
  });
});

async function layOutJdk(home: string, version: string): Promise<void> {
  await mkdir(join(home, 'bin'), { recursive: true });
  await writeFile(join(home, 'bin/javac'), '', { mode: 0o755 });
  await writeFile(join(home, 'release'), `IMPLEMENTOR="Test"\nJAVA_VERSION="${version}"\n`);
}
