export type EmbeddedRefusalCode =
  | 'binaries-missing'
  | 'binaries-unusable'
  | 'folder-not-reachable'
  | 'folder-not-writable'
  | 'already-running'
  | 'other-version'
  | 'port-busy'
  | 'incomplete-data'
  | 'no-unprivileged-user'
  | 'did-not-start';

/** Why the embedded server did not start; the message is one sentence that says what to do. */
export class EmbeddedRefusal extends Error {
  override readonly name = 'EmbeddedRefusal';
  readonly code: EmbeddedRefusalCode;
  constructor(code: EmbeddedRefusalCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}
