import type { Bilingual } from '../../../contracts/vocabulary.ts';

const LEADS_ONLY: Bilingual = {
  zh: '系统给出的结论是线索，经署名人员确认后才是认定。本包不含录音，录音的编号与摘要见 manifest.json。',
  en: 'Findings of the analyzer are leads until a named person confirms them. Recordings are not in this bundle; manifest.json has their ids and digests.',
};
const CN_ONLY: Bilingual = {
  zh: '本包含在中国境内存储的数据：未经中国主管机关批准，不得向境外司法或者执法机构提供（《个人信息保护法》第四十一条、《数据安全法》第三十六条）。',
  en: 'Holds data stored in China: not to be given to judicial or law-enforcement bodies abroad without approval of the competent Chinese authority (PIPL art. 41, DSL art. 36).',
};
const MASKED: Bilingual = {
  zh: '个人信息已等长遮蔽；遮蔽前内容的摘要不列出，以免被猜出。',
  en: 'Personal data is masked, character for character; digests of the unmasked content are left out, since guesses could be checked against them.',
};
const UNMASKED: Bilingual = {
  zh: '含未遮蔽的个人信息：仅用于所述目的，按最小必要原则保管。',
  en: 'Holds personal data in clear: for the stated purpose only, to be kept no longer and shown no wider than that needs.',
};

/** Whether a call falls under the rule on handing data to authorities abroad. */
export const staysInChina = (jurisdiction: string | null) => jurisdiction?.split('-')[0] === 'CN';

/** What whoever holds a bundle must know. */
export function noticesFor(jurisdictions: readonly (string | null)[], masked: boolean): Bilingual[] {
  return [...(jurisdictions.some(staysInChina) ? [CN_ONLY] : []), masked ? MASKED : UNMASKED, LEADS_ONLY];
}

export const READ_ME = `证据包 / Evidence bundle

report.pdf       供人阅读的报告 / the report for people
calls/NNNN/      每通电话：记录、转写、对话事实、发现、复核历史、重放 / per call: record, transcript, dialogue facts,
                 findings, review history, replay of each finding
rules/           所依据规则当时的全文，及其词表 / the rules in force, with their term lists
ledger.jsonl     台账摘录，含链式摘要 / excerpt of the ledger with its chain of hashes
keys.json        本单位的公钥 / public keys of the installation
manifest.json    文件清单与 SHA-256 / list of files with SHA-256
signature.json   对清单的 Ed25519 签名 / Ed25519 signature over the manifest

核验（无需联网）/ Verify, offline:   callwarden evidence verify FILE [--trust keys.json]
请通过其他渠道核对公钥指纹。/ Compare the fingerprint of the key by another way than this bundle.
`;
