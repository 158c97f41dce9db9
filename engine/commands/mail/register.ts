import type { Command } from 'commander'
import { previewMail, type PreviewFlags } from './preview.ts'
import { testMail } from './test.ts'

/** What mails look like, and whether they arrive. */
export function registerMail(
  lintel: Command,
  settings: { readonly smtpUrl: string | null; readonly from: string | null },
): void {
  const mail = lintel.command('mail').description('what mails look like, and whether they arrive')
  mail
    .command('preview')
    .description('a mail as it would be sent, about the first sample')
    .argument('<name>', 'the name of its file')
    .option('--config <dir>', 'folder of the definitions', 'config')
    .option('--language <code>', 'by default the first of the portal')
    .option('--format <format>', 'text or html', 'text')
    .option('--values <json>', `what stands for its fields, such as '{"name":"Ann"}'`)
    .option('--out <file>', 'write it there')
    .action((name: string, flags: PreviewFlags) => previewMail(name, flags))
  mail
    .command('test')
    .description('send a mail at once, and say what the mail server says')
    .argument('<address>', 'where it goes')
    .action((address: string) => testMail(address, settings))
}
