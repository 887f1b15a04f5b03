import type { ReactElement, ReactNode } from 'react';

/** Size and extra classes of an icon; the colour is the text's. */
export interface IconProps {
  className?: string;
}

function outline(paths: ReactNode) {
  return function Icon({ className = 'size-5' }: IconProps): ReactElement {
    return (
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        className={className}
      >
        {paths}
      </svg>
    );
  };
}

/** Decorative icons: each is hidden from assistive technology, so its control needs a name. */
export const PlusIcon = outline(<path d="M12 5v14M5 12h14" />);
export const CheckIcon = outline(<path d="m5 12.5 4.6 4.6L19.5 7" strokeWidth="2.6" />);
export const TrashIcon = outline(
  <path d="M4.5 7h15M9.5 7V5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v2M6.5 7l.8 11.2a1.8 1.8 0 0 0 1.8 1.8h5.8a1.8 1.8 0 0 0 1.8-1.8L17.5 7M10 11v5M14 11v5" />,
);
export const ChevronIcon = outline(<path d="m6.5 9.5 5.5 5.5 5.5-5.5" />);
export const SearchIcon = outline(<path d="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20 20l-4-4" />);
export const SlidersIcon = outline(<path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4" />);
export const CloseIcon = outline(<path d="M6 6l12 12M18 6 6 18" />);
export const UserIcon = outline(
  <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0" />,
);
export const ListIcon = outline(
  <path d="M9.5 6.5H20M9.5 12H20M9.5 17.5H20M4 6.5l1 1 1.8-2M4 12l1 1 1.8-2M4 17.5l1 1 1.8-2" />,
);
export const ChatIcon = outline(
  <path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5c-1.2 0-2.4-.3-3.4-.8L4.5 19.5l1.3-4.1A7.5 7.5 0 1 1 20 11.5Z" />,
);
export const EyeIcon = outline(
  <path d="M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12ZM12 14.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4Z" />,
);
export const EyeOffIcon = outline(
  <path d="M4 4l16 16M9.9 6a9 9 0 0 1 2.1-.2c6 0 9.2 6.2 9.2 6.2a16 16 0 0 1-2.7 3.4M6.3 7.6A15.7 15.7 0 0 0 2.8 12S6 18.2 12 18.2a9 9 0 0 0 4-.9M10 10.2a2.7 2.7 0 0 0 3.8 3.8" />,
);
export const CalendarIcon = outline(
  <path d="M7.5 3.8v3M16.5 3.8v3M4.5 9.8h15M6.3 5.5h11.4a1.8 1.8 0 0 1 1.8 1.8v10.4a1.8 1.8 0 0 1-1.8 1.8H6.3a1.8 1.8 0 0 1-1.8-1.8V7.3a1.8 1.8 0 0 1 1.8-1.8Z" />,
);
export const NotesIcon = outline(<path d="M5 6.5h14M5 12h14M5 17.5h8" />);
export const ArrowUpIcon = outline(<path d="M12 19V5M6 11l6-6 6 6" />);
export const KeyIcon = outline(
  <path d="M8.5 19a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM11.7 11.3 19.5 3.5M15.5 7.5l3 3M13 10l1.8 1.8" />,
);
