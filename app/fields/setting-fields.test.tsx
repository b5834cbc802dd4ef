// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { choice, SETTINGS } from '../../runtime/project/settings-table.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../runtime/protocol/project.ts';
import { boot } from '../services/testing/fake-kernel.ts';
import { selectSettings } from '../state/project-slice.ts';
import { useApp } from '../state/use-app.ts';
import { mount } from '../testing/mount.tsx';
import { SettingFields } from './SettingFields.tsx';

const TABLE = {
  ...SETTINGS,
  greeting: choice({
    group: 'build',
    label: 'Greeting',
    note: 'How loud it is.',
    choices: [
      { value: 'none', label: 'None' },
      { value: 'loud', label: 'Loud' },
    ],
    default: 'none',
    affects: ['build'],
    link: { key: '_g', absent: 'none' },
    commandLine: { kind: 'value', option: '--greeting', value: 'HOW', help: 'none or loud' },
  }),
};

function Form() {
  const settings = useApp(selectSettings) ?? DEFAULT_SETTINGS;
  return (['run', 'build', 'help'] as const).map((group) => (
    <SettingFields key={group} settings={settings} group={group} table={TABLE} />
  ));
}

async function bootForm() {
  const page = boot({ 'main.c': '', 'other.c': '' });
  const form = await mount(page, <Form />);
  const settings = (): ProjectSettings => selectSettings(page.store.getState()) ?? DEFAULT_SETTINGS;
  return { ...page, form, settings };
}

it('shows a field for a row that is added, and keeps what is chosen in it', async () => {
  const { form, settings } = await bootForm();
  expect(form.text()).toContain('How loud it is.');
  await form.enter('Greeting', 'loud');
  expect(settings()).toMatchObject({ greeting: 'loud' });
  expect(form.field('Greeting').value).toBe('loud');
});

it.each([
  ['Standard', 'c23', { standard: 'c23' }],
  ['Optimisation', '-O3', { optimization: '-O3' }],
  ['Further flags', '-DX "-DY=a b"', { extraFlags: '-DX "-DY=a b"' }],
  ['Arguments', '7 plus 35', { args: '7 plus 35' }],
  ['File with main()', 'other.c', { mainFile: 'other.c' }],
] as const)('%s: what is entered is the setting', async (label, value, expected) => {
  const { form, settings } = await bootForm();
  await form.enter(label, value);
  expect(settings()).toEqual({ ...DEFAULT_SETTINGS, openFile: 'main.c', ...expected });
});

it('says which line of the environment is none', async () => {
  const { form, settings } = await bootForm();
  await form.enter('Environment', 'A=1\nnonsense');
  expect(settings().env).toBe('A=1\nnonsense');
  expect(form.text()).toContain('Line 2 is not NAME=value: “nonsense”');
  expect(form.field('Environment').getAttribute('aria-invalid')).toBe('true');
});

it('leaves out the help that is unticked, and brings it back', async () => {
  const { form, settings } = await bootForm();
  const box = form.field('setjmp() and longjmp()');
  await form.doing(() => box.click());
  expect(settings().withoutDefaults).toEqual(['setjmp']);
  await form.doing(() => box.click());
  expect(settings().withoutDefaults).toEqual([]);
});
