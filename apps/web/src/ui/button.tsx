import type { ButtonHTMLAttributes, ReactElement } from 'react';

const looks = {
  primary:
    'border border-transparent bg-accent text-on-accent font-semibold hover:bg-accent-strong active:bg-accent-strong shadow-panel',
  secondary: 'border border-edge bg-raised font-medium hover:bg-hover',
  ghost: 'text-ink font-medium hover:bg-hover',
  danger: 'border border-transparent bg-danger text-on-danger font-semibold hover:bg-danger-strong',
} as const;

const sizes = {
  normal: 'min-h-11 px-4 rounded-[0.625rem]',
  small: 'min-h-9 px-3 rounded-lg text-sm pointer-coarse:min-h-11',
} as const;

/** A native button with our looks. `pending` keeps its size and its focus while a request runs. */
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** @default 'secondary' */
  look?: keyof typeof looks;
  /** @default 'normal' */
  size?: keyof typeof sizes;
  /** Shows a spinner in place of the text, and ignores presses. @default false */
  pending?: boolean;
}

/** A button of `type="button"` unless told otherwise. */
export function Button({
  look = 'secondary',
  size = 'normal',
  pending = false,
  type = 'button',
  className = '',
  children,
  onClick,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        // Not `disabled`: that would drop the keyboard focus in the middle of a request.
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
      className={`relative inline-flex items-center justify-center gap-2 transition-colors disabled:opacity-50 ${looks[look]} ${sizes[size]} ${className}`}
    >
      <span className={`inline-flex items-center gap-2 ${pending ? 'opacity-0' : ''}`}>
        {children}
      </span>
      {pending ? <Spinner className="absolute size-5" /> : null}
    </button>
  );
}

/** A square button that shows only an icon; `label` is its accessible name and its tooltip. */
export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
}

/** 36 px square, so that it can be hit with a thumb. */
export function IconButton({
  label,
  className = '',
  children,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-muted transition-colors hover:bg-hover hover:text-ink ${className}`}
    >
      {children}
    </button>
  );
}

/** A turning ring; decorative, its owner says in words what is going on. */
export function Spinner({ className = 'size-5' }: { className?: string }): ReactElement {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`animate-spin ${className}`}>
      <circle
        cx="12"
        cy="12"
        r="9"
        fill="none"
        stroke="currentColor"
        strokeOpacity="0.25"
        strokeWidth="3"
      />
      <path
        d="M21 12a9 9 0 0 0-9-9"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </svg>
  );
}
