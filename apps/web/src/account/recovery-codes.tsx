import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { CopyButton } from './copy-button.tsx';

/** The codes, shown this once. */
export interface RecoveryCodesProps {
  codes: readonly string[];
  onClose(): void;
}

/**
 * Shows the recovery codes, to be copied or saved. They cannot be shown again, so only "Done"
 * closes it.
 */
export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps): ReactElement {
  return (
    <Modal
      title="Keep your recovery codes"
      description="Each of them signs you in once, in the place of the app. Keep them where you find them without your phone: they are shown only now."
    >
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-4 gap-y-1 rounded-lg bg-sunken px-4 py-3 text-center font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <CopyButton text={codes.join('\n')} done="The codes are copied" />
        <Button onClick={() => save(codes)}>Save as a file</Button>
        <Button look="primary" className="ml-auto" onClick={onClose}>
          Done
        </Button>
      </div>
    </Modal>
  );
}

function save(codes: readonly string[]): void {
  const text = `Recovery codes for Parley at ${window.location.host}\n\n${codes.join('\n')}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'parley-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(url);
}
