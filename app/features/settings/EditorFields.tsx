import { FONT_SIZES_PX, TAB_WIDTHS, type LineHeight } from '../../state/editor-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { CheckField, SelectField } from '../../ui/Field.tsx';

const SIZES = FONT_SIZES_PX.map((px) => ({ value: String(px), label: `${px} pixels` }));
const TABS = TAB_WIDTHS.map((columns) => ({ value: String(columns), label: `${columns} columns` }));
const LINE_HEIGHT_CHOICES: readonly { readonly value: LineHeight; readonly label: string }[] = [
  { value: 'tight', label: 'Tight' },
  { value: 'normal', label: 'Normal' },
  { value: 'wide', label: 'Wide' },
];

/** How code looks in this browser: these are not the project's, and no link carries them. */
export function EditorFields() {
  const preferences = useApp((state) => state.editorPreferences);
  const change = useApp((state) => state.editorPreferred);
  return (
    <fieldset className="settings-group">
      <legend>Editor, in all projects</legend>
      <SelectField
        label="Font size"
        choices={SIZES}
        value={String(preferences.fontSizePx)}
        onChange={(value) =>
          change({ fontSizePx: FONT_SIZES_PX.find((px) => String(px) === value) ?? preferences.fontSizePx })
        }
      />
      <SelectField
        label="Line height"
        choices={LINE_HEIGHT_CHOICES}
        value={preferences.lineHeight}
        onChange={(lineHeight) => change({ lineHeight })}
      />
      <SelectField
        label="Tab width"
        choices={TABS}
        value={String(preferences.tabWidth)}
        onChange={(value) =>
          change({ tabWidth: TAB_WIDTHS.find((columns) => String(columns) === value) ?? preferences.tabWidth })
        }
      />
      <CheckField
        label="Wrap long lines"
        isChecked={preferences.isWrapped}
        onChange={(isWrapped) => change({ isWrapped })}
      />
    </fieldset>
  );
}
