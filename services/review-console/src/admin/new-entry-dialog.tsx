import { Form, Input, Modal, Select } from 'antd';
import type { Role } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { roles } from '../vocabulary/lists.ts';
import { vocabulary } from '../vocabulary/texts.ts';
import { adminTexts } from './texts.ts';

export interface NewEntry {
  readonly username?: string;
  readonly name: string;
  readonly role: Role;
  /** None: every agency. */
  readonly agencies?: readonly string[];
  /** Whose calls a collector sees as his own. */
  readonly collectorId?: string;
}

/** The scope that a list of agencies makes. */
export const scopeOf = (agencies: readonly string[] = []) => ({
  agencies: agencies.length > 0 ? [...agencies] : null,
  teams: null,
});

interface NewEntryDialogProps {
  readonly title: string;
  readonly withUsername: boolean;
  readonly onAdd: (entry: NewEntry) => void;
  readonly onClose: () => void;
}

/** Asks for what a new user or a new token needs. */
export function NewEntryDialog({ title, withUsername, onAdd, onClose }: NewEntryDialogProps) {
  const t = useTexts(adminTexts);
  const words = useTexts(vocabulary);
  const [form] = Form.useForm<NewEntry>();
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal open title={title} okText={title} onOk={form.submit} onCancel={onClose} width={420}>
      <Form form={form} layout="vertical" initialValues={{ role: 'officer' }} onFinish={onAdd}>
        {withUsername ? (
          <Form.Item name="username" label={t('column.username')} rules={required}>
            <Input autoCapitalize="none" spellCheck={false} />
          </Form.Item>
        ) : null}
        <Form.Item name="name" label={t('column.name')} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="role" label={t('column.role')} rules={required}>
          <Select options={roles.map((value) => ({ value, label: words(`role.${value}`) }))} />
        </Form.Item>
        <Form.Item name="agencies" label={t('agencies')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        {withUsername ? (
          <Form.Item name="collectorId" label={t('collectorId')}>
            <Input />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
