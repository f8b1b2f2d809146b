export type BrokerRefusalCode =
  | 'java-missing'
  | 'java-too-old'
  | 'maven-missing'
  | 'jars-missing'
  | 'openssl-missing'
  | 'port-busy'
  | 'other-cluster'
  | 'already-running'
  | 'did-not-start';

/** Why there is no broker; the message is one sentence that says what to install or to do. */
export class BrokerRefusal extends Error {
  override readonly name = 'BrokerRefusal';
  readonly code: BrokerRefusalCode;
  constructor(code: BrokerRefusalCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}
