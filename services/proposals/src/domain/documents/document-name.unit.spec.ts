import { describe, expect, it } from 'vitest';
import { contentDisposition, savingName } from './document-name.ts';

const PDF = 'application/pdf';

describe('the name under which a document is offered for saving', () => {
  it.each([
    ['its own', 'Budget 2008.pdf', 'Budget 2008.pdf'],
    ['with the ending of what it is, whatever it was called', 'Budget.exe', 'Budget.exe.pdf'],
    ['without folders', '../../etc/passwd', '_.._etc_passwd.pdf'],
    ['without what only looks like a folder', 'a\u2215b\uff0fc\u29f8d', 'a_b_c_d.pdf'],
    ['without marks that turn the direction', 'Invoice\u202efdp.exe', 'Invoicefdp.exe.pdf'],
    ['in right-to-left scripts as it is', 'تقرير الهجرة.pdf', 'تقرير الهجرة.pdf'],
    ['with the joiners that scripts need', 'می\u200cخواهم.pdf', 'می\u200cخواهم.pdf'],
    ['composed', 'Re\u0301sume\u0301.pdf', 'Résumé.pdf'],
    ['never one that a system keeps for itself', 'CON', 'document-CON.pdf'],
    ['never none', ' ... ', 'document.pdf'],
  ])('is %s', (_, given, name) => {
    expect(savingName(given, PDF)).toBe(name);
  });

  it('is bounded without cutting a character in two', () => {
    const name = savingName('😀'.repeat(300), PDF);
    expect(name.isWellFormed()).toBe(true);
    expect([...name]).toHaveLength(124);
  });
});

describe('the header that offers it', () => {
  it('has a plain name for all and the exact one besides', () => {
    expect(contentDisposition('Résumé (l’été).pdf')).toBe(
      `attachment; filename="R_sum_ (l__t_).pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%28l%E2%80%99%C3%A9t%C3%A9%29.pdf`,
    );
  });

  it('cannot be ended from within', () => {
    const header = contentDisposition('a"; filename="evil\\.pdf');
    expect(header).toContain('filename="a_; filename=_evil_.pdf";');
    expect(contentDisposition('a\r\nX-Evil: 1')).not.toMatch(/[\r\n]/);
  });
});
