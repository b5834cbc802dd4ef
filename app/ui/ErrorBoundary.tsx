import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** What broke, in the reader's words: `The editor`. */
  readonly what: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly message: string | undefined;
}

/** Words instead of a blank page when a part of it breaks. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override state: ErrorBoundaryState = { message: undefined };

  override render() {
    if (this.state.message === undefined) return this.props.children;
    return (
      <div role="alert" className="broken">
        <p className="broken-title">{this.props.what} stopped working</p>
        <p>
          This is a mistake in Preopen, not in your program: {this.state.message}. Your files are kept in this browser;
          reloading the page usually helps.
        </p>
        <button type="button" className="button is-primary" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    );
  }
}
