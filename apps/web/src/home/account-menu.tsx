import { Menu } from '@base-ui/react/menu';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useSignOut } from '../app/use-session-end.ts';
import { useSessionUser } from '../app/use-services.ts';
import type { SchemeChoice } from '../ui/color-scheme.ts';
import { CheckIcon, UserIcon } from '../ui/icons.tsx';
import { scheme, useSchemeChoice } from '../ui/scheme.ts';
import { showToast } from '../ui/toasts.ts';

const schemes: [SchemeChoice, string][] = [
  ['system', 'Like the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

const itemLook =
  'flex min-h-10 cursor-default items-center gap-2 rounded-lg px-3 text-sm -outline-offset-2 select-none data-[highlighted]:bg-hover';

/** The menu behind the person's name: account, colours, keys, sign out. */
export function AccountMenu({ onShortcuts }: { onShortcuts?: () => void }): ReactElement {
  const user = useSessionUser();
  const signOut = useSignOut();
  const choice = useSchemeChoice();
  const [home, setHome] = useState<HTMLElement | null>(null);

  function leave(): void {
    signOut().catch(() =>
      showToast({
        kind: 'problem',
        title: 'You are still signed in',
        description: 'The server could not be reached. Try to sign out again.',
      }),
    );
  }

  return (
    <>
      {/* The menu opens within the header, so that it is part of a landmark like all else. */}
      <div ref={setHome} className="contents" />
      <Menu.Root>
        <Menu.Trigger className="inline-flex min-h-10 items-center gap-2 rounded-lg px-2 text-sm font-medium text-muted hover:bg-hover hover:text-ink data-[popup-open]:bg-hover">
          <span className="sr-only">Account menu of </span>
          <span className="max-w-40 truncate max-sm:sr-only">{user?.name}</span>
          <UserIcon />
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner align="end" sideOffset={6} className="z-40 outline-none">
            <Menu.Popup className="w-60 rounded-xl border border-line bg-raised p-1.5 shadow-float outline-none">
              <div className="px-3 py-2 text-sm">
                <p className="truncate font-medium">{user?.name}</p>
                <p className="truncate text-muted">{user?.email}</p>
              </div>
              <Rule />
              <Menu.Item className={itemLook} render={<Link to="/account" />}>
                Account settings
              </Menu.Item>
              {onShortcuts === undefined ? null : (
                <Menu.Item className={itemLook} onClick={onShortcuts}>
                  <span className="flex-1">Keyboard shortcuts</span>
                  <kbd className="font-sans text-muted">?</kbd>
                </Menu.Item>
              )}
              <Rule />
              <Menu.RadioGroup
                value={choice}
                onValueChange={(next: SchemeChoice) => scheme.choose(next)}
              >
                <Menu.GroupLabel className="px-3 pt-1.5 pb-1 text-xs font-medium text-muted">
                  Colours
                </Menu.GroupLabel>
                {schemes.map(([value, text]) => (
                  <Menu.RadioItem key={value} value={value} className={itemLook}>
                    <span className="flex-1">{text}</span>
                    <Menu.RadioItemIndicator>
                      <CheckIcon className="size-4 text-accent" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Rule />
              <Menu.Item className={itemLook} onClick={leave}>
                Sign out
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </>
  );
}

function Rule(): ReactNode {
  return <Menu.Separator className="mx-1.5 my-1.5 h-px bg-line" />;
}
