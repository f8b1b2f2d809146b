/** A body that is JSON text already, stored so; sent as it is. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** What the text says. */
  get value(): unknown {
    return JSON.parse(this.text);
  }
}

/** The JSON text of a body. */
export function textOfBody(body: unknown): string {
  return body instanceof JsonText ? body.text : JSON.stringify(body);
}

/** The body itself. */
export function valueOfBody(body: unknown): unknown {
  return body instanceof JsonText ? body.value : body;
}
