import {
  type Aggregate,
  accept,
  type CommandHandler,
  type DomainEvent,
  type Model,
  type RejectionCategory,
  reject,
} from '@mdtf/domain';

interface NoteData {
  readonly id: string;
  readonly text: string;
}
type NoteRecorded = DomainEvent<'NoteRecorded', NoteData>;

const note: Aggregate<NoteData, NoteRecorded> = {
  kind: 'note',
  version: 1,
  concerns: { NoteRecorded: ({ id }) => id },
  evolve: (_, { data }) => data,
};

const recordNote: CommandHandler<NoteData, NoteRecorded, NoteData> = {
  needs: ({ id }) => ({ own: [{ kind: note.kind, id }] }),
  decide: ({ id, text }) => {
    const [verb, category] = text.split(' ');
    if (verb === 'refuse') {
      return reject({
        code: 'note-refused',
        category: category as RejectionCategory,
        title: { en: 'No', fr: 'Non' },
        detail: { en: 'because', fr: 'parce que : non' },
        field: 'text',
      });
    }
    return accept([{ type: 'NoteRecorded', data: { id, text } }], { id, text });
  },
};

/** The smallest domain there is: notes are recorded, and refused when their text says so. */
export const noteModel: Model = {
  service: 'allocation',
  aggregates: [note],
  facts: [],
  commands: { RecordNote: recordNote },
  subject: ({ data }) => `note/${(data as NoteData).id}`,
};
