// @vitest-environment happy-dom
import { useState, type ComponentType } from 'react';
import { expect, it } from 'vitest';
import { boot } from '../services/testing/fake-kernel.ts';
import { mount } from '../testing/mount.tsx';
import { Loaded } from './Loaded.tsx';

type Module<Props> = { readonly default: ComponentType<Props> };

it('gives the props of one component to no other that takes its place', async () => {
  let arrive: (module: Module<{ readonly second: { readonly name: string } }>) => void = () => undefined;
  const first = () =>
    Promise.resolve({ default: (props: { readonly first: { readonly name: string } }) => props.first.name });
  const coming = new Promise<Module<{ readonly second: { readonly name: string } }>>((resolve) => (arrive = resolve));
  const second = () => coming;

  function Both() {
    const [isFirst, setFirst] = useState(true);
    return (
      <>
        <button type="button" onClick={() => setFirst(false)}>
          Change
        </button>
        {isFirst ? (
          <Loaded load={first} props={{ first: { name: 'the first' } }} />
        ) : (
          <Loaded load={second} props={{ second: { name: 'the second' } }} fallback="nothing yet" />
        )}
      </>
    );
  }

  const page = await mount(boot({}), <Both />);
  expect(page.text()).toContain('the first');
  await page.press('Change');
  expect(page.text()).toContain('nothing yet');
  await page.doing(() => arrive({ default: ({ second: { name } }) => name }));
  expect(page.text()).toContain('the second');
});
