import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';

/** What is kept apart, and what it is called in "… could not be shown". */
export interface ErrorBoundaryProps {
  what: string;
  children: ReactNode;
}

/** Keeps the failure of one part of a page from taking the other parts with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div
        role="alert"
        className="flex h-full flex-col items-center justify-center px-6 py-14 text-center"
      >
        <h2 className="text-lg font-semibold">{this.props.what} could not be shown</h2>
        <p className="mt-1 mb-5 max-w-sm text-balance text-muted">
          Something went wrong on our side. Nothing that you saved is lost.
        </p>
        <Button size="small" onClick={() => this.setState({ failed: false })}>
          Try again
        </Button>
      </div>
    );
  }
}
