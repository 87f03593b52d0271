import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { CallRecord, StoredCall } from '../../../../contracts/call-record.ts';
import type { EvidenceKey } from '../../../../contracts/evidence.ts';
import type { LedgerActor, LedgerEntry } from '../../../../contracts/ledger.ts';
import type { FindingReplay } from '../../../../contracts/review-replay.ts';
import type { Bilingual } from '../../../../contracts/vocabulary.ts';

export interface ReportCover {
  readonly bundleId: string;
  readonly createdAt: string;
  readonly exportedBy: LedgerActor;
  readonly reason: string;
  readonly matterId: string | null;
  readonly masked: boolean;
  readonly notices: readonly Bilingual[];
  readonly key: EvidenceKey;
  readonly calls: readonly CallRecord[];
}

export interface ReportedCall {
  readonly call: StoredCall;
  readonly replays: ReadonlyMap<string, FindingReplay | null>;
  readonly entries: readonly LedgerEntry[];
}

/** The report for people in a bundle: PDF, Chinese and English, with its font inside. */
export interface Report {
  cover(cover: ReportCover): void;
  call(reported: ReportedCall): void;
  end(): Promise<Buffer>;
}

const FONTS = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
const SMALL = 8.5;
const PLAIN = 10;
const GREY = '#555555';
const RED = '#a01010';

export function createReport(): Report {
  const pdf = new PDFDocument({ size: 'A4', margin: 54, info: { Title: '证据报告 Evidence report' } });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => void parts.push(part));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.registerFont('plain', join(FONTS, 'NotoSansHans-Regular.otf'));
  pdf.registerFont('bold', join(FONTS, 'NotoSansHans-Bold.otf'));

  const say = (
    text: string,
    { size = PLAIN, font = 'plain', color = 'black', indent = 0, gap = 0.15 } = {},
  ) =>
    pdf
      .font(font)
      .fontSize(size)
      .fillColor(color)
      .text(text, 54 + indent, undefined, { width: pdf.page.width - 108 - indent })
      .moveDown(gap);
  const head = (text: string, size = 13) => say(text, { size, font: 'bold', gap: 0.4 });
  const field = (name: string, value: string) => say(`${name}：${value}`);

  return {
    cover({ bundleId, createdAt, exportedBy, reason, matterId, masked, notices, key, calls }) {
      head('证据报告  Evidence report', 20);
      field('编号 Bundle', bundleId);
      field('生成时间 Made at', createdAt);
      field('导出人 Exported by', `${exportedBy.id} (${exportedBy.role})`);
      field('事由 Reason', reason);
      field('案件 Matter', matterId ?? '—');
      field('个人信息 Personal data', masked ? '已遮蔽 masked' : '未遮蔽 in clear');
      field('签名公钥指纹 Fingerprint of the signing key', key.fingerprint);
      pdf.moveDown();
      for (const { zh, en } of notices) {
        say(zh, { color: RED });
        say(en, { color: RED, size: SMALL, gap: 0.6 });
      }
      head('通话 Calls');
      for (const record of calls)
        say(
          `${record.callId}   ${record.startedAt}   ${record.collectorId}   ${record.categories.join(', ') || '—'}`,
        );
    },
    call({ call, replays, entries }) {
      const { record, transcript, findings } = call;
      pdf.addPage();
      head(`通话 Call ${record.callId}`, 16);
      field('开始 Start', `${record.startedAt}（${record.timeZone ?? '—'}）`);
      field('时长 Duration', `${Math.round(record.durationMs / 1_000)} s`);
      field('催收员 Collector', `${record.collectorId}  ${transcript?.collector.name ?? ''}`);
      field('债务人 Debtor', `${record.debtorId ?? '—'}  ${transcript?.debtor?.name ?? ''}`);
      field('规则集 Rulebook', record.rulebookHash);
      pdf.moveDown(0.5);
      head('发现与复核 Findings and reviews');
      for (const { finding, review, superseded } of findings) {
        const turn = finding.turn === null ? '' : `  #${finding.turn}`;
        say(`${finding.title.zh}  ${finding.title.en}${turn}`, { font: 'bold' });
        say(
          `${finding.category} · ${finding.severity} · ${finding.outcome}${superseded ? ' · superseded' : ''}`,
          { indent: 12, color: GREY },
        );
        for (const { quote } of finding.spans) say(`“${quote}”`, { indent: 12 });
        say(finding.explanation.zh, { indent: 12 });
        say(finding.explanation.en, { indent: 12, size: SMALL });
        for (const { cite } of finding.citations) say(cite, { indent: 12, size: SMALL, color: GREY });
        say(`规则 Rule ${finding.ruleId} v${finding.ruleVersion} (${finding.logicHash})`, {
          indent: 12,
          size: SMALL,
          color: GREY,
        });
        const replay = replays.get(finding.id) ?? null;
        const told =
          replay === null
            ? '未重放 not replayed'
            : replay.same
              ? '重放一致 replayed: the same'
              : '重放不一致 replayed: it differs';
        say(told, { indent: 12, size: SMALL, color: GREY });
        say(`复核 Review: ${review.verdict ?? review.state}`, { indent: 12 });
        for (const { at, actor, kind, verdict, comment } of review.history)
          say([at, actor.id, kind, verdict, comment].filter(Boolean).join('  '), { indent: 24, size: SMALL });
        pdf.moveDown(0.5);
      }
      head('转写 Transcript');
      const marked = new Set(findings.flatMap(({ finding }) => finding.spans.map(({ turn }) => turn)));
      const roles = new Map(transcript?.participants.map(({ id, role }) => [id, role]));
      for (const [turn, { speaker, startMs, text }] of (transcript?.turns ?? []).entries())
        say(`#${turn}  ${(startMs / 1_000).toFixed(1)} s  ${roles.get(speaker) ?? speaker}: ${text}`, {
          font: marked.has(turn) ? 'bold' : 'plain',
        });
      if (transcript === null) say('未保存全文 not kept in full');
      pdf.moveDown(0.5);
      head('台账 Ledger');
      for (const { seq, at, actor, action, hash } of entries)
        say(`${seq}  ${at}  ${actor.id}  ${action}  ${hash}`, { size: SMALL });
    },
    async end() {
      pdf.end();
      await done;
      return Buffer.concat(parts);
    },
  };
}
